// An automaton over the rows of the table of distances: a state is a row and what two neighbours
// that change places need of the one before it. Of a row, the few cells beside the diagonal count,
// since those farther away are more than the edits allow. States are made when a word first leads
// to them, so that a word costs a look-up a character until no edit is left: some hundred states of
// a word of ten letters, of which each takes 4 bytes for each character that the word has.
//
// Source: Schulz & Mihov, "Fast string correction with Levenshtein automata", IJDAR 2002, made as
// they are needed.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "base/utf8.h"
#include "query/pattern/word_matcher.h"

namespace newsidx::query {
namespace {

constexpr std::size_t kMostEdits = WordPattern::kMostEdits;
constexpr std::uint8_t kFar = kMostEdits + 1;

class FuzzyMatcher final : public WordMatcher {
 public:
  FuzzyMatcher(std::string_view word, unsigned edits)
      : edits_(std::min<std::size_t>(edits, kMostEdits)) {
    for (std::size_t at = 0; at < word.size(); at += decode_utf8(word, at).size) {
      wanted_.push_back(decode_utf8(word, at).value);
    }
    classes_ = wanted_;
    std::ranges::sort(classes_);
    classes_.erase(std::ranges::unique(classes_).begin(), classes_.end());
    for (std::size_t c = 0; c < class_of_byte_.size(); ++c) {
      class_of_byte_[c] = find_class(static_cast<char32_t>(c));
    }
    number_of(State());  // kDead
    State first;
    for (std::size_t j = 0; j <= std::min(edits_, wanted_.size()); ++j) {
      first.row[j + edits_] = static_cast<std::uint8_t>(j);
    }
    first_ = number_of(first);
  }

  Verdict test(std::string_view word) override {
    std::uint32_t state = first_;
    for (std::size_t at = 0; at < word.size();) {
      const auto byte = static_cast<unsigned char>(word[at]);
      std::uint32_t character = 0;
      if (byte < class_of_byte_.size()) {
        character = class_of_byte_[byte];
        ++at;
      } else {
        const CodePoint next = decode_utf8(word, at);
        character = find_class(next.value);
        at += next.size;
      }
      const std::size_t place = state * (classes_.size() + 1) + character;
      if (next_[place] == kUnknown) {
        const std::uint32_t made = number_of(after(states_[state], character));
        next_[place] = made;  // behind the call, which may move it
      }
      state = next_[place];
      if (state == kDead) return {false, at};
    }
    return {is_final_[state], 0};
  }

  [[nodiscard]] std::string prefix() const override { return {}; }

 private:
  static constexpr std::uint32_t kDead = 0;
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  // Of column j in row i: cells[j - i + edits].
  using Cells = std::array<std::uint8_t, 2 * kMostEdits + 1>;
  static constexpr Cells kNoCells = {kFar, kFar, kFar, kFar, kFar};

  struct State {
    std::size_t length = 0;  // of what was read: the row
    Cells row = kNoCells;
    Cells before = kNoCells;  // the row before, where a change of places may begin,
    std::uint32_t read = 0;   // and the class of what was read behind it
    auto operator<=>(const State&) const = default;
  };

  // Its place among the word's characters; behind them all for any other.
  [[nodiscard]] std::uint32_t find_class(char32_t character) const {
    const auto found = std::ranges::lower_bound(classes_, character);
    const bool is_there = found != classes_.end() && *found == character;
    return static_cast<std::uint32_t>((is_there ? found : classes_.end()) - classes_.begin());
  }
  [[nodiscard]] bool is_wanted(std::size_t at, std::uint32_t character) const {
    return character < classes_.size() && wanted_[at] == classes_[character];
  }

  [[nodiscard]] State after(const State& state, std::uint32_t character) const {
    State next;
    next.length = state.length + 1;
    bool may_change = false;  // places
    for (std::size_t cell = 0; cell <= 2 * edits_; ++cell) {
      if (cell + next.length < edits_) continue;
      const std::size_t j = cell + next.length - edits_;
      if (j > wanted_.size()) break;
      unsigned least = kFar;
      if (cell < 2 * edits_) least = std::min(least, state.row[cell + 1] + 1u);
      if (j > 0) {
        least = std::min(least, state.row[cell] + (is_wanted(j - 1, character) ? 0u : 1u));
        if (cell > 0) least = std::min(least, next.row[cell - 1] + 1u);
      }
      if (j > 1 && is_wanted(j - 2, character) && is_wanted(j - 1, state.read)) {
        least = std::min(least, state.before[cell] + 1u);
      }
      next.row[cell] = static_cast<std::uint8_t>(least > edits_ ? kFar : least);
      may_change |= state.row[cell] < edits_;
    }
    if (may_change && character < classes_.size()) {
      next.before = state.row;
      next.read = character;
    }
    const bool is_dead = next.row == kNoCells && next.before == kNoCells;
    return is_dead ? State() : next;
  }

  std::uint32_t number_of(const State& state) {
    const auto number = static_cast<std::uint32_t>(states_.size());
    const auto [known, is_new] = numbers_.try_emplace(state, number);
    if (!is_new) return known->second;
    states_.push_back(state);
    const std::size_t cell = wanted_.size() + edits_ - state.length;  // far too large where longer
    const bool has_cell = state.length <= wanted_.size() + edits_ && cell <= 2 * edits_;
    is_final_.push_back(has_cell && state.row[cell] <= edits_);
    next_.resize(next_.size() + classes_.size() + 1, kUnknown);
    return number;
  }

  std::size_t edits_;
  std::vector<char32_t> wanted_;
  std::vector<char32_t> classes_;  // its characters, ascending
  std::array<std::uint32_t, 0x80> class_of_byte_{};
  std::vector<State> states_;
  std::map<State, std::uint32_t> numbers_;
  std::vector<std::uint32_t> next_;  // of a state, for each class and for other characters
  std::vector<bool> is_final_;
  std::uint32_t first_ = kDead;
};

}  // namespace

std::unique_ptr<WordMatcher> make_fuzzy_matcher(std::string_view word, unsigned edits) {
  return std::make_unique<FuzzyMatcher>(word, edits);
}

}  // namespace newsidx::query
