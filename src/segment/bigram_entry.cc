// frequent words := term:prefixed*     (ascending)

#include "segment/bigram_entry.h"

#include "base/bytes.h"

namespace newsidx::segment {

void append_frequent_words(std::string& out, std::span<const std::string> words) {
  for (const std::string& word : words) append_prefixed(out, word);
}

Result<std::vector<std::string_view>> parse_frequent_words(std::string_view value) {
  std::vector<std::string_view> words;
  ByteReader in(value);
  bool ascends = true;
  while (in.ok() && !in.at_end()) {
    const std::string_view word = in.prefixed();
    ascends = ascends && (words.empty() || words.back() < word);
    words.push_back(word);
  }
  if (!in.ok() || !ascends || words.empty()) {
    return fail(ErrorCode::corruption, "frequent words are broken");
  }
  return words;
}

std::string pair_term(std::string_view first, std::string_view second) {
  std::string term;
  term.reserve(first.size() + 1 + second.size());
  term += first;
  term += '\0';
  term += second;
  return term;
}

}  // namespace newsidx::segment
