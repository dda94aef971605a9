#include "analysis/written_words.h"

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

// The size of "'s" at `at`, where no letter or digit follows it; else 0. The segmenter leaves it
// apart after the last dot of an acronym only: "U.S.'s".
std::size_t detached_possessive_size(std::string_view text, std::size_t at, const Span* next) {
  const std::size_t apostrophe = apostrophe_size(text, at);
  if (apostrophe == 0 || next == nullptr) return 0;
  const std::string_view word = next->of(text);
  return next->begin == at + apostrophe && (word == "s" || word == "S") ? apostrophe + 1 : 0;
}

}  // namespace

bool is_dotted_acronym(std::string_view word) noexcept {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode_utf8(word, at);
    if (!is_letter(kind_of(point.value))) return false;
    ++letters;
    at += point.size;
    if (at == word.size()) break;  // without a last dot
    if (word[at] != '.') return false;
    ++at;
  }
  return letters >= 2;
}

std::string_view without_possessive(std::string_view word) noexcept {
  if (!word.ends_with('s') && !word.ends_with('S')) return word;
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
    if (word.size() > size + 1 && apostrophe_size(word, word.size() - 1 - size) == size) {
      return word.substr(0, word.size() - 1 - size);
    }
  }
  return word;
}

void find_written_words(std::string_view text, const std::vector<Span>& segments,
                        std::vector<WrittenWord>& words) {
  words.clear();
  for (std::size_t at = 0; at < segments.size(); ++at) {
    WrittenWord word{segments[at]};
    const std::size_t end = word.span.end;
    if (end < text.size() && text[end] == '.' && is_dotted_acronym(word.span.of(text))) {
      ++word.span.end;
      const Span* next = at + 1 < segments.size() ? &segments[at + 1] : nullptr;
      if (const std::size_t size = detached_possessive_size(text, end + 1, next); size != 0) {
        word.span.end += static_cast<std::uint32_t>(size);
        ++at;
      }
    }
    if (!words.empty()) {
      const std::size_t gap = words.back().span.end;
      const std::size_t hyphen = gap < text.size() ? hyphen_size(text, gap) : 0;
      words.back().joined_to_next = hyphen != 0 && gap + hyphen == word.span.begin;
    }
    words.push_back(word);
  }
}

std::size_t compound_end(const std::vector<WrittenWord>& words, std::size_t first) {
  while (words[first].joined_to_next) ++first;
  return first + 1;
}

}  // namespace newsidx::analysis
