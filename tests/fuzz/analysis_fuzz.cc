// Any bytes as the text of an article: tokens in order, within the text and within its positions.
#include <vector>

#include "analysis/analyzer.h"
#include "fuzz.h"

using namespace newsidx;

namespace {

struct Checker final : analysis::TokenSink {
  std::size_t text_size = 0;
  std::uint32_t position = 0;
  std::uint32_t end_position = 0;

  void accept(const analysis::Token& token) override {
    NEWSIDX_CHECK(!token.term.empty() && token.position >= position);
    NEWSIDX_CHECK(token.begin < token.end && token.end <= text_size);
    NEWSIDX_CHECK(token.span >= 1 && token.span <= 4);
    position = token.position;
    end_position = std::max(end_position, token.position + token.span);
  }
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static auto analyzer = analysis::Analyzer::create({}).value();
  const std::string_view input = fuzz::text(data, size);
  Checker checker;
  checker.text_size = size;
  NEWSIDX_CHECK(analyzer.analyze(input, "", checker) >= checker.end_position);
  static_cast<void>(analysis::analyze_query(analyzer, input, {"english"}, false));
  return 0;
}
