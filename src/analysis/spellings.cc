#include "analysis/spellings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/folding.h"
#include "analysis/unicode.h"

namespace newsidx::analysis {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Beginnings of words, the British one first.
constexpr Pair kBeginnings[] = {
    {"acknowledgement", "acknowledgment"},
    {"aeroplane", "airplane"},
    {"aesthetic", "esthetic"},
    {"ageing", "aging"},
    {"aluminium", "aluminum"},
    {"anaem", "anem"},
    {"anaesth", "anesth"},
    {"arbour", "arbor"},
    {"archaeolog", "archeolog"},
    {"ardour", "ardor"},
    {"armour", "armor"},
    {"artefact", "artifact"},
    {"behaviour", "behavior"},
    {"caesarean", "cesarean"},
    {"candour", "candor"},
    {"catalogue", "catalog"},
    {"clamour", "clamor"},
    {"colour", "color"},
    {"cosy", "cozy"},
    {"counsellor", "counselor"},
    {"defence", "defense"},
    {"demeanour", "demeanor"},
    {"dialogue", "dialog"},
    {"diarrhoea", "diarrhea"},
    {"discolour", "discolor"},
    {"dishonour", "dishonor"},
    {"draught", "draft"},
    {"encyclopaedia", "encyclopedia"},
    {"endeavour", "endeavor"},
    {"enrolment", "enrollment"},
    {"favour", "favor"},
    {"fervour", "fervor"},
    {"flavour", "flavor"},
    {"foet", "fet"},
    {"fulfilment", "fulfillment"},
    {"gaol", "jail"},
    {"glamour", "glamor"},
    {"grey", "gray"},
    {"gynaecolog", "gynecolog"},
    {"haemo", "hemo"},
    {"harbour", "harbor"},
    {"honour", "honor"},
    {"humour", "humor"},
    {"instalment", "installment"},
    {"jewellery", "jewelry"},
    {"judgement", "judgment"},
    {"labour", "labor"},
    {"leukaemia", "leukemia"},
    {"licence", "license"},
    {"manoeuvr", "maneuver"},
    {"marvellous", "marvelous"},
    {"misbehaviour", "misbehavior"},
    {"mould", "mold"},
    {"moult", "molt"},
    {"moustache", "mustache"},
    {"neighbour", "neighbor"},
    {"odour", "odor"},
    {"oesophag", "esophag"},
    {"oestrogen", "estrogen"},
    {"offence", "offense"},
    {"orthopaedic", "orthopedic"},
    {"paediatric", "pediatric"},
    {"paedophil", "pedophil"},
    {"parlour", "parlor"},
    {"plough", "plow"},
    {"practise", "practice"},
    {"pretence", "pretense"},
    {"programme", "program"},
    {"pyjama", "pajama"},
    {"rancour", "rancor"},
    {"rigour", "rigor"},
    {"rumour", "rumor"},
    {"saviour", "savior"},
    {"savour", "savor"},
    {"sceptic", "skeptic"},
    {"skilful", "skillful"},
    {"smoulder", "smolder"},
    {"speciality", "specialty"},
    {"splendour", "splendor"},
    {"sulph", "sulf"},
    {"tumour", "tumor"},
    {"tyre", "tire"},
    {"valour", "valor"},
    {"vapour", "vapor"},
    {"vigour", "vigor"},
    {"wilful", "willful"},
    {"woollen", "woolen"},
    {"yoghurt", "yogurt"},
};

// Of words on -re and -er what stands before: "centre", "centred", "centring"; with "kilo" before.
constexpr std::array<std::string_view, 16> kBeforeRe = {
    "calib", "cent", "epicent", "fib",       "goit", "lit",   "lust", "meag",
    "met",   "mit",  "och",     "reconnoit", "sab",  "scept", "somb", "theat"};
constexpr std::array<std::string_view, 4> kMeasures = {"kilo", "centi", "milli", "deci"};

constexpr std::array<std::string_view, 12> kBehindSibilant = {
    "e", "es", "ed", "ing", "er", "ers", "able", "ation", "ations", "ational", "ement", "ingly"};
constexpr std::array<std::string_view, 8> kBehindL = {"ed", "ing", "er",   "ers",
                                                      "or", "ors", "ings", "ation"};

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

bool are_small_letters(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

void add(std::vector<std::string>& spellings, std::string spelling) {
  if (std::ranges::find(spellings, spelling) == spellings.end()) {
    spellings.push_back(std::move(spelling));
  }
}

void by_beginning(std::string_view word, std::vector<std::string>& spellings) {
  for (const auto& [british, american] : kBeginnings) {
    const bool is_british = word.starts_with(british);
    if (!is_british && !word.starts_with(american)) continue;
    const auto& [from, to] = is_british ? Pair{british, american} : Pair{american, british};
    add(spellings, std::string(to) + std::string(word.substr(from.size())));
  }
}

// centre(s), centred, centring; center(s), centered, centering
void by_re(std::string_view word, std::vector<std::string>& spellings) {
  constexpr Pair kEnds[] = {{"re", "er"}, {"res", "ers"}, {"red", "ered"}, {"ring", "ering"}};
  for (const auto& [british, american] : kEnds) {
    for (const auto& [from, to] : {Pair{british, american}, Pair{american, british}}) {
      if (!word.ends_with(from)) continue;
      const std::string_view stem = word.substr(0, word.size() - from.size());
      std::string_view bare = stem;
      for (const std::string_view measure : kMeasures) {
        if (bare.starts_with(measure)) bare.remove_prefix(measure.size());
      }
      if (std::ranges::find(kBeforeRe, bare) == kBeforeRe.end()) continue;
      add(spellings, std::string(stem) + std::string(to));
    }
  }
}

// organise, organize; analyse, analyze
void by_sibilant(std::string_view word, std::vector<std::string>& spellings) {
  constexpr std::size_t kLeastStem = 3;  // "size", "rise", "prize"
  for (const std::string_view end : kBehindSibilant) {
    if (!word.ends_with(end) || word.size() < kLeastStem + 2 + end.size()) continue;
    const std::size_t at = word.size() - end.size() - 1;
    if (word[at] != 's' && word[at] != 'z') continue;
    const bool is_one = word[at - 1] == 'i' || (word[at - 1] == 'y' && word[at - 2] == 'l');
    if (!is_one) continue;
    std::string other(word);
    other[at] = word[at] == 's' ? 'z' : 's';
    add(spellings, std::move(other));
  }
}

// Is "l" the end of a second syllable or a later one: "travel", "signal", but not "call"?
bool ends_later_syllable(std::string_view stem) {
  if (stem.size() < 3 || !is_vowel(stem[stem.size() - 2])) return false;
  const std::string_view before = stem.substr(0, stem.size() - 2);
  const bool is_long_vowel = is_vowel(before.back()) && before.back() != 'u';  // "fail", not "fuel"
  return !is_long_vowel && std::ranges::any_of(before, is_vowel);
}

// travelled, traveled
void by_double_l(std::string_view word, std::vector<std::string>& spellings) {
  for (const std::string_view end : kBehindL) {
    if (!word.ends_with(end)) continue;
    std::string_view stem = word.substr(0, word.size() - end.size());
    if (!stem.ends_with('l')) continue;
    const bool is_double = stem.ends_with("ll");
    if (is_double) stem.remove_suffix(1);
    if (!ends_later_syllable(stem)) continue;
    add(spellings, std::string(stem) + (is_double ? "" : "l") + std::string(end));
  }
}

std::vector<std::string> spellings_of_written(std::string_view written) {
  std::string small;
  if (is_ascii(written)) fold_case_ascii(written, small);
  return other_spellings(small);
}

// Of a compound the one with all of its parts as the other side writes them.
std::vector<std::string> spellings_of(std::string_view text, const QueryWord& word) {
  if (word.parts.empty()) {
    return spellings_of_written(text.substr(word.begin, word.end - word.begin));
  }
  std::string compound;
  std::size_t done = word.begin;
  bool differs = false;
  for (const QueryWord& part : word.parts) {
    const auto spellings = spellings_of_written(text.substr(part.begin, part.end - part.begin));
    if (spellings.empty()) continue;
    differs = true;
    compound.append(text.substr(done, part.begin - done)).append(spellings.front());
    done = part.end;
  }
  if (!differs) return {};
  compound.append(text.substr(done, word.end - done));
  return {std::move(compound)};
}

}  // namespace

std::vector<std::string> other_spellings(std::string_view word) {
  constexpr std::size_t kLeast = 4;
  std::vector<std::string> spellings;
  if (word.size() < kLeast || !are_small_letters(word)) return spellings;
  by_beginning(word, spellings);
  by_re(word, spellings);
  by_sibilant(word, spellings);
  by_double_l(word, spellings);
  return spellings;
}

void add_other_spellings(Analyzer& analyzer, std::string_view text,
                         const std::vector<std::string>& languages, std::vector<QueryWord>& words) {
  for (QueryWord& word : words) {
    for (const std::string& spelling : spellings_of(text, word)) {
      for (QueryWord& other : analyze_query(analyzer, spelling, languages, false)) {
        for (TermSequence& terms : other.alternatives) {
          if (std::ranges::find(word.alternatives, terms) != word.alternatives.end()) continue;
          word.alternatives.push_back(std::move(terms));
        }
      }
    }
    add_other_spellings(analyzer, text, languages, word.parts);
  }
}

}  // namespace newsidx::analysis
