// storage/log_format.h (private)
//
// RocksDB's log format, in which its list of files and its write-ahead logs are: a check of what
// RocksDB 7.8 does not check before it acts on it. Of a record with the type of a recycled log it
// loops for ever in a secondary instance; behind a broken one it drops the rest in silence.
//
//   file   := block*                      32 KiB each, the last one may be shorter
//   block  := record* zero{0..6}          fewer than 7 bytes are left: no record begins there
//   record := crc:le32 length:le16 type:u8 payload
//   crc    := mask(crc32c(type payload))  mask: rotated right by 15 bits, plus 0xa282ead8
//   type   := 1 whole | 2 first | 3 middle | 4 last piece of a record
//
// Types 5 to 8 (of recycled logs), 9 and 10 (compression, timestamps) come with settings that we do
// not have. Source: db/log_format.h of RocksDB 7.8, doc/log_format.md of LevelDB.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <functional>
#include <string_view>

namespace newsidx::storage {

/// How many bytes of `file` are whole records, of which all are as they were written. Behind them
/// may be the beginning of one, or zeros: a writer is just writing it, or was killed.
/// @errors corruption  a record is damaged: "record at byte 123: ..."
/// Cost: one pass.
[[nodiscard]] Result<std::size_t> whole_records(std::string_view file);

/// How many bytes in front of a damaged record are whole ones; as above where none is damaged.
[[nodiscard]] std::size_t records_before_damage(std::string_view file);

/// Shows the records of a file that may be damaged: those that are whole, and of one in pieces
/// whose later pieces are damaged the pieces in front of these, which were written as they are.
/// Behind damage it goes on with the next record where the length of the damaged one leads to one,
/// else with the next block.
/// @param on_damage  is told where
void for_each_record(std::string_view file, const std::function<void(std::string_view)>& on_record,
                     const std::function<void(std::size_t offset)>& on_damage);

}  // namespace newsidx::storage
