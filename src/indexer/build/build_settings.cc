#include "indexer/build/build_settings.h"

#include "analysis/language_choice.h"
#include "base/status_macros.h"
#include "base/thread_count.h"
#include "indexer/bigrams/bigram_writer.h"
#include "indexer/build/memory_plan.h"

namespace newsidx::indexer {
namespace {

constexpr unsigned kMaxTitleWeight = 16;

}  // namespace

Status check_settings(const BuildSettings& options) {
  const auto bad = [](std::string message, Hint hint = {}) {
    return fail(ErrorCode::invalid_argument, std::move(message), std::move(hint));
  };
  if (options.memory_bytes < MemoryPlan::kMinBytes) {
    return bad("memory of " + std::to_string(options.memory_bytes) + " bytes is too small",
               "16M or more");
  }
  NEWSIDX_RETURN_IF_ERROR(check_thread_count(options.threads));
  const unsigned title_weight = options.title_weight.value_or(1);
  if (title_weight < 1 || title_weight > kMaxTitleWeight) {
    return bad("title weight must be from 1 to 16");
  }
  if (options.analyzer == "plain" && title_weight != 1) {
    return bad("analyzer plain has no title weight",
               Hint("no ", HintName::title_weight, ", or analyzer news"));
  }
  if (options.analyzer == "plain" && options.language != BuildSettings{}.language) {
    return bad("analyzer plain knows no languages",
               Hint("no ", HintName::language, ", or analyzer news"));
  }
  if (options.bigrams > kMaxBigramWords) {
    return bad("too many frequent words for bigrams",
               Hint("at most ", std::to_string(kMaxBigramWords)));
  }
  if (options.analyzer != "news" && options.analyzer != "plain") {
    return bad("unknown analyzer '" + options.analyzer + "'", "news or plain");
  }
  return analysis::check_language(options.language);
}

}  // namespace newsidx::indexer
