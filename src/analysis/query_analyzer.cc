#include "analysis/query_analyzer.h"

namespace newsidx::analysis {
namespace {

// Longer pieces are rare, and would let the memory grow large.
constexpr std::size_t kMaxRememberedBytes = 64;

}  // namespace

QueryWords QueryAnalyzer::analyze(std::string_view text, bool all_capitals) {
  Memory& memory = all_capitals ? all_capitals_ : mixed_case_;
  if (const auto known = memory.find(text); known != memory.end()) return known->second;
  auto words = std::make_shared<const std::vector<QueryWord>>(
      analyze_query(analyzer_, text, languages_, all_capitals));
  if (text.size() > kMaxRememberedBytes) return words;
  if (memory.size() >= max_pieces_) memory.clear();
  memory.emplace(text, words);
  return words;
}

}  // namespace newsidx::analysis
