// source/format/input_format.h
//
// What an InputSplitter does with a file of some format.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "source/format/file_format.h"

namespace newsidx::source {

/// What it is by its contents, else by its name, else text if that is likely.
[[nodiscard]] FileFormat format_of(FileFormat found, FileFormat by_name, bool is_surely_text);

/// A zero byte is in no text, and many control characters are in none but that of news wires, of
/// terminals and of encodings that switch by them. Bytes that are no UTF-8 may have fewer. Among
/// records a zero byte is one broken record, so that these are told first.
[[nodiscard]] bool is_binary(std::string_view head);
/// These may hold zero bytes.
[[nodiscard]] bool is_of_bytes(FileFormat format);

/// Whoever reads these decodes them.
[[nodiscard]] bool is_decoded_by_reader(FileFormat format);
/// The others of text are of many records, which may be in any encoding,
[[nodiscard]] bool is_of_records(FileFormat format);
/// each repaired from UTF-8 or Windows-1252, but for this one, told by the whole head; "" when it
/// is none but these.
[[nodiscard]] std::string foreign_charset_of(const std::string& head);

/// Lines of these matter, and are known by "\n".
[[nodiscard]] bool is_of_lines(FileFormat format);
/// Behind a damaged part of a file these are read on.
[[nodiscard]] bool is_read_behind_damage(FileFormat format);

}  // namespace newsidx::source
