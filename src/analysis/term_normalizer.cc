#include "analysis/term_normalizer.h"

#include <algorithm>

#include "analysis/folding.h"
#include "analysis/stop_words.h"
#include "analysis/unicode.h"
#include "analysis/words.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

// More of a word than this cannot show in kMaxTermBytes of folded text; the rest is not looked at.
constexpr std::size_t kMaxWrittenBytes = 1024;

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

// Does the language write the word into one with the next: an elided article, or in Turkish the
// ending of a name ("Türkiye'nin")? It is no word of its own then.
bool is_clitic(const Word& word, std::string_view base, LanguageId language) {
  if (!word.before_apostrophe && !word.after_apostrophe) return false;
  const std::string_view name = name_of(language);
  if (word.after_apostrophe && name == "turkish") return true;
  const auto elided = elided_words(name);
  return word.before_apostrophe && std::ranges::find(elided, base) != elided.end();
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// "1,234,567.89" -> "1234567.89", with dots and a comma where the language writes so, with Swiss
// apostrophes everywhere: one to three digits, groups of three, perhaps a fraction. Anything else
// ("1,5", "2010,2011", "0,125") stays.
void drop_digit_groups(std::string& word, LanguageId language) {
  const std::size_t first = word.find_first_not_of("0123456789");
  if (first == std::string::npos || first < 1 || first > 3 || word[0] == '0') return;
  const char group = word[first];
  const bool dots = has_rule(language, LanguageRule::groups_digits_by_dot);
  if (group != ',' && group != '\'' && !(group == '.' && dots)) return;
  std::string digits = word.substr(0, first);
  std::size_t at = first;
  while (at < word.size() && word[at] == group) {
    std::size_t size = 1;
    while (at + size < word.size() && is_digit(word[at + size])) ++size;
    if (size != 4) return;
    digits.append(word, at + 1, 3);
    at += size;
  }
  if (at < word.size()) {
    if (word[at] != (group == '.' ? ',' : '.')) return;
    ++at;
    if (!std::all_of(word.begin() + static_cast<std::ptrdiff_t>(at), word.end(), is_digit)) return;
    digits.append(".").append(word, at);
  }
  word = std::move(digits);
}

void cut(std::string& text) { text.resize(cut_to(text, kMaxTermBytes).size()); }

bool is_language(LanguageId language, std::string_view name) { return name_of(language) == name; }

// English borrows words with and without their accents ("café"): it is stemmed without, so that
// both give one term. Other languages' stemmers know their accents.
bool stems_without_accents(LanguageId language) { return is_language(language, "english"); }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// Capital I is that of ı in Turkish, where case folding knows the English alphabet only.
void fold_turkish_capitals(std::string& word) {
  replace_all(word, "I", "ı");
  replace_all(word, "İ", "i");
}

// Romanian writes a comma below, of which typewriters and Snowball made a cedilla.
void write_cedillas(std::string& word) {
  replace_all(word, "ș", "ş");
  replace_all(word, "ț", "ţ");
}

// "and the ...", "so the ...": Snowball takes off the article alone, but not with these letters
// before it. Words of fewer letters may have them of their own ("والدته", his mother).
std::string_view without_conjunction(std::string_view base) {
  constexpr std::size_t kLetter = 2, kLeast = 7 * kLetter;  // [bytes]
  const bool has_both = base.starts_with("وال") || base.starts_with("فال");
  return has_both && base.size() >= kLeast ? base.substr(kLetter) : base;
}

// Alef maksura at the end of an Arabic word is ya, as many write it and Snowball does behind the
// stem. (Ha as ta marbuta, too: MAP of XQuAD's Arabic .925 -> .922.)
void write_ya(std::string_view base, std::string& out) {
  constexpr std::string_view kMaksura = "\u0649";
  out.assign(base);
  if (base.ends_with(kMaksura))
    out.replace(base.size() - kMaksura.size(), kMaksura.size(), "\u064a");
}

// "mps", "dvds": Snowball leaves the s on, for no vowel stands before it. "Mrs" is no plural.
bool is_plural_of_consonants(std::string_view stem) {
  constexpr std::size_t kLeast = 3;
  return stem.size() >= kLeast && stem.ends_with('s') && !stem.ends_with("ss") && stem != "mrs" &&
         stem.find_first_of("aeiouy'") == std::string_view::npos &&
         std::ranges::none_of(stem, is_digit);
}

// "1990s", "737s", "f16s".
bool is_plural_of_number(std::string_view stem) {
  return stem.size() >= 2 && stem.back() == 's' && is_digit(stem[stem.size() - 2]);
}

}  // namespace

Stemmer& TermNormalizer::stemmer(LanguageId language) {
  std::optional<Stemmer>& slot = stemmers_[language];
  if (!slot) slot.emplace(name_of(language));
  return *slot;
}

void TermNormalizer::fold(std::string_view written, LanguageId of_article, NormalizedWord& forms) {
  const LanguageId language = forms.language;
  straighten_apostrophes(without_possessive(cut_to(written, kMaxWrittenBytes)), straight_);
  forms.is_acronym = is_dotted_acronym(straight_);
  if (forms.is_acronym) std::erase(straight_, '.');
  if (is_language(language, "turkish")) {
    scratch_ = straight_;
    fold_turkish_capitals(scratch_);
    fold_case(scratch_, forms.base);
  } else if (is_ascii(straight_)) {
    fold_case_ascii(straight_, forms.base);
  } else {
    fold_case(straight_, forms.base);
  }
  if (is_language(language, "romanian")) write_cedillas(forms.base);
  drop_digit_groups(forms.base, of_article);
}

// Sets the language of a word, and whether its term says which.
void TermNormalizer::place(Script script, LanguageId of_article, NormalizedWord& forms) const {
  forms.language = language_of_word(script, of_article, default_language_);
  forms.has_tag =
      script != Script::none && script != Script::other && forms.language != default_language_;
}

void TermNormalizer::make_term(const std::string& base, const NormalizedWord& forms,
                               std::string& term) {
  const bool is_stemmed = forms.has_letter && !forms.is_stop_word;
  std::string_view written = base;
  if (is_stemmed && !is_ascii(base) && is_language(forms.language, "arabic")) {
    write_ya(without_conjunction(base), scratch_);
    written = scratch_;
  }
  std::string_view stem = is_stemmed ? stemmer(forms.language).stem(written) : base;
  if (is_language(forms.language, "english") &&
      (is_plural_of_consonants(stem) || is_plural_of_number(stem))) {
    stem.remove_suffix(1);
  }
  if (is_ascii(stem) || has_rule(forms.language, LanguageRule::keeps_accents)) {
    term.assign(stem);
  } else {
    scratch_.assign(stem);
    fold_diacritics(scratch_, term);
  }
  if (!forms.has_tag) return cut(term);
  term.resize(cut_to(term, kMaxTermBytes - kMaxTagBytes).size());
  term.append("/").append(tag_of(forms.language));
}

void TermNormalizer::finish(bool may_be_stop_word, NormalizedWord& forms) {
  cut(forms.base);
  if (is_ascii(forms.base) || has_rule(forms.language, LanguageRule::keeps_accents)) {
    forms.surface = forms.base;
  } else {
    fold_diacritics(forms.base, forms.surface);
    cut(forms.surface);
    if (stems_without_accents(forms.language)) forms.base = forms.surface;
  }
  // A function word and a name may have one stem ("para" and "París" in Spanish).
  forms.is_stop_word = may_be_stop_word && is_stop_word(forms.language, forms.surface);
  make_term(forms.base, forms, forms.term);
}

// Of a word of capitals its form that keeps them apart from small letters; of a plural ("MPs") that
// of its singular, which is a term of its own where the stemmer does not know the plural as one.
void TermNormalizer::note_capitals(std::string_view written, NormalizedWord& forms) {
  const LetterCount letters = count_letters(written);
  if (letters.capitals < 2) return;
  if (letters.others == 0) {
    forms.capitals = forms.surface;
    return;
  }
  if (letters.others > 1 || !written.ends_with('s') || !is_language(forms.language, "english")) {
    return;
  }
  forms.capitals = forms.surface.substr(0, forms.surface.size() - 1);
  make_term(forms.capitals, forms, forms.singular);
  if (forms.singular == forms.term) forms.singular.clear();
}

void TermNormalizer::normalize(std::string_view text, const Word& word, LanguageId language,
                               NormalizedWord& forms) {
  const std::string_view written = word.span.of(text);
  const Script script = script_of_word(written);
  forms = {};
  place(script, language, forms);
  forms.has_letter = script != Script::none || word.is_unit;
  fold(written, language, forms);
  if (is_clitic(word, forms.base, forms.language)) return;
  finish(!forms.is_acronym, forms);
  note_capitals(straight_, forms);
}

bool TermNormalizer::join(std::span<const NormalizedWord> parts, bool is_number,
                          LanguageId language, NormalizedWord& joined) {
  joined = {};
  for (const NormalizedWord& part : parts) {
    joined.base += part.base;
    joined.has_letter = joined.has_letter || part.has_letter;
  }
  if ((!joined.has_letter && !is_number) || joined.base.size() > kMaxJoinedBytes) return false;
  place(script_of_word(joined.base), language, joined);
  finish(false, joined);  // "the-m" is no function word
  return true;
}

}  // namespace newsidx::analysis
