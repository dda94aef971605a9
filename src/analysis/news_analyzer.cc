#include "analysis/news_analyzer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/segmenter_ascii.h"
#include "analysis/shouting.h"
#include "analysis/token_run_scanner.h"
#include "analysis/unicode.h"

namespace newsidx::analysis {
namespace {

// Bits of a cache context above those of the language.
constexpr std::uint8_t kShouted = 0x20;
constexpr std::uint8_t kKnownWords = 0x40;  // the piece is one compound, or a unit with the next

// A token run (text without a blank or most punctuation) longer than this is analysed in parts, so
// that a gigabyte without a blank needs no gigabytes of UTF-16. Words may be cut there.
constexpr std::size_t kMaxPieceBytes = std::size_t{64} << 10;

// The end of the first part of text[begin, end).
std::size_t piece_end(std::string_view text, std::size_t begin, std::size_t end) {
  if (end - begin <= kMaxPieceBytes) return end;
  constexpr std::size_t kMaxCodePointBytes = 4;
  const std::size_t cut = begin + cut_to(text.substr(begin), kMaxPieceBytes).size();
  const std::size_t hard = begin + kMaxPieceBytes;
  return hard - cut < kMaxCodePointBytes ? cut : hard;  // nothing but continuation bytes: not UTF-8
}

// Offsets are 32 bits wide; what lies beyond them is not analysed.
std::string_view addressable(std::string_view text) { return text.substr(0, UINT32_MAX); }

}  // namespace

std::uint8_t NewsAnalyzer::Line::context() const noexcept {
  return static_cast<std::uint8_t>(language | (is_shouted ? kShouted : 0));
}

void NewsAnalyzer::Line::start(const TextLines::Line& line) {
  look_to(SentenceFinder::kNone);  // a sentence whose first word is in the next line
  if (next_sentence != SentenceFinder::kNone) pending = std::max(pending, Boundary::sentence);
  pending = std::max(pending, line.begins);
  sentences = SentenceFinder(text, line.bytes.begin, line.bytes.end);
  next_sentence = SentenceFinder::kNone;
  limit = line.bytes.begin;
  next_boundary = pending == Boundary::none ? next_sentence : 0;
}

void NewsAnalyzer::Line::look_to(std::size_t end) {
  limit = std::max(limit, end);
  if (next_sentence != SentenceFinder::kNone) return;
  next_sentence = sentences.next(limit);
  if (pending == Boundary::none) next_boundary = next_sentence;
}

Boundary NewsAnalyzer::Line::pass_boundary(std::size_t begin) {
  Boundary passed = std::exchange(pending, Boundary::none);
  for (; next_sentence <= begin; next_sentence = sentences.next(limit)) {
    passed = std::max(passed, Boundary::sentence);
  }
  next_boundary = next_sentence;
  return passed;
}

NewsAnalyzer::NewsAnalyzer(IcuSegmenter icu, const Limits& limits, LanguageId default_language)
    : icu_(std::move(icu)),
      compounds_(default_language),
      table_(limits.words),
      cache_(limits.runs) {}

Result<NewsAnalyzer> NewsAnalyzer::open(const Limits& limits, LanguageId default_language) {
  auto icu = IcuSegmenter::open();
  if (!icu) return fail(std::move(icu).error());
  return NewsAnalyzer(std::move(icu).value(), limits, default_language);
}

template <class AnalyzeLine>
std::uint32_t NewsAnalyzer::analyze_lines(std::string_view text, LanguageId language,
                                          TokenSink& sink, AnalyzeLine analyze_line) {
  std::string buffer;
  Line line{
      .text = with_newlines(addressable(text), buffer),
      .sink = sink,
      .language = language,
      .blanks_group_digits = has_rule(language, LanguageRule::groups_digits_by_blank),
      .sentences = SentenceFinder({}, 0, 0),
  };
  TextLines lines(line.text);
  std::uint32_t last_position = 0;  // behind the last gap
  for (TextLines::Line next; lines.next(next);) {
    if (next.begins != Boundary::none && line.position > last_position) {
      last_position = ++line.position;
      sink.accept_gap();
    }
    line.start(next);
    find_shouting(next.bytes.of(line.text), shouting_);
    if (!analyze_line(line, next.bytes.begin, next.bytes.end)) break;
  }
  return line.position;
}

std::uint32_t NewsAnalyzer::analyze(std::string_view text, LanguageId language, TokenSink& sink) {
  return analyze_lines(text, language, sink,
                       [this](Line& line, std::size_t begin, std::size_t end) {
                         return analyze_line(line, begin, end);
                       });
}

std::uint32_t NewsAnalyzer::analyze_by_rules(std::string_view text, LanguageId language,
                                             TokenSink& sink) {
  return analyze_lines(text, language, sink,
                       [this](Line& line, std::size_t begin, std::size_t end) {
                         analyze_line_by_rules(line, begin, end);
                         return line.sink.wants_more();
                       });
}

void NewsAnalyzer::analyze_line_by_rules(Line& line, std::size_t begin, std::size_t end) {
  const std::string_view piece = line.text.substr(begin, end - begin);
  line.look_to(end);
  segments_.clear();
  icu_.segment(piece, segments_);
  form_words(piece, segments_, line.blanks_group_digits, words_);
  auto stretch = shouting_.begin();
  for (std::size_t first = 0; first < words_.size();) {
    const std::uint32_t at = words_[first].span.begin;
    while (stretch != shouting_.end() && stretch->end <= at) ++stretch;
    line.is_shouted = stretch != shouting_.end() && stretch->begin <= at;
    const std::size_t past = compound_end(words_, first);
    pending_.clear();
    const std::span<const Word> rest = std::span(words_).subspan(first);
    const std::uint32_t positions =
        words_[first].is_unit ? compounds_.add_unit(piece, rest, line.language, 0, pending_)
                              : compounds_.add(piece, rest.first(past - first), line.language,
                                               line.is_shouted, 0, pending_);
    emit_pending(line, begin, positions);
    first = past;
  }
}

void NewsAnalyzer::find_words(std::string_view text, bool blanks_group_digits,
                              std::vector<Word>& words) {
  segment(text);
  form_words(text, segments_, blanks_group_digits, words);
}

inline void NewsAnalyzer::emit(Line& line, std::size_t begin,
                               const TokenRunCache::Entry& entry) const {
  entry.is_lone_word() ? emit_lone(line, begin, entry) : emit_several(line, begin, entry);
}

// Nearly all tokens come by here.
inline void NewsAnalyzer::emit_lone(Line& line, std::size_t begin,
                                    const TokenRunCache::Entry& entry) {
  line.sink.accept({.term = entry.lone_term(),
                    .surface = entry.lone_surface(),
                    .is_stop_word = entry.lone_is_stop_word(),
                    .is_shouted = line.is_shouted,
                    .begins = line.boundary_at(begin),
                    .position = line.position,
                    .begin = static_cast<std::uint32_t>(begin),
                    .end = static_cast<std::uint32_t>(begin + entry.size()),
                    .word = entry.lone_word()});
  ++line.position;
}

// In batches: the entries of some token runs are asked for from memory before the first is needed.
// One by one, most of the time would go into waiting for them.
bool NewsAnalyzer::analyze_line(Line& line, std::size_t begin, std::size_t end) {
  auto stretch = shouting_.begin();
  const auto is_shouted = [&](Span run) {
    while (stretch != shouting_.end() && begin + stretch->end <= run.begin) ++stretch;
    return stretch != shouting_.end() && begin + stretch->begin <= run.begin;
  };
  const bool may_shout = !shouting_.empty();
  const auto wants_more = [&line] { return line.sink.wants_more(); };
  line.is_shouted = false;
  const std::uint8_t calm = line.context();
  TokenRunScanner scanner(line.text, begin, end, line.blanks_group_digits);
  for (std::size_t count = kBatch; count == kBatch;) {
    if (!line.sink.wants_more()) return false;
    Span run;  // in a register: read back from the batch at once, it would have to wait
    for (count = 0; count < kBatch && scanner.next(run, wants_more); ++count) {
      runs_[count] = run;
      const auto context =
          static_cast<std::uint8_t>(may_shout && is_shouted(run) ? calm | kShouted : calm);
      keys_[count].context = context;
      if (run.end - run.begin > TokenRunCache::kMaxRunBytes) continue;
      keys_[count] = TokenRunCache::key_of(line.text, run.begin, run.end, context);
      cache_.prefetch(keys_[count]);
    }
    if (count > 0) line.look_to(runs_[count - 1].end);
    for (std::size_t at = 0; at < count; ++at) {
      if (may_shout) line.is_shouted = (keys_[at].context & kShouted) != 0;
      analyze_run(line, runs_[at], keys_[at]);
    }
  }
  return true;
}

void NewsAnalyzer::analyze_run(Line& line, Span run, const TokenRunCache::Key& key) {
  if (run.end - run.begin > TokenRunCache::kMaxRunBytes) {
    analyze_long_run(line, run);
  } else if (const TokenRunCache::Entry* const entry = cache_.find(key, line.text, run.begin)) {
    emit(line, run.begin, *entry);
  } else {
    analyze_new_run(line, run, key);
  }
}

void NewsAnalyzer::analyze_new_run(Line& line, Span run, const TokenRunCache::Key& key) {
  const std::string_view piece = run.of(line.text);
  find_words(piece, line.blanks_group_digits, words_);
  if (std::ranges::any_of(words_, &Word::is_unit)) {
    analyze_words(line, run.begin, piece);
    return;
  }
  pending_.clear();
  const std::uint32_t positions =
      compounds_.add(piece, words_, line.language, line.is_shouted, 0, pending_);
  remember(key, piece, 0, positions);
  emit_pending(line, run.begin, positions);
}

void NewsAnalyzer::analyze_long_run(Line& line, Span run) {
  for (std::size_t begin = run.begin; begin < run.end && line.sink.wants_more();) {
    const std::size_t end = piece_end(line.text, begin, run.end);
    const std::string_view piece = line.text.substr(begin, end - begin);
    line.look_to(end);
    find_words(piece, line.blanks_group_digits, words_);
    analyze_words(line, begin, piece);
    begin = end;
  }
}

// Compound by compound, unit by unit: a sentence of Chinese, say, is seen once, but its words are
// not.
void NewsAnalyzer::analyze_words(Line& line, std::size_t run_begin, std::string_view run) {
  for (std::size_t first = 0; first < words_.size();) {
    const std::size_t past = compound_end(words_, first);
    const bool with_next = words_[first].is_unit && words_[first].join == Join::unit;
    analyze_compound(line, run_begin, run,
                     std::span(words_).subspan(first, past - first + (with_next ? 1 : 0)));
    first = past;
  }
}

void NewsAnalyzer::analyze_compound(Line& line, std::size_t run_begin, std::string_view run,
                                    std::span<const Word> words) {
  const Span span{words.front().span.begin, words.back().span.end};
  const std::string_view piece = span.of(run);
  TokenRunCache::Key key;
  if (piece.size() <= TokenRunCache::kMaxRunBytes) {
    key = TokenRunCache::key_of(run, span.begin, span.end, line.context() | kKnownWords);
    if (const TokenRunCache::Entry* const entry = cache_.find(key, run, span.begin)) {
      emit(line, run_begin + span.begin, *entry);
      return;
    }
  }
  pending_.clear();
  const std::uint32_t positions =
      words.front().is_unit
          ? compounds_.add_unit(run, words, line.language, 0, pending_)
          : compounds_.add(run, words, line.language, line.is_shouted, 0, pending_);
  if (key.size != 0) remember(key, piece, span.begin, positions);
  emit_pending(line, run_begin, positions);
}

void NewsAnalyzer::segment(std::string_view text) {
  segments_.clear();
  if (!segment_ascii(text, segments_)) icu_.segment(text, segments_);
}

// Numbers the tokens' words, and keeps them in the cache if all have numbers. Their offsets count
// from `origin` bytes before the piece.
void NewsAnalyzer::remember(const TokenRunCache::Key& key, std::string_view piece,
                            std::uint32_t origin, std::uint32_t positions) {
  cached_.clear();
  bool complete = true;
  for (PendingToken& token : pending_) {
    token.word = table_.intern(token.term, token.surface, token.kind, token.is_stop_word);
    complete = complete && token.word != Token::kNoWord;
    cached_.push_back({.word = token.word,
                       .position = static_cast<std::uint8_t>(token.position),
                       .span = token.span,
                       .begin = static_cast<std::uint8_t>(token.bytes.begin - origin),
                       .end = static_cast<std::uint8_t>(token.bytes.end - origin)});
  }
  if (complete) cache_.insert(key, piece, cached_, positions, table_);
}

void NewsAnalyzer::emit_several(Line& line, std::size_t begin,
                                const TokenRunCache::Entry& entry) const {
  for (const CachedToken& cached : cache_.tokens(entry)) {
    const WordTable::Word& word = table_[cached.word];
    const std::size_t token_begin = begin + cached.begin;
    line.sink.accept({.term = word.term(),
                      .surface = word.surface(),
                      .kind = word.kind,
                      .is_stop_word = word.is_stop_word,
                      .is_shouted = line.is_shouted,
                      .begins = line.boundary_at(token_begin),
                      .span = cached.span,
                      .position = line.position + cached.position,
                      .begin = static_cast<std::uint32_t>(token_begin),
                      .end = static_cast<std::uint32_t>(begin + cached.end),
                      .word = cached.word});
  }
  line.position += entry.several_positions();
}

void NewsAnalyzer::emit_pending(Line& line, std::size_t begin, std::uint32_t positions) const {
  for (const PendingToken& token : pending_) {
    line.sink.accept({.term = token.term,
                      .surface = token.surface,
                      .kind = token.kind,
                      .is_stop_word = token.is_stop_word,
                      .is_shouted = line.is_shouted,
                      .begins = line.boundary_at(begin + token.bytes.begin),
                      .span = token.span,
                      .position = line.position + token.position,
                      .begin = static_cast<std::uint32_t>(begin + token.bytes.begin),
                      .end = static_cast<std::uint32_t>(begin + token.bytes.end),
                      .word = token.word});
  }
  line.position += positions;
}

}  // namespace newsidx::analysis
