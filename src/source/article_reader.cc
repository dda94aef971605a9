#include "source/article_reader.h"

#include <utility>

#include "base/try.h"
#include "source/file_reader.h"
#include "source/input_walk.h"
#include "source/stop_event.h"

namespace newsidx::source {

struct ArticleReader::State {
  State(ReaderOptions options, std::unique_ptr<StopEvent> stop_event)
      : stop(std::move(stop_event)), reader(std::move(options), *stop) {}

  std::unique_ptr<StopEvent> stop;
  InputList inputs;
  std::size_t next_file = 0;
  FileReader reader;
};

ArticleReader::ArticleReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArticleReader::ArticleReader(ArticleReader&&) noexcept = default;
ArticleReader& ArticleReader::operator=(ArticleReader&&) noexcept = default;
ArticleReader::~ArticleReader() = default;

Result<ArticleReader> ArticleReader::open(std::vector<std::string> inputs, ReaderOptions options) {
  NEWSIDX_ASSIGN_OR_RETURN(auto stop, StopEvent::create(options.stop));
  auto state = std::make_unique<State>(std::move(options), std::move(stop));
  NEWSIDX_ASSIGN_OR_RETURN(state->inputs, walk_inputs(inputs, state->stop->token()));
  state->reader.counts().files_ignored = state->inputs.ignored_count;
  for (const Problem& problem : state->inputs.problems) state->reader.report(problem);
  return ArticleReader(std::move(state));
}

std::optional<Article> ArticleReader::next() {
  State& state = *state_;
  while (!state.stop->requested()) {
    if (auto article = state.reader.next()) return article;
    if (state.next_file == state.inputs.files.size()) return std::nullopt;
    state.reader.start(state.inputs.files[state.next_file++]);
  }
  return std::nullopt;
}

const ReadCounts& ArticleReader::counts() const { return state_->reader.counts(); }

std::uint64_t ArticleReader::extra_window_bytes() const {
  return state_->reader.extra_window_bytes();
}

std::uint64_t ArticleReader::total_input_bytes() const { return state_->inputs.total_bytes; }

}  // namespace newsidx::source
