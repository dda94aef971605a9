#include <algorithm>

#include "base/utf8.h"
#include "query/pattern/word_matcher.h"

namespace newsidx::query {
namespace {

class WildcardMatcher final : public WordMatcher {
 public:
  explicit WildcardMatcher(std::string_view pattern) : pattern_(pattern) {}

  // Goes back to the last star alone: what an earlier one took needs no second look.
  Verdict test(std::string_view word) override {
    constexpr std::size_t kNowhere = std::string_view::npos;
    std::size_t at = 0, in_pattern = 0;
    std::size_t star = kNowhere,
                star_at = 0;  // behind the last star, and where it began in the word
    while (at < word.size()) {
      const char wanted = in_pattern < pattern_.size() ? pattern_[in_pattern] : '\0';
      if (wanted == '*') {
        star = ++in_pattern;
        star_at = at;
      } else if (wanted == '?') {
        at += decode_utf8(word, at).size;
        ++in_pattern;
      } else if (in_pattern < pattern_.size() && wanted == word[at]) {
        ++at;
        ++in_pattern;
      } else if (star != kNowhere) {
        star_at += decode_utf8(word, star_at).size;
        at = star_at;
        in_pattern = star;
      } else {
        return {};
      }
    }
    return {pattern_.find_first_not_of('*', in_pattern) == kNowhere, 0};
  }

  [[nodiscard]] std::string prefix() const override {
    return pattern_.substr(0, pattern_.find_first_of("*?"));
  }

 private:
  std::string pattern_;
};

}  // namespace

std::unique_ptr<WordMatcher> make_wildcard_matcher(std::string_view pattern) {
  return std::make_unique<WildcardMatcher>(pattern);
}

Result<std::unique_ptr<WordMatcher>> make_matcher(const WordPattern& pattern) {
  switch (pattern.kind) {
    case WordPattern::Kind::wildcard: return make_wildcard_matcher(pattern.text);
    case WordPattern::Kind::fuzzy: return make_fuzzy_matcher(pattern.text, pattern.edits);
    case WordPattern::Kind::regex: return make_regex_matcher(pattern.text);
  }
  return make_wildcard_matcher(pattern.text);
}

}  // namespace newsidx::query
