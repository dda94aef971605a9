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

namespace {

// What the lines of a text show, one by one.
struct Signs {
  bool has_nexis_start = false, has_uni_end = false, has_factiva_end = false;
  bool has_length = false, has_body = false;    // of Nexis Uni: "Length: 5 words", "Body"
  bool has_rule = false, has_proquest = false;  // underscores; names of fields
  bool has_factiva_head = false;                // "512 words", and a copyright soon after it
  int codes = 0;                                // of Factiva
  std::size_t words_line = 0, line_number = 0;  // from 1; 0: none

  void read(std::string_view line) {
    constexpr std::size_t kMaxHeadLines = 12;
    ++line_number;
    const std::string_view text = trimmed_line(line);
    has_nexis_start = has_nexis_start || is_nexis_start(line);
    has_uni_end = has_uni_end || is_nexis_uni_end(line);
    has_factiva_end = has_factiva_end || is_factiva_end(line);
    has_length = has_length || text.starts_with("Length:") || text.starts_with("Länge:") ||
                 text.starts_with("Longueur:");
    has_body = has_body || text == "Body" || text == "Corps";
    has_rule = has_rule || is_proquest_rule(line);
    for (const std::string_view name :
         {"Full text:", "Volltext:", "Texte intégral", "Publication title:", "ProQuest document ",
          "Report Information from ProQuest"}) {
      has_proquest = has_proquest || text.starts_with(name);
    }
    std::string_view rest;
    const std::string_view code = factiva_code_of(line, rest);
    codes += code == "HD" || code == "WC" || code == "PD" || code == "SN" || code == "LP" ? 1 : 0;
    if (is_word_count(text)) words_line = line_number;
    const bool is_of_head = words_line > 0 && line_number - words_line <= kMaxHeadLines;
    has_factiva_head = has_factiva_head || (is_of_head && is_copyright(text));
  }
};

}  // namespace

ExportKind export_kind_of(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  Signs signs;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    signs.read(head.substr(at, end - at));
    at = end + 1;
  }
  if (signs.has_nexis_start) return ExportKind::nexis;
  if (signs.has_rule && signs.has_proquest) return ExportKind::proquest;
  if (signs.has_factiva_end || signs.has_factiva_head || signs.codes >= 4) {
    return ExportKind::factiva;
  }
  const bool is_uni = signs.has_length && (signs.has_body || signs.has_uni_end);
  return is_uni ? ExportKind::nexis_uni : ExportKind::none;
}

}  // namespace newsidx::source
