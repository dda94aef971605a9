#include "cli/hint_words.h"

namespace newsidx::cli {

std::string_view words_of(HintName name) {
  switch (name) {
    case HintName::index_path: return "--index";
    case HintName::memory_bytes: return "--memory";
    case HintName::max_record_bytes: return "--max-record";
    case HintName::segment_articles: return "--segment-articles";
    case HintName::reorder: return "--reorder";
    case HintName::bigrams: return "--bigrams";
    case HintName::threads: return "--threads";
    case HintName::title_weight: return "--title-weight";
    case HintName::language: return "--language";
    case HintName::field_map: return "--map";
    case HintName::literal: return "--literal";
    case HintName::storing_articles: return "without --no-store";
    case HintName::build_at: return "newsidx build FOLDER --index";
    case HintName::piped_build: return " | newsidx build -";
    case HintName::survey: return "newsidx build --dry-run -v";
    case HintName::search: return "newsidx query";
    case HintName::add: return "newsidx add";
    case HintName::replaces_all: return "--replace";
    case HintName::rebuild: return "newsidx rebuild";
    case HintName::repair: return "newsidx repair";
  }
  return name_of(name);
}

}  // namespace newsidx::cli
