// tests/support/split_records.h: a text cut into its records, in tests of splitters and in fuzzers.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "source/record.h"
#include "support/string_stream.h"

namespace newsidx::source {

struct SplitRecords {
  std::vector<RawRecord> records;
  std::vector<Problem> problems;
  std::string error;  ///< that it ended with
};

/// @param stream   the text, in steps of any size
/// @param options  its on_problem is set here
/// @param more     what the splitter is told beside
template <class Splitter, class... More>
SplitRecords split_records(StringStream stream, typename Splitter::Options options, More... more) {
  SplitRecords split;
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = "file";
  options.on_problem = [&split](const Problem& problem) { split.problems.push_back(problem); };
  Splitter splitter(stream, std::move(origin), std::move(options), more...);
  while (true) {
    auto record = splitter.next();
    if (!record) split.error = record.error().to_string();
    if (!record || !record->has_value()) return split;
    split.records.push_back(std::move(**record));
  }
}

/// What was said, in its order.
inline std::vector<std::string> messages_of(const SplitRecords& split) {
  std::vector<std::string> messages;
  for (const Problem& problem : split.problems)
    messages.push_back(with_hint(problem.message, problem.hint));
  return messages;
}

}  // namespace newsidx::source
