// segment/word_form.h: how a word of a text is written, beside the term that it became.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/letter_case.h"

namespace newsidx::segment {

struct WordForm {
  std::string surface;  ///< folded, not stemmed: "economics" of the term "econom"
  LetterCase letter_case = LetterCase::lower;
  friend auto operator<=>(const WordForm&, const WordForm&) = default;
};

/// Which forms of a term are asked for.
struct FormFilter {
  std::optional<std::string> surface;  ///< nothing: any
  LetterCases letter_cases = kAllLetterCases;

  [[nodiscard]] bool keeps_all() const noexcept {
    return !surface && letter_cases == kAllLetterCases;
  }
  [[nodiscard]] bool keeps(const WordForm& form) const noexcept {
    return (letter_cases & bit_of(form.letter_case)) != 0 && (!surface || *surface == form.surface);
  }
};

/// The forms of one term, numbered as they are met.
class FormTable {
 public:
  std::uint32_t number_of(std::string_view surface, LetterCase letter_case) {
    // Two or three of most terms: a map would be slower.
    for (std::size_t at = 0; at < forms_.size() && at < kFew; ++at) {
      if (forms_[at].letter_case == letter_case && forms_[at].surface == surface) {
        return static_cast<std::uint32_t>(at);
      }
    }
    if (forms_.size() >= kFew) {
      if (more_.empty()) {
        for (std::size_t at = 0; at < forms_.size(); ++at) {
          more_.emplace(forms_[at], static_cast<std::uint32_t>(at));
        }
      }
      const auto [known, is_new] = more_.try_emplace(WordForm{std::string(surface), letter_case},
                                                     static_cast<std::uint32_t>(forms_.size()));
      if (!is_new) return known->second;
    }
    forms_.push_back({std::string(surface), letter_case});
    return static_cast<std::uint32_t>(forms_.size() - 1);
  }
  [[nodiscard]] const WordForm& operator[](std::uint32_t number) const { return forms_[number]; }
  [[nodiscard]] std::size_t size() const noexcept { return forms_.size(); }
  void clear() {
    forms_.clear();
    more_.clear();
  }

 private:
  static constexpr std::size_t kFew = 16;

  std::deque<WordForm> forms_;
  std::map<WordForm, std::uint32_t> more_;  // once there are many
};

}  // namespace newsidx::segment
