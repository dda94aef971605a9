#include "source/exports/export_marks.h"

#include <algorithm>
#include <array>

#include "source/exports/export_lines.h"

namespace newsidx::source {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view take_word(std::string_view& text) {
  text = trimmed_line(text);
  const std::string_view word = text.substr(0, text.find_first_of(" \t"));
  text.remove_prefix(word.size());
  return word;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.size() <= 9 &&
         std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.' || c == ','; }) &&
         is_digit(word[0]);
}

bool is_one_of(std::string_view word, const auto& words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

bool is_nexis_start(std::string_view line) {
  line = trimmed_line(line);
  if (line.starts_with("FOCUS - ")) line.remove_prefix(8);
  std::string_view rest = line;
  const std::string_view first = take_word(rest);
  if (is_number(first)) {
    const bool is_of = take_word(rest) == "of" && is_number(take_word(rest));
    const std::string_view last = take_word(rest);
    return is_of && (last == "DOCUMENTS" || last == "DOCUMENT") && trimmed_line(rest).empty();
  }
  if ((first != "Dokument" && first != "Document") || !is_number(take_word(rest))) return false;
  const std::string_view of = take_word(rest);
  const bool is_of = first == "Dokument" ? of == "von" : of == "de";
  return is_of && is_number(take_word(rest)) && trimmed_line(rest).empty();
}

bool is_nexis_uni_end(std::string_view line) {
  constexpr std::array<std::string_view, 6> kEnds = {"End of Document",    "END OF DOCUMENT",
                                                     "Ende des Dokuments", "Ende des Dokument",
                                                     "Fin du document",    "Fin du Document"};
  return is_one_of(trimmed_line(line), kEnds);
}

bool is_factiva_end(std::string_view line) {
  std::string_view rest = line;
  std::string_view first = take_word(rest);
  if (first == "AN") first = take_word(rest);
  if (first != "Document" && first != "Dokument" && first != "Documento") return false;
  const std::string_view number = take_word(rest);
  const auto digits = std::ranges::count_if(number, is_digit);
  const bool is_plain = std::ranges::all_of(
      number, [](char c) { return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z'); });
  return number.size() >= 20 && number.size() <= 40 && digits >= 10 && is_plain &&
         trimmed_line(rest).empty();
}

bool is_proquest_rule(std::string_view line) {
  line = trimmed_line(line);
  return line.size() >= 30 && line.find_first_not_of('_') == std::string_view::npos;
}

std::string_view factiva_code_of(std::string_view line, std::string_view& rest) {
  constexpr std::array<std::string_view, 32> kCodes = {
      "SE",  "HD",  "CR",  "BY",  "WC", "PD",  "ET", "SN",   "SC", "ED", "PG",
      "VOL", "LA",  "CY",  "LP",  "TD", "CT",  "RF", "ART",  "CO", "IN", "NS",
      "RE",  "IPC", "IPD", "PUB", "AN", "CLM", "DE", "PUBN", "CX", "NGC"};
  const std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
  const std::string_view code = line.substr(0, end);
  if (code.size() < 2 || code.size() > 4 || !is_one_of(code, kCodes)) return {};
  rest = trimmed_line(line.substr(end));
  return code;
}

bool is_word_count(std::string_view line) {
  constexpr std::array<std::string_view, 8> kWords = {"words", "word",   "Wörter",   "Worte",
                                                      "mots",  "parole", "palabras", "palavras"};
  std::string_view rest = line;
  const bool is_count = is_number(take_word(rest)) && is_one_of(take_word(rest), kWords);
  return is_count && trimmed_line(rest).empty();
}

ExportKind export_kind_of(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  bool has_words = false, has_copyright = false, has_body = false, has_length = false;
  bool has_rule = false, has_full_text = false, has_document = false;
  int codes = 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    const std::string_view line = head.substr(at, end - at);
    at = end + 1;
    if (is_nexis_start(line)) return ExportKind::nexis;
    if (is_nexis_uni_end(line)) return ExportKind::nexis_uni;
    if (is_factiva_end(line)) return ExportKind::factiva;
    const std::string_view text = trimmed_line(line);
    has_rule = has_rule || is_proquest_rule(line);
    has_full_text = has_full_text || text.starts_with("Full text:") ||
                    text.starts_with("Volltext:") || text.starts_with("Texte intégral") ||
                    text.starts_with("Publication title:");
    has_document = has_document || text == "Report Information from ProQuest" ||
                   text.starts_with("ProQuest document ");
    std::string_view rest;
    const std::string_view code = factiva_code_of(line, rest);
    codes += code == "HD" || code == "WC" || code == "PD" || code == "SN" || code == "LP" ? 1 : 0;
    has_copyright = has_copyright || text.find("opyright") != std::string_view::npos;
    has_words = has_words || is_word_count(text);
    has_length = has_length || text.starts_with("Length:") || text.starts_with("Länge:") ||
                 text.starts_with("Longueur:");
    has_body = has_body || text == "Body" || text == "Corps";
  }
  if (has_rule && (has_full_text || has_document)) return ExportKind::proquest;
  if (codes >= 4 || (has_words && has_copyright)) return ExportKind::factiva;
  return has_length && has_body ? ExportKind::nexis_uni : ExportKind::none;
}

}  // namespace newsidx::source
