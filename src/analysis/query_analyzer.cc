#include "analysis/query_analyzer.h"

#include "analysis/spellings.h"

namespace newsidx::analysis {
namespace {

// Longer pieces are rare, and would let the memory grow large.
constexpr std::size_t kMaxRememberedBytes = 64;

std::size_t heap_bytes_of(const std::vector<QueryWord>& words) {
  constexpr std::size_t kBlockBytes = 2 * sizeof(void*);  // what the allocator adds
  std::size_t bytes = words.capacity() * sizeof(QueryWord) + kBlockBytes;
  for (const QueryWord& word : words) {
    bytes += word.alternatives.capacity() * sizeof(TermSequence) + kBlockBytes;
    for (const TermSequence& sequence : word.alternatives) {
      bytes += sequence.capacity() * sizeof(QueryTerm) + kBlockBytes;
      for (const QueryTerm& term : sequence) bytes += heap_bytes_of_string(term.term.size());
    }
    bytes += word.pairs.capacity() * sizeof(QueryTerm) + kBlockBytes;
    for (const QueryTerm& pair : word.pairs) bytes += heap_bytes_of_string(pair.term.size());
    bytes += heap_bytes_of_string(word.capitals.size());
    bytes += heap_bytes_of(word.parts);  // no deeper: parts have none
  }
  return bytes;
}

}  // namespace

QueryAnalyzer::QueryAnalyzer(Analyzer analyzer, AnalyzerOptions options,
                             std::vector<std::string> languages,
                             std::shared_ptr<MemoryBudget> budget)
    : analyzer_(std::move(analyzer)),
      options_(std::move(options)),
      languages_(std::move(languages)),
      budget_(std::move(budget)),
      mixed_case_(budget_),
      all_capitals_(budget_),
      generation_(budget_->generation()) {}

QueryAnalyzer::~QueryAnalyzer() { budget_->release(charged_bytes_); }

QueryWords QueryAnalyzer::analyze(std::string_view text, bool all_capitals) {
  Memory& memory = all_capitals ? all_capitals_ : mixed_case_;
  if (const QueryWords* const known = memory.find(text)) return *known;
  auto words = std::make_shared<const std::vector<QueryWord>>(
      analyze_query(analyzer_, text, languages_, all_capitals));
  if (text.size() > kMaxRememberedBytes) return words;
  constexpr std::size_t kControlBytes = 64;  // of the shared vector
  const std::size_t bytes =
      kControlBytes + heap_bytes_of_string(text.size()) + heap_bytes_of(*words);
  return memory.insert(std::string(text), std::move(words), bytes);
}

QueryWords QueryAnalyzer::with_other_spellings(std::string_view text, const QueryWords& words) {
  std::vector<QueryWord> more = *words;
  add_other_spellings(analyzer_, text, languages_, more);
  return std::make_shared<const std::vector<QueryWord>>(std::move(more));
}

void QueryAnalyzer::settle() {
  const std::uint64_t generation = budget_->generation();
  if (generation - generation_ > 2) generation_ = generation - 2;  // then nothing is left
  for (; generation_ < generation; ++generation_) {
    static_cast<void>(mixed_case_.age());
    static_cast<void>(all_capitals_.age());
    analyzer_.forget();
  }
  const std::size_t bytes = analyzer_.memory_bytes();
  if (bytes > charged_bytes_) budget_->charge(bytes - charged_bytes_);
  if (bytes < charged_bytes_) budget_->release(charged_bytes_ - bytes);
  charged_bytes_ = bytes;
}

}  // namespace newsidx::analysis
