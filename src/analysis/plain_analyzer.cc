#include "analysis/plain_analyzer.h"

#include <unicode/uchar.h>

#include <array>

#include "analysis/ascii_run.h"
#include "analysis/term_normalizer.h"
#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

enum class Byte : std::uint8_t { separator, run, not_ascii };

constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> table{};
  for (std::size_t byte = '0'; byte <= '9'; ++byte) table[byte] = Byte::run;
  for (std::size_t byte = 'a'; byte <= 'z'; ++byte) table[byte] = Byte::run;
  for (std::size_t byte = 'A'; byte <= 'Z'; ++byte) table[byte] = Byte::run;
  for (std::size_t byte = 0x80; byte <= 0xff; ++byte) table[byte] = Byte::not_ascii;
  return table;
}();

Byte byte_at(std::string_view text, std::size_t at) {
  return kBytes[static_cast<unsigned char>(text[at])];
}

bool belongs_to_run(const CodePoint& point) {
  const CharKind kind = kind_of(point.value);
  return point.well_formed && (is_letter_or_digit(kind) || kind == CharKind::mark);
}

// The first place at or after `at` where a run starts.
std::size_t run_begin(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const Byte byte = byte_at(text, at);
    if (byte == Byte::run) break;
    if (byte == Byte::separator) {
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    if (belongs_to_run(point)) break;
    at += point.size;
  }
  return at;
}

std::size_t run_end(std::string_view text, std::size_t at) {
  while (true) {
    at = ascii_run_end(text, at);
    if (at == text.size() || byte_at(text, at) == Byte::separator) return at;
    const CodePoint point = decode_utf8(text, at);
    if (!belongs_to_run(point)) return at;
    at += point.size;
  }
}

}  // namespace

std::string lower_case_plain(std::string_view text) {
  std::string lower;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    append_utf8(lower, static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))));
    at += point.size;
  }
  return lower;
}

void PlainAnalyzer::analyze_run(std::string_view text, Span run, const TokenRunCache::Key& key,
                                Token& token, TokenSink& sink) {
  token.begin = run.begin;
  token.end = run.end;
  if (key.size != 0) {
    if (const TokenRunCache::Entry* const entry = cache_.find(key, text, run.begin)) {
      token.word = entry->lone_word();
      token.term = entry->lone_term();
      token.surface = entry->lone_surface();
      sink.accept(token);
      return;
    }
  }
  // A little more than fits is lower-cased, as that can change a code point's size.
  const std::string lower = lower_case_plain(cut_to(run.of(text), 4 * kMaxTermBytes));
  token.term = token.surface = cut_to(lower, kMaxTermBytes);
  token.word = Token::kNoWord;
  if (key.size != 0) {
    token.word = table_.intern(token.term, token.surface, TermKind::word);
    const CachedToken cached{.word = token.word, .end = key.size};
    if (token.word != Token::kNoWord) cache_.insert(key, run.of(text), {&cached, 1}, 1, table_);
  }
  sink.accept(token);
}

std::uint32_t PlainAnalyzer::analyze(std::string_view text, TokenSink& sink) {
  constexpr std::size_t kBatch = 32;  // see NewsAnalyzer::analyze_line()
  text = text.substr(0, UINT32_MAX);  // offsets are 32 bits wide
  std::array<Span, kBatch> runs;
  std::array<TokenRunCache::Key, kBatch> keys;
  Token token;
  for (std::size_t at = run_begin(text, 0); at < text.size() && sink.wants_more();) {
    std::size_t count = 0;
    for (; count < kBatch && at < text.size(); ++count) {
      const std::size_t end = run_end(text, at);
      runs[count] = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
      keys[count] = {};
      if (end - at <= TokenRunCache::kMaxRunBytes) {
        keys[count] = TokenRunCache::key_of(text, at, end, 0);
        cache_.prefetch(keys[count]);
      }
      at = run_begin(text, end);
    }
    for (std::size_t next = 0; next < count; ++next, ++token.position) {
      analyze_run(text, runs[next], keys[next], token, sink);
    }
  }
  return token.position;
}

}  // namespace newsidx::analysis
