#include "analysis/word_forms.h"

#include <algorithm>

#include "analysis/folding.h"
#include "analysis/stop_words.h"
#include "analysis/unicode.h"
#include "analysis/written_words.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

// More of a word than this cannot show in kMaxTermBytes of folded text; the rest is not looked at.
constexpr std::size_t kMaxWrittenBytes = 1024;

// Sets has_letter and all_capitals.
void read_case(std::string_view word, WordForms& forms) {
  std::size_t capitals = 0;
  std::size_t other_letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode_utf8(word, at);
    const CharKind kind = kind_of(point.value);
    if (kind == CharKind::upper) {
      ++capitals;
    } else if (is_letter(kind)) {
      ++other_letters;
    }
    at += point.size;
  }
  forms.has_letter = capitals + other_letters > 0;
  forms.all_capitals = capitals >= 2 && other_letters == 0;
}

// Articles and pronouns that lose their vowel before a vowel ("l'état", "dell'Italia"), as in the
// elision filters of Lucene.
constexpr std::string_view kFrench[] = {"l", "m", "t",     "qu",     "n",      "s",     "j",
                                        "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"};
constexpr std::string_view kItalian[] = {"c",    "l",    "all", "dall", "dell", "nell", "sull",
                                         "coll", "pell", "gl",  "agl",  "dagl", "degl", "negl",
                                         "sugl", "un",   "m",   "t",    "s",    "v",    "d"};
constexpr std::string_view kCatalan[] = {"d", "l", "m", "n", "s", "t"};

std::span<const std::string_view> elided_words(std::string_view language) {
  if (language == "french") return kFrench;
  if (language == "italian") return kItalian;
  if (language == "catalan") return kCatalan;
  return {};
}

// Drops what an apostrophe ties to a word in the languages that do so: an elided article before it,
// or in Turkish the endings of a name ("Türkiye'nin").
void drop_clitics(std::string& word, LanguageId language) {
  const std::size_t apostrophe = word.find('\'');
  if (apostrophe == std::string::npos) return;
  const std::string_view name = name_of(language);
  if (name == "turkish") {
    word.resize(apostrophe);
    return;
  }
  const auto elided = elided_words(name);
  const std::string_view before = std::string_view(word).substr(0, apostrophe);
  if (std::ranges::find(elided, before) != elided.end()) word.erase(0, apostrophe + 1);
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// "1,234,567.89" -> "1234567.89": one to three digits, groups of three, perhaps a fraction.
// Anything else ("1,5", "2010,2011") stays.
void drop_digit_groups(std::string& word) {
  if (word.find(',') == std::string::npos) return;
  std::string digits;
  std::size_t at = 0;
  while (at < word.size() && is_digit(word[at])) digits.push_back(word[at++]);
  if (at < 1 || at > 3) return;
  while (at < word.size() && word[at] == ',') {
    std::size_t size = 1;
    while (at + size < word.size() && is_digit(word[at + size])) ++size;
    if (size != 4) return;
    digits.append(word, at + 1, 3);
    at += size;
  }
  if (at < word.size()) {
    if (word[at] != '.') return;
    digits.push_back(word[at++]);
    if (!std::all_of(word.begin() + static_cast<std::ptrdiff_t>(at), word.end(), is_digit)) return;
    digits.append(word, at);
  }
  word = std::move(digits);
}

void cut(std::string& text) { text.resize(cut_to(text, kMaxTermBytes).size()); }

// English borrows words with and without their accents ("café"): it is stemmed without, so that
// both give one term. Other languages' stemmers know their accents.
bool stems_without_accents(LanguageId language) { return name_of(language) == "english"; }

}  // namespace

Stemmer& WordFormer::stemmer(LanguageId language) {
  std::optional<Stemmer>& slot = stemmers_[language];
  if (!slot) slot.emplace(name_of(language));
  return *slot;
}

void WordFormer::fold(std::string_view written, LanguageId language, WordForms& forms) {
  straighten_apostrophes(without_possessive(cut_to(written, kMaxWrittenBytes)), straight_);
  forms.is_acronym = is_dotted_acronym(straight_);
  if (forms.is_acronym) std::erase(straight_, '.');
  read_case(straight_, forms);
  if (is_ascii(straight_)) {
    fold_case_ascii(straight_, forms.base);
  } else {
    fold_case(straight_, forms.base);
  }
  drop_clitics(forms.base, language);
  drop_digit_groups(forms.base);
}

void WordFormer::finish(LanguageId language, WordForms& forms) {
  cut(forms.base);
  if (is_ascii(forms.base)) {
    forms.surface = forms.base;
  } else {
    fold_diacritics(forms.base, forms.surface);
    cut(forms.surface);
    if (stems_without_accents(language)) forms.base = forms.surface;
  }
  const std::string_view stem = forms.has_letter ? stemmer(language).stem(forms.base) : forms.base;
  if (is_ascii(stem)) {
    forms.term.assign(stem);
  } else {
    scratch_.assign(stem);
    fold_diacritics(scratch_, forms.term);
  }
  cut(forms.term);
}

void WordFormer::form(std::string_view written, LanguageId language, WordForms& forms) {
  fold(written, language, forms);
  finish(language, forms);
  forms.is_stop_word = !forms.is_acronym && is_stop_word(language, forms.surface);
}

bool WordFormer::join(std::span<const WordForms> parts, LanguageId language, WordForms& joined) {
  joined.base.clear();
  joined.has_letter = false;
  joined.all_capitals = false;
  joined.is_acronym = false;
  joined.is_stop_word = false;
  for (const WordForms& part : parts) {
    joined.base += part.base;
    joined.has_letter = joined.has_letter || part.has_letter;
  }
  if (!joined.has_letter || joined.base.size() > kMaxJoinedBytes) return false;
  finish(language, joined);
  return true;
}

}  // namespace newsidx::analysis
