// source/format/container_kind.h
//
// Which kind of container or document a file is, told by how its (decompressed) contents begin.
//
//   "WARC/1.0\r\n.."                 -> warc        "From a@b.example Sat Aug 27 .."  -> mbox
//   "From: ..\nSubject: ..\n\n"      -> mail        "%PDF-1.7"                        -> pdf
//   "PK\3\4" and "word/document.xml" -> docx
//
// Threads: pure functions.   Cost: linear in the head.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

enum class ContainerKind : std::uint8_t {
  none,          ///< none of these: a text, a page, records, or a picture
  warc,          ///< WARC, WET           -> WarcSplitter
  arc,           ///< ARC                 -> WarcSplitter
  mbox,          ///< several messages    -> MboxSplitter
  mail,          ///< one message         -> parse_mail
  mhtml,         ///< a saved page        -> read_mhtml
  pdf,           ///<                     -> parse_pdf
  docx,          ///<                     -> parse_office
  odt,           ///<                     -> parse_office
  other_office,  ///< a table, slides, a book: a zip in which no news is looked for
  wacz,          ///< a zip whose members in "archive/" are WARC
  zip,           ///<                     -> MemberReader, as for the next two
  tar,
  seven_zip,
};

/// @param head  the first bytes, 8 KiB or so; all of a shorter file
[[nodiscard]] ContainerKind container_kind_of(std::string_view head);

/// "WARC", "PDF", ... for messages; "" of none.
[[nodiscard]] std::string_view name_of(ContainerKind kind);

}  // namespace newsidx::source
