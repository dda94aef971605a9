// newsidx/hint.h
//
// What somebody may try against an error or a warning, apart from what went wrong, so that each
// program says it in its own words: "a larger max_record_bytes" is "a larger --max-record" on a
// command line and a keyword argument in Python.
//
// Threads: a value type, no shared state.   Cost: a string.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace newsidx {

/// An option or a call of the library that a hint names.
enum class HintName : std::uint8_t {
  index_path,    ///< the folder of the index, of a call that opens or builds one
  memory_bytes,  ///< BuildOptions::memory_bytes, and so on
  max_record_bytes,
  segment_articles,
  reorder,
  bigrams,
  threads,
  title_weight,
  language,
  field_map,
  literal,           ///< SearchOptions::literal
  storing_articles,  ///< in "build it ...": BuildOptions::store_articles
  build_at,          ///< to build an index at the path that follows
  piped_build,       ///< behind a command: to index what it writes
  survey,            ///< a look at the inputs of a build
  search,            ///< a search
  add,               ///< to add to an index
  replaces_all,      ///< BuildOptions::replaces_all
  rebuild,           ///< to analyse the stored articles of an index again
  repair,            ///< to save what is sound of a damaged index
};

/// The library's own words for a name, for example "max_record_bytes".
[[nodiscard]] constexpr std::string_view name_of(HintName name) noexcept {
  switch (name) {
    case HintName::index_path: return "index_path";
    case HintName::memory_bytes: return "memory_bytes";
    case HintName::max_record_bytes: return "max_record_bytes";
    case HintName::segment_articles: return "segment_articles";
    case HintName::reorder: return "reorder";
    case HintName::bigrams: return "bigrams";
    case HintName::threads: return "threads";
    case HintName::title_weight: return "title_weight";
    case HintName::language: return "language";
    case HintName::field_map: return "field_map";
    case HintName::literal: return "literal";
    case HintName::storing_articles: return "with store_articles";
    case HintName::build_at: return "build() with index_path";
    case HintName::piped_build: return ", and build() from its output";
    case HintName::survey: return "survey()";
    case HintName::search: return "Index::search()";
    case HintName::add: return "add()";
    case HintName::replaces_all: return "replaces_all";
    case HintName::rebuild: return "rebuild()";
    case HintName::repair: return "repair()";
  }
  return "unknown";
}

/// A program's words for the names in hints; name_of() are the library's.
using HintWords = std::string_view (*)(HintName);

/// One line without a full stop, made of text and names; empty: nothing is known to help.
class Hint {
 public:
  Hint() = default;
  /// Joins texts and names: Hint("a larger ", HintName::max_record_bytes).
  template <class... Parts>
  requires(sizeof...(Parts) > 0 && (... && !std::same_as<Parts, Hint>))
      Hint(const Parts&... parts) {  // NOLINT(google-explicit-constructor)
    (add(parts), ...);
  }

  [[nodiscard]] bool empty() const noexcept { return parts_.empty(); }

  [[nodiscard]] std::string to_string(HintWords words = name_of) const {
    std::string text;
    for (const char c : parts_) {
      if (is_text(c)) {
        text += c;
      } else {
        text += words(static_cast<HintName>(c - 1));
      }
    }
    return text;
  }

  friend bool operator==(const Hint&, const Hint&) = default;

 private:
  static bool is_text(char c) { return static_cast<unsigned char>(c) >= ' '; }
  void add(std::string_view text) {
    for (const char c : text) parts_ += is_text(c) ? c : ' ';
  }
  void add(HintName name) { parts_ += static_cast<char>(static_cast<int>(name) + 1); }

  std::string parts_;  // text, and for each name a control character: its number from 1
};

/// "what went wrong (try: what may help)"; of an empty hint, the message alone.
[[nodiscard]] inline std::string with_hint(std::string_view message, const Hint& hint,
                                           HintWords words = name_of) {
  std::string line(message);
  if (!hint.empty()) line += " (try: " + hint.to_string(words) + ")";
  return line;
}

/// A warning or a note: one line, and what to try where that is known.
struct Remark {
  Remark() = default;
  Remark(std::string text, Hint advice = {})  // NOLINT(google-explicit-constructor)
      : message(std::move(text)), hint(std::move(advice)) {}
  Remark(const char* text, Hint advice = {})  // NOLINT(google-explicit-constructor)
      : message(text), hint(std::move(advice)) {}

  std::string message;
  Hint hint;

  [[nodiscard]] std::string to_string(HintWords words = name_of) const {
    return with_hint(message, hint, words);
  }
  friend bool operator==(const Remark&, const Remark&) = default;
};

}  // namespace newsidx
