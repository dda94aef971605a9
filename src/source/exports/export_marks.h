// source/exports/export_marks.h
//
// The lines that tell the exports of news services, and where an article in them begins or ends.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

enum class ExportKind : std::uint8_t { none, nexis, nexis_uni, factiva, proquest };

/// @param head  the first 8 KiB of a text or more; an article that is longer than that does not
///              show its end
[[nodiscard]] ExportKind export_kind_of(std::string_view head);

[[nodiscard]] inline bool looks_like_export(std::string_view head) {
  return export_kind_of(head) != ExportKind::none;
}

/// "3 of 100 DOCUMENTS", "Dokument 3 von 100", "Document 3 de 100", "FOCUS - 1 of 3 DOCUMENTS".
[[nodiscard]] bool is_nexis_start(std::string_view line);
/// "End of Document", "Ende des Dokuments", "Fin du document".
[[nodiscard]] bool is_nexis_uni_end(std::string_view line);
/// "Document GRDN000020160827ec8r0001u", also behind its code "AN".
[[nodiscard]] bool is_factiva_end(std::string_view line);
/// 30 underscores or more, and nothing else.
[[nodiscard]] bool is_proquest_rule(std::string_view line);

/// A code of Factiva at the beginning of a line: "HD", "SN"; "" for none.
/// @param rest  what follows it on the line
[[nodiscard]] std::string_view factiva_code_of(std::string_view line, std::string_view& rest);

/// "512 words", "512 Wörter", "1.024 mots".
[[nodiscard]] bool is_word_count(std::string_view line);

}  // namespace newsidx::source
