// source/exports/export_formats.h
//
// The formats behind export_record.h.
//
// Threads: pure functions.
#pragma once

#include <string_view>

#include "source/exports/export_lines.h"
#include "source/xml/article_draft.h"

namespace newsidx::source {

/// @return whether it is an article
bool read_nexis(std::string_view text, ArticleDraft& draft);
bool read_nexis_uni(std::string_view text, ArticleDraft& draft);
bool read_factiva_codes(std::string_view text, ArticleDraft& draft);
bool read_factiva(std::string_view text, ArticleDraft& draft);
bool read_proquest(std::string_view text, ArticleDraft& draft);

/// A field whose name was found, of one format or the other.
void take_export_field(const ExportField& field, ArticleDraft& draft);

/// "By Ann Berg", "Von Ann Berg" -> "Ann Berg".
[[nodiscard]] std::string author_of_byline(std::string_view byline);

/// "ELECTIONS (91%); RIVERS (80%)" -> two tags.
void take_export_tags(std::string_view list, ArticleDraft& draft);

}  // namespace newsidx::source
