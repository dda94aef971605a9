#include "support/near_oracle.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace newsidx::testing {
namespace {

using Operand = NearQuery::Operand;
using OperandPtr = std::shared_ptr<const Operand>;
using Places = std::vector<NearPlace>;
using Words = std::vector<NearDocument::Word>;

constexpr std::array<const char*, 9> kWords = {"kalor", "miben", "tozan", "pexil", "garun",
                                               "vodek", "lusha", "kamor", "tomin"};

void make_distinct(Places& places) {
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

// A row of words, each one of several: a word, a prefix, a phrase.
struct Row final : Operand {
  std::vector<std::vector<std::string>> row;

  Places places(const NearDocument& document) const override {
    const Words& words = document.words();
    Places found;
    for (std::size_t at = 0; at + row.size() <= words.size(); ++at) {
      bool is_here = true;
      for (std::size_t i = 0; i < row.size(); ++i) {
        is_here = is_here && std::ranges::find(row[i], words[at + i].text) != row[i].end() &&
                  words[at + i].paragraph == words[at].paragraph;
      }
      if (is_here) found.push_back({at, at + row.size()});
    }
    return found;
  }
};

struct Any final : Operand {
  std::vector<OperandPtr> operands;

  Places places(const NearDocument& document) const override {
    Places found;
    for (const OperandPtr& operand : operands) {
      const Places others = operand->places(document);
      found.insert(found.end(), others.begin(), others.end());
    }
    make_distinct(found);
    return found;
  }
};

struct Near final : Operand {
  OperandPtr first, second;
  enum class Unit { words, sentence, paragraph } unit = Unit::words;
  std::size_t distance = 1;
  bool in_order = false, excludes = false;

  [[nodiscard]] bool are_apart_and_near(const Words& words, const NearPlace& a,
                                        const NearPlace& b) const {
    if (unit == Unit::words) return b.begin - a.end + 1 <= distance;
    return is_in_one(words, a.begin, b.end - 1);
  }
  [[nodiscard]] bool is_in_one(const Words& words, std::size_t first_word,
                               std::size_t last_word) const {
    return unit == Unit::sentence ? words[first_word].sentence == words[last_word].sentence
                                  : words[first_word].paragraph == words[last_word].paragraph;
  }
  // b stands between words of a, or the two cross; no first or last word is that of the other.
  [[nodiscard]] bool are_interleaved(const Words& words, const NearPlace& a,
                                     const NearPlace& b) const {
    const std::array<std::size_t, 2> ends_a = {a.begin, a.end - 1}, ends_b = {b.begin, b.end - 1};
    for (const std::size_t end : ends_a) {
      if (std::ranges::find(ends_b, end) != ends_b.end()) return false;
    }
    const bool b_within = a.begin < b.begin && b.end < a.end;
    const bool a_within = b.begin < a.begin && a.end < b.end;
    const bool is_allowed = b_within   ? a.is_sparse
                            : a_within ? b.is_sparse
                                       : a.is_sparse && b.is_sparse;
    return is_allowed && (unit == Unit::words ||
                          is_in_one(words, std::min(a.begin, b.begin), std::max(a.end, b.end) - 1));
  }
  [[nodiscard]] bool are_near(const Words& words, const NearPlace& a, const NearPlace& b) const {
    if (a.end <= b.begin) return are_apart_and_near(words, a, b);
    if (in_order) return false;
    if (b.end <= a.begin) return are_apart_and_near(words, b, a);
    return are_interleaved(words, a, b);
  }
  // For NOT: what overlaps is near, unless it is the same.
  [[nodiscard]] bool is_excluded_by(const Words& words, const NearPlace& a,
                                    const NearPlace& b) const {
    const bool overlap = a.begin < b.end && b.begin < a.end;
    if (overlap) return a.begin != b.begin || a.end != b.end;
    return are_near(words, a, b);
  }

  Places places(const NearDocument& document) const override {
    const Places firsts = first->places(document), seconds = second->places(document);
    const Words& words = document.words();
    Places found;
    for (const NearPlace& a : firsts) {
      bool is_apart = true;
      for (const NearPlace& b : seconds) {
        is_apart = is_apart && !is_excluded_by(words, a, b);
        if (!excludes && are_near(words, a, b)) {
          found.push_back({std::min(a.begin, b.begin), std::max(a.end, b.end), true});
        }
      }
      if (excludes && is_apart) found.push_back(a);
    }
    make_distinct(found);
    return found;
  }
};

struct Repeated final : Operand {
  OperandPtr operand;
  std::size_t count = 1;

  Places places(const NearDocument& document) const override {
    Places found = operand->places(document);
    std::vector<std::size_t> begins;
    for (const NearPlace& place : found) begins.push_back(place.begin);
    begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
    if (begins.size() < count) found.clear();
    return found;
  }
};

// "a * b"~2: all choices of words are tried.
struct Loose final : Operand {
  std::vector<std::string> row;
  std::vector<std::size_t> offsets;
  std::ptrdiff_t slop = 0;

  Places places(const NearDocument& document) const override {
    Places found;
    std::vector<std::size_t> chosen;
    choose(document.words(), chosen, found);
    return found;
  }
  void choose(const Words& words, std::vector<std::size_t>& chosen, Places& found) const {
    if (!found.empty()) return;
    if (chosen.size() == row.size()) {
      std::ptrdiff_t least = PTRDIFF_MAX, most = PTRDIFF_MIN;
      for (std::size_t i = 0; i < row.size(); ++i) {
        const auto shift = static_cast<std::ptrdiff_t>(chosen[i] - offsets[i]);
        least = std::min(least, shift);
        most = std::max(most, shift);
      }
      if (most - least <= slop) found.push_back({chosen[0], chosen[0] + 1});
      return;
    }
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (words[at].text != row[chosen.size()] || std::ranges::find(chosen, at) != chosen.end()) {
        continue;
      }
      if (!chosen.empty() && words[at].paragraph != words[chosen[0]].paragraph) continue;
      chosen.push_back(at);
      choose(words, chosen, found);
      chosen.pop_back();
    }
  }
};

// Of an operand, the places in a part of the text; of words near each other, of each of the words.
struct InPart final : Operand {
  OperandPtr operand;
  unsigned first_paragraph = 1, last_paragraph = 2;

  Places places(const NearDocument& document) const override {
    NearDocument part;
    for (const NearDocument::Word& word : document.words()) {
      const bool is_in = word.paragraph >= first_paragraph && word.paragraph <= last_paragraph;
      part.add_as(word, is_in);
    }
    return operand->places(part);
  }
};

OperandPtr random_row(Dice& dice, bool may_be_prefix) {
  auto row = std::make_shared<Row>();
  const std::string word = near_word(dice);
  if (may_be_prefix && dice.one_in(6)) {
    const std::string start = word.substr(0, 2);
    row->row.emplace_back();
    for (const std::string other : kWords) {
      if (other.starts_with(start)) row->row[0].push_back(other);
    }
    row->text = row->scored = start + '*';
  } else if (dice.one_in(4)) {
    const std::string next = near_word(dice);
    row->row = {{word}, {next}};
    row->text = row->scored = '"' + word + ' ' + next + '"';
  } else {
    row->row = {{word}};
    row->text = row->scored = word;
  }
  return row;
}

OperandPtr random_leaf(Dice& dice) {
  if (!dice.one_in(4)) return random_row(dice, true);
  auto any = std::make_shared<Any>();
  any->operands = {random_row(dice, false), random_row(dice, false)};
  any->text = any->scored = '(' + any->operands[0]->text + " OR " + any->operands[1]->text + ')';
  return any;
}

OperandPtr random_near(Dice& dice, unsigned depth) {
  auto near = std::make_shared<Near>();
  near->excludes = dice.one_in(5);
  near->unit = static_cast<Near::Unit>(dice.one_in(2) ? dice.below(3) : 0);
  near->in_order = near->unit == Near::Unit::words && dice.one_in(3);
  near->distance = 1 + dice.below(6);
  const auto operand = [&] {
    return depth > 0 && dice.one_in(3) ? random_near(dice, depth - 1) : random_leaf(dice);
  };
  near->first = operand();
  near->second = operand();
  const std::string number = std::to_string(near->distance);
  const std::string name = near->unit == Near::Unit::sentence    ? "w/s"
                           : near->unit == Near::Unit::paragraph ? "w/p"
                           : near->in_order                      ? "PRE/" + number
                           : dice.one_in(2)                      ? "NEAR/" + number
                                                                 : "w/" + number;
  near->text = '(' + near->first->text + (near->excludes ? " NOT " : " ") + name + ' ' +
               near->second->text + ')';
  near->scored = near->excludes ? near->first->scored
                                : '(' + near->first->scored + " AND " + near->second->scored + ')';
  return near;
}

OperandPtr random_loose(Dice& dice) {
  auto loose = std::make_shared<Loose>();
  loose->slop = dice.below(5);
  const std::uint32_t count = 2 + dice.below(2);
  std::size_t offset = 0;
  std::string text;
  for (std::uint32_t at = 0; at < count; ++at) {
    const std::string word = near_word(dice);
    for (std::uint32_t stars = at == 0 || !dice.one_in(3) ? 0 : 1 + dice.below(2); stars > 0;
         --stars) {
      text += " *";
      ++offset;
    }
    text += (at == 0 ? "" : " ") + word;
    loose->row.push_back(word);
    loose->offsets.push_back(offset++);
    loose->scored += (at == 0 ? "" : " AND ") + word;
  }
  loose->text = '"' + text + '"' + (loose->slop == 0 ? "" : '~' + std::to_string(loose->slop));
  if (offset == count && loose->slop == 0) loose->scored = loose->text;  // a phrase
  return loose;
}

OperandPtr random_operand(Dice& dice) {
  switch (dice.below(6)) {
    case 0: {
      auto repeated = std::make_shared<Repeated>();
      repeated->operand = random_leaf(dice);
      repeated->count = 1 + dice.below(4);
      repeated->text =
          "atleast" + std::to_string(repeated->count) + '(' + repeated->operand->text + ')';
      repeated->scored = repeated->operand->scored;
      return repeated;
    }
    case 1: return random_loose(dice);
    case 2: {
      auto part = std::make_shared<InPart>();
      const bool is_body = dice.one_in(3);
      part->operand = dice.one_in(2) ? random_near(dice, 0) : random_row(dice, false);
      if (is_body) part->first_paragraph = 2, part->last_paragraph = 1'000;
      const std::string name = is_body ? "body:(" : "hlead(";
      part->text = name + part->operand->text + ')';
      part->scored = name + part->operand->scored + ')';  // what is elsewhere adds nothing
      return part;
    }
    default: return random_near(dice, 2);
  }
}

}  // namespace

std::string near_word(Dice& dice) {
  const auto count = static_cast<std::uint32_t>(kWords.size());
  return kWords[std::min(dice.below(count), dice.below(count))];
}

bool NearDocument::has(const std::string& word) const {
  return std::ranges::find(words_, word, &Word::text) != words_.end();
}

NearQuery NearQuery::random(Dice& dice) {
  NearQuery query;
  query.operand_ = random_operand(dice);
  query.text_ = query.operand_->text;
  query.scored_ = query.operand_->scored;
  return query;
}

}  // namespace newsidx::testing
