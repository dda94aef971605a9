#include "common/corpus.h"

#include <simdjson.h>

#include <stdexcept>

namespace newsidx::bench {

struct CorpusReader::Parser {
  simdjson::dom::parser json;
};

CorpusReader::CorpusReader(const std::string& path)
    : path_(path), file_(path), parser_(std::make_unique<Parser>()) {
  if (!file_) throw std::runtime_error("cannot read the corpus: " + path);
}

CorpusReader::~CorpusReader() = default;

void CorpusReader::refuse(std::string_view problem) const {
  throw std::runtime_error(path_ + ":" + std::to_string(count_ + 1) + ": " + std::string(problem) +
                           " (each line should be {\"id\":\"<line from 0>\",\"text\":\"...\"}; "
                           "bench/macro/normalise.py writes such files)");
}

bool CorpusReader::next() {
  if (!std::getline(file_, line_)) return false;
  line_.reserve(line_.size() + simdjson::SIMDJSON_PADDING);
  simdjson::dom::element record;
  if (parser_->json.parse(line_.data(), line_.size(), false).get(record)) refuse("not JSON");
  std::string_view id;
  if (record["id"].get(id) || record["text"].get(text_)) refuse("no 'id' or no 'text'");
  if (id != std::to_string(count_)) refuse("the id is not the number of the line");
  ++count_;
  return true;
}

}  // namespace newsidx::bench
