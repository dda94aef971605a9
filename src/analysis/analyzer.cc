#include "analysis/analyzer.h"

#include <algorithm>
#include <utility>

#include "analysis/analyzer_state.h"
#include "analysis/fingerprint.h"
#include "analysis/folding.h"
#include "analysis/language_choice.h"
#include "analysis/unicode.h"
#include "base/blanks.h"
#include "base/status_macros.h"
#include "base/utf8.h"

namespace newsidx::analysis {
Analyzer::Analyzer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

namespace {

// A word with its text, its slots and the piece of text that it was met as: measured.
constexpr std::size_t kCachedWordBytes = 128;

template <class Limits>
Limits limits_of(std::size_t cache_bytes) {
  constexpr std::size_t kLeast = 1024;
  Limits limits;
  const std::size_t words = std::max(kLeast, cache_bytes / kCachedWordBytes);
  limits.words = std::min(limits.words, words);
  limits.runs = std::min(limits.runs, words);
  return limits;
}

}  // namespace

Result<Analyzer> Analyzer::create(const AnalyzerOptions& options, std::size_t cache_bytes) {
  const std::optional<LanguageId> language = find_language(options.language);
  if (!language) {
    return fail(check_language(options.language).error());
  }
  if (options.kind == AnalyzerKind::plain) {
    return Analyzer(std::make_unique<State>(State{
        options.kind, *language, PlainAnalyzer(limits_of<PlainAnalyzer::Limits>(cache_bytes))}));
  }
  NEWSIDX_ASSIGN_OR_RETURN(
      NewsAnalyzer news,
      NewsAnalyzer::open(limits_of<NewsAnalyzer::Limits>(cache_bytes), *language));
  return Analyzer(std::make_unique<State>(State{options.kind, *language, std::move(news)}));
}

std::uint32_t Analyzer::analyze(std::string_view text, std::string_view language, TokenSink& sink) {
  if (auto* const plain = std::get_if<PlainAnalyzer>(&state_->analyzer)) {
    return plain->analyze(text, sink);
  }
  return std::get_if<NewsAnalyzer>(&state_->analyzer)
      ->analyze(text, state_->resolve(language), sink);
}

std::size_t Analyzer::memory_bytes() const noexcept {
  if (const auto* plain = std::get_if<PlainAnalyzer>(&state_->analyzer)) {
    return plain->memory_bytes();
  }
  return std::get_if<NewsAnalyzer>(&state_->analyzer)->memory_bytes();
}

void Analyzer::forget() {
  std::visit([](auto& analyzer) { analyzer.forget(); }, state_->analyzer);
}

std::string Analyzer::resolved_language(std::string_view lang) const {
  return std::string(name_of(state_->resolve(lang)));
}

std::string Analyzer::fingerprint() const {
  return fingerprint_of(state_->kind, state_->default_language);
}

std::string fold(const AnalyzerOptions& options, std::string_view text) {
  text = trimmed(text);
  if (options.kind == AnalyzerKind::plain) return lower_case_plain(text);
  std::string straight, folded, plain;
  straighten_apostrophes(text, straight);
  if (is_ascii(straight)) {
    fold_case_ascii(straight, plain);
    return plain;
  }
  repair_utf8(straight);
  fold_case(straight, folded);
  fold_diacritics(folded, plain);
  return plain;
}

}  // namespace newsidx::analysis
