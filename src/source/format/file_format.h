// source/format/file_format.h
//
// What a file is, told by how its contents begin, and where they do not say it by its name.
//
//   "<!DOCTYPE html>..."  -> html, whatever its name
//   "news.jsonl.gz"       -> records, compressed with gzip
//   "page.TXT"            -> page
//   "photo.jpg"           -> no_news
//   1f 8b ...             -> gzip
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

enum class FileFormat : std::uint8_t {
  unknown,   ///< the name says nothing: told by the contents
  no_news,   ///< a picture, a program, a licence: passed over in a folder
  page,      ///< .txt: one page of text with one or several articles
  records,   ///< .jsonl, .ndjson: one JSON object a line
  json,      ///< .json: any other layout of JSON
  html,      ///< a page of HTML or XHTML
  xml,       ///< a feed, a sitemap with news, NewsML, NITF, a collection
  sgml,      ///< a collection: TREC, Gigaword, Reuters-21578
  exported,  ///< articles as Nexis, Factiva and ProQuest export them
  markdown,  ///< .md
  table,     ///< .csv, .tsv
  mail,      ///< a message
  mbox,      ///< several
  mhtml,     ///< a page that a browser saved with its pictures
  pdf,
  office,   ///< docx, odt
  warc,     ///< a web archive: WARC, WET, ARC
  archive,  ///< zip, tar, 7z: the files in it
};

/// "web page", in the singular, for messages and counts: with an "s" it is several.
[[nodiscard]] std::string_view name_of(FileFormat format);

/// What contents say that begin so; unknown of plain text and of what is none.
/// @param media_type  that a server told, or ""
[[nodiscard]] FileFormat format_of_contents(std::string_view head,
                                            std::string_view media_type = {});

}  // namespace newsidx::source
