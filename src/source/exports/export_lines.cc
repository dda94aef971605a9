#include "source/exports/export_lines.h"

#include <algorithm>
#include <array>

namespace newsidx::source {
namespace {

struct Name {
  std::string_view name;  // in small letters
  ExportRole role;
};

constexpr std::array<Name, 84> kNames = {{
    {"headline", ExportRole::title},
    {"title", ExportRole::title},
    {"titel", ExportRole::title},
    {"titre", ExportRole::title},
    {"überschrift", ExportRole::title},
    {"byline", ExportRole::author},
    {"author", ExportRole::author},
    {"autor", ExportRole::author},
    {"auteur", ExportRole::author},
    {"verfasser", ExportRole::author},
    {"section", ExportRole::section},
    {"rubrik", ExportRole::section},
    {"rubrique", ExportRole::section},
    {"ressort", ExportRole::section},
    {"length", ExportRole::length},
    {"länge", ExportRole::length},
    {"longueur", ExportRole::length},
    {"highlight", ExportRole::lead},
    {"abstract", ExportRole::lead},
    {"zusammenfassung", ExportRole::lead},
    {"résumé", ExportRole::lead},
    {"dateline", ExportRole::dateline},
    {"ort", ExportRole::dateline},
    {"body", ExportRole::body},
    {"full text", ExportRole::body},
    {"volltext", ExportRole::body},
    {"texte intégral", ExportRole::body},
    {"language", ExportRole::language},
    {"sprache", ExportRole::language},
    {"langue", ExportRole::language},
    {"language of publication", ExportRole::language},
    {"publikationssprache", ExportRole::language},
    {"sprache der publikation", ExportRole::language},
    {"langue de publication", ExportRole::language},
    {"load-date", ExportRole::load_date},
    {"update", ExportRole::load_date},
    {"ladedatum", ExportRole::load_date},
    {"date de chargement", ExportRole::load_date},
    {"publication title", ExportRole::source},
    {"titel der publikation", ExportRole::source},
    {"publikationstitel", ExportRole::source},
    {"titre de la publication", ExportRole::source},
    {"publication", ExportRole::source},
    {"publication date", ExportRole::date},
    {"erscheinungsdatum", ExportRole::date},
    {"publikationsdatum", ExportRole::date},
    {"date de publication", ExportRole::date},
    {"subject", ExportRole::tags},
    {"thema", ExportRole::tags},
    {"sujet", ExportRole::tags},
    {"industry", ExportRole::tags},
    {"company", ExportRole::tags},
    {"organization", ExportRole::tags},
    {"person", ExportRole::tags},
    {"people", ExportRole::tags},
    {"geographic", ExportRole::tags},
    {"location", ExportRole::tags},
    {"city", ExportRole::tags},
    {"state", ExportRole::tags},
    {"country", ExportRole::tags},
    {"company / organization", ExportRole::tags},
    {"identifier / keyword", ExportRole::tags},
    {"proquest document id", ExportRole::id},
    {"proquest-dokument-id", ExportRole::id},
    {"document url", ExportRole::url},
    {"dokument-url", ExportRole::url},
    {"url du document", ExportRole::url},
    {"graphic", ExportRole::ignored},
    {"grafik", ExportRole::ignored},
    {"graphique", ExportRole::ignored},
    {"publication-type", ExportRole::ignored},
    {"journal-code", ExportRole::ignored},
    {"publication year", ExportRole::ignored},
    {"publication info", ExportRole::ignored},
    {"publisher", ExportRole::ignored},
    {"place of publication", ExportRole::ignored},
    {"country of publication", ExportRole::ignored},
    {"source type", ExportRole::ignored},
    {"document type", ExportRole::ignored},
    {"last updated", ExportRole::ignored},
    {"database", ExportRole::ignored},
    {"issn", ExportRole::ignored},
    {"pages", ExportRole::ignored},
    {"links", ExportRole::ignored},
}};

// ASCII, and the capitals of the names above that are not: "LÄNGE", "RÉSUMÉ".
std::string small_letters(std::string_view text) {
  std::string small(text);
  for (std::size_t i = 0; i < small.size(); ++i) {
    const bool is_latin = i > 0 && small[i - 1] == '\xc3';
    const auto byte = static_cast<unsigned char>(small[i]);
    if ((byte >= 'A' && byte <= 'Z') || (is_latin && byte >= 0x80 && byte <= 0x9e)) {
      small[i] = static_cast<char>(byte + 0x20);
    }
  }
  return small;
}

struct Language {
  std::string_view name, code;
};

constexpr std::array<Language, 34> kLanguages = {
    {{"english", "en"},    {"englisch", "en"},  {"anglais", "en"},   {"german", "de"},
     {"deutsch", "de"},    {"allemand", "de"},  {"french", "fr"},    {"französisch", "fr"},
     {"français", "fr"},   {"francais", "fr"},  {"spanish", "es"},   {"spanisch", "es"},
     {"espagnol", "es"},   {"español", "es"},   {"italian", "it"},   {"italienisch", "it"},
     {"italien", "it"},    {"italiano", "it"},  {"dutch", "nl"},     {"nederlands", "nl"},
     {"portuguese", "pt"}, {"português", "pt"}, {"russian", "ru"},   {"arabic", "ar"},
     {"chinese", "zh"},    {"japanese", "ja"},  {"korean", "ko"},    {"turkish", "tr"},
     {"swedish", "sv"},    {"danish", "da"},    {"norwegian", "no"}, {"finnish", "fi"},
     {"polish", "pl"},     {"greek", "el"}}};

// "Page 1 of 3", of a text that was a PDF.
bool is_page_number(std::string_view line) {
  return line.starts_with("Page ") && line.size() < 24 && line.size() > 5 &&
         line.find_first_not_of("0123456789 of", 5) == std::string_view::npos &&
         line.find(" of ") != std::string_view::npos;
}

}  // namespace

std::string_view trimmed_line(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r\n\f\v");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r\n\f\v") - begin + 1);
}

ExportField export_field_of(std::string_view line) {
  constexpr std::size_t kLongest = 32;
  line = trimmed_line(line);
  const std::size_t colon = line.substr(0, kLongest).find(':');
  if (colon == std::string_view::npos) return {};
  const std::string small = small_letters(trimmed_line(line.substr(0, colon)));
  const auto* const name = std::ranges::find(kNames, std::string_view(small), &Name::name);
  if (name == kNames.end()) return {};
  return {name->role, trimmed_line(line.substr(colon + 1))};
}

std::string ExportBlock::text() const {
  std::string all;
  for (const std::string_view line : lines) {
    if (!all.empty()) all += ' ';
    all += line;
  }
  return all;
}

std::string ExportBlock::paragraphs() const {
  constexpr std::size_t kLongestWrapped = 110;
  const bool is_wrapped = std::ranges::all_of(
      lines, [](std::string_view line) { return line.size() <= kLongestWrapped; });
  if (is_wrapped) return text();
  std::string all;
  for (const std::string_view line : lines) {
    if (!all.empty()) all += "\n\n";
    all += line;
  }
  return all;
}

std::vector<ExportBlock> export_blocks(std::string_view text) {
  std::vector<ExportBlock> blocks;
  bool is_open = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed_line(text.substr(at, end - at));
    at = end + 1;
    if (is_page_number(line)) continue;
    if (line.empty()) {
      is_open = false;
      continue;
    }
    if (!is_open) blocks.emplace_back();
    is_open = true;
    blocks.back().lines.push_back(line);
  }
  return blocks;
}

bool is_copyright(std::string_view line) {
  line = trimmed_line(line);
  return line.starts_with("Copyright") || line.starts_with("©") || line.starts_with("(c) ") ||
         line.starts_with("All Rights Reserved") || line.starts_with("All rights reserved") ||
         line.starts_with("Alle Rechte vorbehalten") || line.starts_with("Tous droits réservés");
}

std::string_view language_of_name(std::string_view name) {
  const std::string_view first = trimmed_line(name.substr(0, name.find_first_of(";,/")));
  const std::string small = small_letters(first);
  const auto* const found = std::ranges::find(kLanguages, std::string_view(small), &Language::name);
  return found == kLanguages.end() ? std::string_view() : found->code;
}

}  // namespace newsidx::source
