#include "query/pattern/word_pattern.h"

#include <cstddef>

#include "base/utf8.h"
#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

constexpr char kKeyMark = '\1';  // in no query: control characters are blanks

std::string folded_wildcard(std::string_view text, const Fold& fold) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("*?"), text.size());
    if (end > 0) out += fold(text.substr(0, end));
    if (end < text.size()) out += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Behind what starts with a backslash or "(?" at `at`, which keeps its letters as they are.
std::size_t end_of_operator(std::string_view text, std::size_t at) {
  if (text[at] == '(') {
    return std::min(text.find_first_of(":)>=!", at + 1), text.size());
  }
  if (at + 1 >= text.size()) return text.size();
  const char name = text[at + 1];
  std::size_t end = at + 1 + decode_utf8(text, at + 1).size;
  if (name != 'p' && name != 'P' && name != 'x') return end;
  if (end < text.size() && text[end] == '{') return std::min(text.find('}', end), text.size());
  if (name != 'x' && end < text.size()) end += decode_utf8(text, end).size;
  return end;
}

std::string folded_regex(std::string_view text, const Fold& fold) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' || text.substr(at).starts_with("(?")) {
      const std::size_t end = end_of_operator(text, at);
      out += text.substr(at, end - at);
      at = end;
      continue;
    }
    const CodePoint next = decode_utf8(text, at);
    const std::string_view character = text.substr(at, next.size);
    out += is_capital(text[at]) || next.value >= 0x80 ? fold(character) : std::string(character);
    at += next.size;
  }
  return out;
}

}  // namespace

std::string to_string(const WordPattern& pattern) {
  switch (pattern.kind) {
    case WordPattern::Kind::wildcard: return pattern.text;
    case WordPattern::Kind::fuzzy: return pattern.text + '~' + std::to_string(pattern.edits);
    case WordPattern::Kind::regex: return '/' + pattern.text + '/';
  }
  return pattern.text;
}

WordPattern folded(const WordPattern& pattern, const Fold& fold) {
  WordPattern result = pattern;
  switch (pattern.kind) {
    case WordPattern::Kind::wildcard: result.text = folded_wildcard(pattern.text, fold); break;
    case WordPattern::Kind::fuzzy: result.text = fold(pattern.text); break;
    case WordPattern::Kind::regex: result.text = folded_regex(pattern.text, fold); break;
  }
  return result;
}

std::string key_of(const WordPattern& pattern) {
  std::string key(1, kKeyMark);
  key += static_cast<char>('0' + static_cast<int>(pattern.kind));
  key += static_cast<char>('0' + pattern.edits);
  return key += pattern.text;
}

std::optional<WordPattern> pattern_of_key(std::string_view key) {
  constexpr std::size_t kHead = 3;
  if (key.size() <= kHead || key[0] != kKeyMark) return std::nullopt;
  const int kind = key[1] - '0', edits = key[2] - '0';
  if (kind < 0 || kind > static_cast<int>(WordPattern::Kind::regex)) return std::nullopt;
  if (edits < 0 || edits > WordPattern::kMostEdits) return std::nullopt;
  return WordPattern{static_cast<WordPattern::Kind>(kind), std::string(key.substr(kHead)),
                     static_cast<std::uint8_t>(edits)};
}

}  // namespace newsidx::query
