#include "source/parse_pool.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace newsidx::source {
namespace {

ParseBatch parse(ParseBatch batch, RecordParser& parser, const std::stop_token& stop) {
  batch.parsed.resize(batch.pieces.size());
  for (std::size_t i = 0; i < batch.pieces.size() && !stop.stop_requested(); ++i) {
    if (auto& record = batch.pieces[i].record) {
      batch.parsed[i] = parser.parse(*std::exchange(record, std::nullopt), stop);
    }
  }
  return batch;
}

std::vector<ParsePool::Worker> workers(unsigned count, const ParserSettings& settings,
                                       const std::stop_token& stop) {
  std::vector<ParsePool::Worker> workers;
  for (unsigned i = 0; i < std::max(count, 1u); ++i) {
    workers.push_back([parser = std::make_shared<RecordParser>(settings), stop](
                          ParseBatch&& batch) { return parse(std::move(batch), *parser, stop); });
  }
  return workers;
}

}  // namespace

ParsePool::ParsePool(unsigned threads, const ParserSettings& settings, const std::stop_token& stop)
    : OrderedPool(workers(threads, settings, stop)) {}

}  // namespace newsidx::source
