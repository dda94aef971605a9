// tests/fault/crash/faulty_disk.h
//
// A disk that fails at the n-th operation. System calls that change files (open with O_CREAT,
// write, pwrite, fsync, fdatasync, rename, link, unlink, mkdir, rmdir, ftruncate, fallocate) are
// those of this program, not of the C library: so all that RocksDB, its SstFileWriter and newsidx
// itself do to the files of one folder is seen, in one place and in its order. (A FileSystem of
// RocksDB would see neither the mark, GENERATION, nor files that an SstFileWriter makes.)
//
// What is on disk is as little as POSIX promises: of a file what it held at its last fsync or
// fdatasync, of a folder the names that it had at its last fsync.
//
// Threads: any number. At most one disk is faulty, in one process: see run_on_faulty_disk().
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace newsidx::testing {

enum class Fault : std::uint8_t {
  none,
  kill,           ///< the process ends, as by kill -9; of a write the beginning is done
  lost,           ///< a power failure: data and names that were not synced are lost
  names_kept,     ///< the same, but the names are there: files of old length, or empty
  cut,            ///< of what was not synced beginnings are there: of files, and of the names
  torn,           ///< or any of its sectors, of 512 or 4096 bytes
  no_space_once,  ///< ENOSPC, where space is asked for
  no_space,       ///< from then on
  io_error_once,  ///< EIO
  io_error,       ///< from then on
};
inline constexpr std::array kFaultNames = {
    "none", "kill",          "lost",     "names_kept",    "cut",
    "torn", "no_space_once", "no_space", "io_error_once", "io_error"};
inline constexpr bool is_crash(Fault fault) { return fault >= Fault::kill && fault <= Fault::torn; }
inline constexpr bool is_error(Fault fault) { return fault > Fault::torn; }

struct FaultPlan {
  std::string folder;  ///< what is in it is on the disk; is there, and its names are on disk
  Fault fault = Fault::none;
  std::uint64_t at = 0;  ///< the operation, from 1 on
  std::uint64_t seed = 0;
  /// A descriptor; at the fault it gets "at <number> <operation> <file>\n". Without a fault, "list
  /// <number>\n" at each operation that RocksDB's list of files is synced by.
  int report = -1;
};

inline constexpr int kCrashStatus = 77;  ///< of a process that a fault has ended

/// From now on, until the process ends.
void make_faulty(const FaultPlan& plan);
/// Operations since then.
std::uint64_t operation_count();

}  // namespace newsidx::testing
