// analysis/analyzer_state.h: what is behind an Analyzer, for the files of this module.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "analysis/analyzer.h"
#include "analysis/languages.h"
#include "analysis/news_analyzer.h"
#include "analysis/plain_analyzer.h"

namespace newsidx::analysis {

struct Analyzer::State {
  AnalyzerKind kind = AnalyzerKind::news;
  LanguageId default_language = 0;
  std::variant<NewsAnalyzer, PlainAnalyzer> analyzer;

  // Article::lang met last: articles of one language mostly come together.
  std::string last_code = {};
  LanguageId last_language = 0;

  /// The language in which an article of this `lang` is analysed.
  [[nodiscard]] LanguageId resolve(std::string_view lang) {
    if (lang.empty()) return default_language;
    if (lang != last_code) {
      last_language = find_language(lang).value_or(default_language);
      last_code = lang;
    }
    return last_language;
  }
};

}  // namespace newsidx::analysis
