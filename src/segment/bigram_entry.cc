// frequent words := term:prefixed* checksum:u32     (ascending)

#include "segment/bigram_entry.h"

#include <algorithm>

#include "base/bytes.h"
#include "segment/checksum.h"
#include "segment/field.h"
#include "storage/keys.h"

namespace newsidx::segment {

std::string frequent_words_key(std::uint32_t segment) {
  return storage::term_page_key(segment, number_of(Field::bigram), storage::kTermIndexPage, 1);
}

void append_frequent_words(std::string& out, std::span<const std::string> words) {
  const std::size_t begin = out.size();
  for (const std::string& word : words) append_prefixed(out, word);
  append_checksum(out, begin);
}

Result<std::vector<std::string_view>> parse_frequent_words(std::string_view value) {
  const auto body = without_checksum(value);
  if (!body) return fail(ErrorCode::corruption, "frequent words are broken");
  std::vector<std::string_view> words;
  ByteReader in(*body);
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
