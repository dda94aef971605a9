#include <re2/re2.h>

#include <algorithm>

#include "base/utf8.h"
#include "query/pattern/word_matcher.h"

namespace newsidx::query {
namespace {

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_max_mem(kRegexBytes);
  options.set_log_errors(false);
  options.set_never_capture(true);
  return options;
}

class RegexMatcher final : public WordMatcher {
 public:
  explicit RegexMatcher(std::string_view regex)
      : regex_(re2::StringPiece(regex.data(), regex.size()), options()) {}

  [[nodiscard]] const re2::RE2& regex() const { return regex_; }

  Verdict test(std::string_view word) override {
    return {re2::RE2::FullMatchN(re2::StringPiece(word.data(), word.size()), regex_, nullptr, 0),
            0};
  }

  [[nodiscard]] std::string prefix() const override {
    constexpr int kMostBytes = 16;
    std::string least, most;
    if (!regex_.PossibleMatchRange(&least, &most, kMostBytes)) return {};
    const auto same = std::ranges::mismatch(least, most).in1 - least.begin();
    return least.substr(0, static_cast<std::size_t>(same));
  }

 private:
  re2::RE2 regex_;
};

}  // namespace

Result<std::unique_ptr<WordMatcher>> make_regex_matcher(std::string_view regex) {
  auto matcher = std::make_unique<RegexMatcher>(regex);
  if (!matcher->regex().ok()) {
    return fail(ErrorCode::parse, "the regular expression is wrong: " + matcher->regex().error());
  }
  return std::unique_ptr<WordMatcher>(std::move(matcher));
}

}  // namespace newsidx::query
