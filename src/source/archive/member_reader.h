// source/archive/member_reader.h
//
// The files in a zip, tar or 7z, one after the other, by libarchive.
//
// A member is a stream: what is in it is read as a file is, and it may be an archive itself, which
// another reader of the same budget reads. Names are for people: nothing is opened by them. Folders
// are no members; links, pipes and devices are left out, and told.
//
// Encrypted members, and those that libarchive cannot begin to read, are reported and passed over;
// one that is damaged further in fails where its stream is read, and the next one follows.
//
// Threads: one reader, one thread.   Memory: that of libarchive, which is the dictionary of 7z at
// the most. A 7z is read from its end, so it is copied to a nameless file in the system's folder
// for such first.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "source/format/container_kind.h"
#include "source/format/container_options.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

/// What a file and all archives within it may hold together. A bomb is a small file that unpacks to
/// more than a disk holds; no count of members or bytes that people have comes near these.
struct ArchiveBudget {
  std::uint64_t max_members = 10'000'000;
  std::uint64_t max_bytes = std::uint64_t{1} << 40;
  std::uint64_t max_ratio = 2'000;  ///< of bytes unpacked to bytes of the outermost archive
  std::uint64_t free_bytes = std::uint64_t{64} << 20;  ///< so many are not asked for their ratio
  std::uint64_t max_spool_bytes = std::uint64_t{16} << 30;  ///< of a 7z, copied

  // What was used up.
  std::uint64_t members = 0;
  std::uint64_t bytes_in = 0;   ///< of the outermost archive
  std::uint64_t bytes_out = 0;  ///< of all members, also those that were archives
};

struct Member {
  std::string name;  ///< UTF-8 on one line, "news/a.html"; "member 7" where there is none
  std::optional<std::uint64_t> bytes;  ///< as its head says: not to be trusted
  ByteStream* content = nullptr;       ///< until the next call of next()
};

class MemberReader {
 public:
  /// @param stream  outlives the reader
  /// @param kind    zip, tar, seven_zip; docx, odt and wacz are zip
  /// @param budget  outlives the reader; the outermost reader counts bytes_in
  /// @param file    for messages
  [[nodiscard]] static Result<std::unique_ptr<MemberReader>> open(
      ByteStream& stream, ContainerKind kind, ArchiveBudget& budget, const std::string& file,
      ContainerOptions options, bool is_outermost = true);
  virtual ~MemberReader() = default;

  /// @return nothing at the end
  /// @errors corruption  nothing behind here can be read
  ///         limit       the budget is used up
  ///         those of the stream
  [[nodiscard]] virtual Result<std::optional<Member>> next() = 0;
};

}  // namespace newsidx::source
