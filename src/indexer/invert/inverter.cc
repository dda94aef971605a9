#include "indexer/invert/inverter.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <unordered_map>
#include <utility>

#include "analysis/keyword_words.h"
#include "analysis/letter_case.h"
#include "base/assert.h"
#include "base/bytes.h"
#include "codec/position_block.h"
#include "segment/field.h"
#include "segment/keyword_term.h"
#include "segment/timestamp_column.h"

namespace newsidx::indexer {

using analysis::Boundary;
using analysis::TermKind;
using analysis::Token;
using segment::Field;

namespace {

// So many are walked in less time than a document takes.
constexpr std::size_t kMaxSparseTerms = 1u << 16;
constexpr std::size_t kFewForms = 16;
constexpr std::uint32_t kLetterCases = kLetterCaseCount;  // forms are numbers of keys times these

}  // namespace

Inverter::Inverter(analysis::Analyzer analyzer, analysis::AnalyzerOptions options,
                   const Limits& limits, std::stop_token stop)
    : analyzer_(std::move(analyzer)),
      options_(std::move(options)),
      limits_(limits),
      stop_(std::move(stop)),
      is_vocabulary_full_(terms_.memory_bytes() > limits.vocabulary_bytes) {}

std::uint32_t Inverter::intern(Field field, std::string_view term) {
  const std::size_t known = terms_.size();
  const std::uint32_t number = terms_.intern(field, term);
  if (number == known) is_vocabulary_full_ = terms_.memory_bytes() > limits_.vocabulary_bytes;
  return number;
}

DocumentStats Inverter::add(std::uint32_t document, const Article& article, std::string& language) {
  if (document_starts_.empty()) first_document_ = document;
  NEWSIDX_CHECK(document == first_document_ + document_starts_.size());
  document_starts_.push_back(log_terms_.size());
  ids_.emplace_back(storage::bounded_key_text(article.id), document);
  language = analyzer_.resolved_language(article.lang);

  DocumentStats row;
  row.published = segment::column_time(article.published);
  in_title_ = true;
  position_offset_ = 0;
  row.title_positions = analyze(article.title, article.lang, row.title_length);
  in_title_ = false;
  // One position between title and body stays empty, so that no phrase runs from one to the other.
  position_offset_ = row.title_positions == 0 ? 0 : row.title_positions + 1;
  row.body_positions = analyze(article.body, article.lang, row.body_length);
  add_keywords(article);
  return row;
}

std::uint32_t Inverter::analyze(const std::string& text, const std::string& language,
                                std::uint32_t& length) {
  text_ = text;
  stop_words_ = gaps_ = 0;
  is_behind_gap_ = false;
  const std::uint32_t positions = analyzer_.analyze(text, language, *this);
  // A text of nothing but stop words has words all the same: only one without any has no length.
  const std::uint32_t words = positions - gaps_;
  length = words > stop_words_ ? words - stop_words_ : std::min(words, 1u);
  return positions;
}

void Inverter::accept(const Token& token) {
  if (token.is_stop_word) ++stop_words_;
  const std::uint32_t position = token.position + position_offset_;
  if (position > codec::kMaxPosition) return;  // a thousand million words into one article
  const bool caps = token.kind == TermKind::caps;
  if (is_full() && !caps) end_run();  // capitals stay with the word that they belong to
  if (token.begins != Boundary::none) log_boundary(token.begins, position);
  is_behind_gap_ = false;
  Word uncached;
  if (token.word != Token::kNoWord && token.word >= words_.size()) words_.resize(token.word + 1);
  Word& word = token.word == Token::kNoWord ? uncached : words_[token.word];
  const std::uint32_t place = position * codec::kMaxSpan + token.span - 1;
  if (word.text == kNone) {
    word.text = intern(caps ? Field::text_caps : Field::text, token.term);
  }
  std::uint32_t form = 0;
  if (!caps) {
    if (word.tokens++ == 0) note_word(word, token);
    const std::string_view written = text_.substr(token.begin, token.end - token.begin);
    const LetterCase letter_case =
        written == token.surface ? word.surface_case : analysis::letter_case(written);
    form = word.surface * kLetterCases + static_cast<std::uint32_t>(letter_case);
  }
  log(word.text, place, form);
  if (in_title_) {
    if (word.title == kNone) {
      word.title = intern(caps ? Field::title_caps : Field::title, token.term);
    }
    log(word.title, place);
  }
  if (caps) {
    note_capitals(token);
  } else {
    if (!token.is_shouted) ++word.occurrences;
    last_word_ = token.word == Token::kNoWord ? kNone : token.word;
    last_surface_ = word.surface;
    last_surface_size_ = token.surface.size();
    if (last_word_ == kNone) add_to_surface(word);
  }
}

void Inverter::log(std::uint32_t term, std::uint32_t where, std::uint32_t form) {
  log_terms_.push_back(term);
  log_places_.push_back(where);
  log_forms_.push_back(form);
}

void Inverter::log_boundary(Boundary begins, std::uint32_t position) {
  if (position == 0) return;  // a document begins there
  const bool is_paragraph = begins == Boundary::paragraph;
  std::uint32_t& term = is_paragraph ? paragraph_ : is_behind_gap_ ? line_ : sentence_;
  if (term == kNone) {
    term = intern(Field::boundary, is_paragraph     ? segment::kParagraphTerm
                                   : is_behind_gap_ ? segment::kLineTerm
                                                    : segment::kSentenceTerm);
  }
  log(term, position * codec::kMaxSpan);
}

// A word that is met for the first time in this run.
void Inverter::note_word(Word& word, const Token& token) {
  if (word.surface == kNone && token.surface == token.term) {
    word.surface = word.text;  // goes with the list
  } else if (word.surface == kNone) {
    std::string key(token.surface);
    key.push_back('\0');
    key += token.term;
    word.surface = intern(Field::surface, key);
  }
  word.surface_case = analysis::letter_case(token.surface);
  if (token.word != Token::kNoWord) words_of_run_.push_back(token.word);
}

// The token before is the same word; of a plural ("MPs"), it is longer than what is in capitals.
void Inverter::note_capitals(const Token& token) {
  const bool is_whole = token.surface.size() == last_surface_size_;
  if (!is_whole || token.is_shouted || last_surface_ == kNone) return;
  ++(last_word_ == kNone ? surfaces_[last_surface_].capitals : words_[last_word_].capitals);
}

void Inverter::add_to_surface(const Word& word) {
  if (word.surface >= surfaces_.size()) surfaces_.resize(word.surface + 1);
  Surface& surface = surfaces_[word.surface];
  surface.tokens += word.tokens;
  surface.occurrences += word.occurrences;
  surface.capitals += word.capitals;
}

// What the words of the run have counted.
void Inverter::close_words() {
  for (const std::uint32_t number : words_of_run_) {
    Word& word = words_[number];
    add_to_surface(word);
    word.tokens = word.occurrences = word.capitals = 0;
  }
  words_of_run_.clear();
}

void Inverter::add_keywords(const Article& article) {
  if (!article.source.empty()) add_keyword("source", article.source);
  if (!article.lang.empty()) add_keyword("lang", article.lang);
  for (const auto& [name, value] : article.keywords) add_keyword(name, value);
  if (!article.url.empty()) add_url(analysis::fold(options_, article.url));
}

void Inverter::add_keyword(std::string_view name, std::string_view value) {
  const std::string folded_name = analysis::fold(options_, name);
  const std::string folded = analysis::fold(options_, value);
  log_keyword(segment::keyword_term(folded_name, folded));
  for (const std::string& word : analysis::keyword_words(folded)) {
    log_keyword(segment::keyword_word_term(folded_name, word));
  }
}

void Inverter::add_url(std::string_view folded) {
  const std::string_view bare = analysis::bare_url(folded);
  const std::vector<std::string> hosts = analysis::hosts_of_url(folded);
  for (const std::string& host : hosts) log_keyword(segment::keyword_word_term("url", host));
  const bool is_host = !hosts.empty() && hosts[0] == bare;
  if (!is_host && !bare.empty()) log_keyword(segment::whole_url_term(bare));
}

void Inverter::log_keyword(const std::string& term) {
  if (is_full()) end_run();
  log(intern(Field::keyword, term), 0);
}

std::vector<Run> Inverter::finish() {
  if (!document_starts_.empty()) end_run();
  document_starts_.clear();
  return std::exchange(runs_, {});
}

// Counting sort of the log by term; documents stay in order within a term.
void Inverter::sort_log() {
  counts_.assign(terms_.size() + 1, 0);
  for (const std::uint32_t term : log_terms_) ++counts_[term + 1];
  for (std::size_t i = 1; i < counts_.size(); ++i) counts_[i] += counts_[i - 1];
  sorted_log_.resize(log_terms_.size());
  sorted_forms_.resize(log_terms_.size());
  std::vector<std::uint32_t> ends(counts_.begin(), counts_.end() - 1);
  for (std::size_t index = 0; index < document_starts_.size(); ++index) {
    const std::size_t end =
        index + 1 < document_starts_.size() ? document_starts_[index + 1] : log_terms_.size();
    for (std::size_t at = document_starts_[index]; at < end; ++at) {
      const std::uint32_t to = ends[log_terms_[at]]++;
      sorted_log_[to] = static_cast<std::uint64_t>(index) << 32 | log_places_[at];
      sorted_forms_[to] = log_forms_[at];
    }
  }
}

// What is logged becomes a run. The last document may go on: it is the first one of the next run.
void Inverter::end_run() {
  Run& run = runs_.emplace_back();
  run.first_document = first_document_;
  run.document_count = static_cast<std::uint32_t>(document_starts_.size());
  run.ids = std::move(ids_);
  std::sort(run.ids.begin(), run.ids.end());
  sort_log();
  close_words();
  surfaces_.resize(terms_.size());

  std::string payload;
  for (const std::uint32_t term : terms_.sorted()) {
    const std::size_t begin = counts_[term];
    const std::size_t end = counts_[term + 1];
    const Surface& surface = surfaces_[term];
    if (begin == end && surface.tokens == 0) continue;
    payload.clear();
    if (terms_.field(term) == Field::text) append_varint(payload, surface.tokens > 0 ? 1 : 0);
    if (surface.tokens > 0) {
      append_varint(payload, surface.occurrences);
      append_varint(payload, surface.capitals);
      append_varint(payload, surface.tokens - surface.occurrences);
    }
    bool has_several_forms = false;
    if (terms_.field(term) == Field::text) {
      has_several_forms = append_forms(payload, term, begin, end);
    }
    if (begin != end) append_postings(payload, term, begin, end, has_several_forms);
    append_prefixed(run.bytes, terms_.key(term));
    append_prefixed(run.bytes, payload);
    ++run.record_count;
  }
  run.bytes.shrink_to_fit();

  log_terms_.clear();
  log_places_.clear();
  log_forms_.clear();
  first_document_ += run.document_count - 1;
  document_starts_.assign(1, 0);
  ids_.clear();
  surfaces_.clear();
  last_word_ = last_surface_ = kNone;
  // A run of few words would pay for all that were met before.
  const bool is_sparse = terms_.size() > kMaxSparseTerms && terms_.size() / 16 > run.record_count;
  if (is_vocabulary_full_ || is_sparse) {
    terms_ = {};
    is_vocabulary_full_ = terms_.memory_bytes() > limits_.vocabulary_bytes;
    words_.clear();
    paragraph_ = sentence_ = line_ = kNone;
  }
}

void Inverter::append_form(std::string& payload, std::uint32_t term, std::uint32_t form) const {
  const std::uint32_t surface = form / kLetterCases;
  const bool is_term = surface == term;
  payload.push_back(static_cast<char>(form % kLetterCases + (is_term ? kFormIsTerm : 0)));
  if (is_term) return;
  const std::string_view key = terms_.key(surface).substr(1);
  append_prefixed(payload, key.substr(0, key.find('\0')));
}

// The forms of a term of field text; where there are several, in the log they become numbers in the
// order of how many occurrences they have.
// @return whether there are
bool Inverter::append_forms(std::string& payload, std::uint32_t term, std::size_t begin,
                            std::size_t end) {
  const auto forms = std::span(sorted_forms_).subspan(begin, end - begin);
  if (std::ranges::all_of(forms, [&](std::uint32_t form) { return form == forms[0]; })) {
    append_varint(payload, forms.empty() ? 0 : 1);
    if (!forms.empty()) append_form(payload, term, forms[0]);
    return false;
  }
  forms_.clear();
  std::unordered_map<std::uint32_t, std::size_t> many;  // of a term with more than a few
  const auto index_of = [&](std::uint32_t form) {
    const auto few =
        forms_.begin() + static_cast<std::ptrdiff_t>(std::min(forms_.size(), kFewForms));
    const auto known =
        std::find_if(forms_.begin(), few, [=](const auto& f) { return f.first == form; });
    if (known != few) return static_cast<std::size_t>(known - forms_.begin());
    if (forms_.size() >= kFewForms) {
      const auto [at, is_new] = many.try_emplace(form, forms_.size());
      if (!is_new) return at->second;
    }
    forms_.emplace_back(form, 0);
    return forms_.size() - 1;
  };
  for (std::uint32_t& form : forms) {
    const std::size_t index = index_of(form);
    ++forms_[index].second;
    form = static_cast<std::uint32_t>(index);
  }
  std::vector<std::uint32_t> order(forms_.size()), ranks(forms_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(
      order, [&](std::uint32_t a, std::uint32_t b) { return forms_[a].second > forms_[b].second; });
  append_varint(payload, order.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
    ranks[order[rank]] = rank;
    append_form(payload, term, forms_[order[rank]].first);
  }
  for (std::uint32_t& form : forms) form = ranks[form];
  return true;
}

void Inverter::append_postings(std::string& payload, std::uint32_t term, std::size_t begin,
                               std::size_t end, bool has_several_forms) {
  const bool with_positions = terms_.field(term) != Field::keyword;
  const bool with_forms = terms_.field(term) == Field::text;
  std::uint32_t document_count = 0;
  for (std::size_t at = begin; at < end; ++at) {
    if (at == begin || sorted_log_[at] >> 32 != sorted_log_[at - 1] >> 32) ++document_count;
  }
  append_varint(payload, document_count);
  std::uint64_t document_before = 0;
  for (std::size_t at = begin; at < end;) {
    const std::uint64_t document = sorted_log_[at] >> 32;
    std::size_t next = at + 1;
    while (next < end && sorted_log_[next] >> 32 == document) ++next;
    append_varint(payload, document - document_before);
    document_before = document;
    if (with_positions) {
      const bool has_others = has_several_forms &&
                              std::any_of(sorted_forms_.begin() + static_cast<std::ptrdiff_t>(at),
                                          sorted_forms_.begin() + static_cast<std::ptrdiff_t>(next),
                                          [](std::uint32_t form) { return form != 0; });
      append_varint(payload, with_forms ? (next - at) * 2 + (has_others ? 1 : 0) : next - at);
      std::uint32_t before = 0;
      for (std::size_t i = at; i < next; ++i) {
        const auto place = static_cast<std::uint32_t>(sorted_log_[i]);
        append_varint(payload, place - before / codec::kMaxSpan * codec::kMaxSpan);
        before = place;
      }
      for (std::size_t i = at; has_others && i < next; ++i)
        append_varint(payload, sorted_forms_[i]);
    }
    at = next;
  }
}

}  // namespace newsidx::indexer
