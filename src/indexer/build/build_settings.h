// indexer/build/build_settings.h
//
// What a build is to do, as the indexer sees it: articles come to it, wherever from.
#pragma once

#include <newsidx/hint.h>
#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "segment/manifest.h"

namespace newsidx::indexer {

/// How far a build has come.
struct BuildProgress {
  enum class Stage : std::uint8_t { reading, reordering, merging, pairing, committing };
  Stage stage = Stage::reading;
  std::uint64_t articles = 0;     ///< read so far
  std::uint64_t text_bytes = 0;   ///< of them
  std::uint64_t done_units = 0;   ///< of this stage
  std::uint64_t total_units = 0;  ///< 0: not known
  double share_done = -1;         ///< of the whole build [0 to 1]; negative: not known
};

struct BuildSettings {
  std::string index_path = {};
  std::string analyzer = "news";  ///< or "plain"
  std::string language = "english";
  unsigned threads = 0;  ///< 0: all cores
  std::uint64_t memory_bytes = 1u << 30;
  std::optional<unsigned> title_weight = {};  ///< 1 to 16; not given: by the analyser
  bool store_articles = true;
  bool replaces_all = true;          ///< false: a build fails that would lose articles of the index
  std::optional<bool> reorder = {};  ///< not given: by the number of articles
  std::uint32_t segment_articles = 0;  ///< 0: one segment
  unsigned bigrams = 128;              ///< frequent words whose pairs get lists; 0: none
  /// Segments of fewer articles have no lists of pairs: they cost more there than they save.
  std::uint32_t min_bigram_articles = 0;

  std::function<void(const BuildProgress&)> on_progress = {};
  std::function<void(const Remark&)> on_problem = {};
  std::stop_token stop = {};

  /// Occurrences that one in the title counts for.
  [[nodiscard]] std::uint32_t title_weight_or_default() const {
    return title_weight.value_or(analyzer == "plain" ? 1 : 2);
  }
  /// What the manifest of such an index says. @param fingerprint  of the analyser
  [[nodiscard]] segment::IndexSettings index_settings(std::string fingerprint) const {
    return {analyzer, language, std::move(fingerprint), title_weight_or_default(), store_articles};
  }
};

/// @errors invalid_argument  options out of range, or no such language
[[nodiscard]] Status check_settings(const BuildSettings& options);

}  // namespace newsidx::indexer
