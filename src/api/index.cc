#include <newsidx/index.h>

#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <utility>

#include "api/search_request.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "present/highlighter.h"
#include "search/collector/matching_docs.h"
#include "search/collector/several.h"
#include "search/collector/top_docs.h"
#include "search/collector/total_hits.h"
#include "search/highlight_terms.h"
#include "search/searcher.h"
#include "segment/check.h"
#include "segment/field.h"

namespace newsidx {

Index::Index(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<Index::State::Found> Index::State::find(analysis::QueryAnalyzer& analyzer,
                                               std::string_view text, const SearchOptions& options,
                                               const CancellationToken& cancellation,
                                               query::Plan& plan, MatchCounts* counts) const {
  Found found;
  auto made = this->plan(analyzer, text, options, cancellation);
  if (!made) {
    found.is_partial = cancellation.timed_out(made.error());
    if (found.is_partial) return found;
    return fail(std::move(made).error());
  }
  plan = *std::move(made);
  NEWSIDX_ASSIGN_OR_RETURN(const query::SortOrder order, order_of(analyzer, plan, options));
  found.sort = order.name;
  search::MatchCollector* beside = nullptr;
  if (counts != nullptr) {
    const Status status = counts->prepare(analyzer, *lists, cancellation);
    found.is_partial = !status && cancellation.timed_out(status.error());
    if (found.is_partial) return found;
    if (!status) return fail(status.error());
    beside = &counts->collector();
  }
  if (options.collapse || order.by != query::SortOrder::By::score) {
    NEWSIDX_RETURN_IF_ERROR(options.collapse
                                ? find_collapsed(plan, order, options, cancellation, beside, found)
                                : find_sorted(plan, order, options, cancellation, beside, found));
    if (beside != nullptr && !found.is_partial) NEWSIDX_RETURN_IF_ERROR(counts->finish());
    return found;
  }
  const auto searcher = this->searcher(options);
  search::TopDocs top(wanted(options));
  search::TotalHits hits;
  search::MatchCollector* matches = options.count_total ? &hits : nullptr;
  search::Several both;
  if (beside != nullptr) {
    both.add(matches);
    both.add(beside);
    matches = &both;
  }
  const Status status =
      searcher->search(plan, {&top, matches}, cancellation, {options.algorithm, parallel(options)});
  // Who was late answers with what was found.
  if (!status && !cancellation.timed_out(status.error())) return fail(status.error());
  found.ranked = searcher->ranked(plan, top);
  cut(options, found);
  found.document_count = searcher->weights().statistics().document_count;
  if (options.count_total && !cancellation.timed_out()) found.total = hits.count();
  found.is_partial = cancellation.timed_out();
  if (beside != nullptr && !found.is_partial) NEWSIDX_RETURN_IF_ERROR(counts->finish());
  return found;
}

Status Index::State::tell_of_words(analysis::QueryAnalyzer& analyzer, std::string_view query,
                                   const query::Plan& plan, const SearchOptions& options,
                                   const CancellationToken& cancellation, Answer& answer) const {
  if (options.suggest) {
    NEWSIDX_ASSIGN_OR_RETURN(answer.suggestion, suggestion(query, plan, cancellation));
  }
  if (options.count_all_words) {
    NEWSIDX_ASSIGN_OR_RETURN(answer.total_all_words,
                             count_all_words(analyzer, query, options, cancellation));
  }
  return {};
}

void Index::State::set_place(const search::RankedDoc& ranked, Hit& hit) const {
  hit.score = ranked.score;
  hit.document = first_documents[ranked.segment] + ranked.doc;
  hit.ref = ref_of(ranked);
  hit.index = index_of(*readers[ranked.segment]);
}

void Index::State::tell_reading(query::Plan& plan, Answer& answer) {
  answer.warnings = std::move(plan.remarks.warnings);
  answer.notes = std::move(plan.remarks.notes);
  for (auto& [field, text] : plan.filters) {
    answer.filters.push_back({std::move(field), std::move(text)});
  }
  for (auto& [written, word_count, is_counted, terms, are_synonyms] : plan.expanded) {
    const auto searched = static_cast<std::uint32_t>(terms.size());
    answer.expanded.push_back({std::move(written), word_count, is_counted, searched,
                               are_synonyms ? std::move(terms) : std::vector<std::string>()});
  }
  answer.time_zone = std::move(plan.time_zone);
}

namespace {

void fill_in(Hit& hit, const Article& article, present::Highlighter* highlighter,
             const SearchOptions& options) {
  hit.id = article.id;
  hit.published = article.published;
  hit.source = article.source;
  hit.url = article.url;
  if (highlighter == nullptr) {
    hit.title = present::unmarked_title(article.title);
    return;
  }
  auto title = highlighter->title(article.title, article.lang);
  auto passage = highlighter->passage(article.body, article.lang, options.snippet_chars);
  hit.snippet_partial = title.is_partial || passage.is_partial;
  hit.title = std::move(title);
  hit.snippet = std::move(passage);
}

// What is known of a hit without its article. A template: the types are private.
template <class State, class Found>
Status set_found(const State& state, const Found& found, std::size_t i, Hit& hit) {
  const search::RankedDoc& ranked = found.ranked[i];
  hit.rank = static_cast<std::uint32_t>(i + 1);
  state.set_place(ranked, hit);
  if (!found.sort_values.empty()) hit.sort_value = found.sort_values[i];
  if (found.copies.size() <= i) return {};
  hit.is_correction = found.are_corrections[i];
  for (const Stories::Member& copy : found.copies[i]) {
    NEWSIDX_ASSIGN_OR_RETURN(Article other, state.article({copy.segment, copy.document}));
    hit.copy_ids.push_back(std::move(other.id));
  }
  return {};
}

// What the time did not suffice for.
// @param left_out  articles that were found and are not shown
void add_warnings(bool search_was_cut, std::size_t left_out, Answer& answer) {
  const auto add = [&answer](const std::string& what) {
    answer.warnings.push_back({"the time was over: " + what, "more time"});
  };
  if (search_was_cut) add("better articles may be missing");
  if (left_out > 0) {
    add(std::to_string(left_out) +
        (left_out == 1 ? " article that was found is" : " articles that were found are") +
        " not shown");
  }
  const auto cut = std::ranges::count_if(answer.hits, &Hit::snippet_partial);
  if (cut > 0) {
    add((cut == 1 ? "a passage is" : std::to_string(cut) + " passages are") +
        " from a part of the article alone");
  }
}

}  // namespace

Result<Answer> Index::search(std::string_view query, const SearchOptions& options) const {
  const auto start = std::chrono::steady_clock::now();
  const CancellationToken cancellation = cancellation_of(options);
  NEWSIDX_ASSIGN_OR_RETURN(auto lease, state_->lease_analyzer(options));
  Answer answer;
  answer.query = query;
  query::Plan plan;
  std::optional<MatchCounts> counts;
  if (MatchCounts::are_asked_for(options)) counts.emplace(options);
  NEWSIDX_ASSIGN_OR_RETURN(State::Found found, state_->find(*lease, query, options, cancellation,
                                                            plan, counts ? &*counts : nullptr));
  State::tell_reading(plan, answer);
  answer.total = found.total;
  answer.stories = found.stories;
  if (!found.is_partial) {
    NEWSIDX_RETURN_IF_ERROR(
        state_->tell_of_words(*lease, query, plan, options, cancellation, answer));
  }
  if (!found.sort.empty()) answer.sort = found.sort;
  if (counts && !counts->move_to(answer)) {
    answer.warnings.push_back({"the time was over: the counts are missing", "more time"});
  }
  if (options.top_words > 0) {
    auto words = state_->top_words(lease->analyzer(), plan, found, options, cancellation);
    if (!words && !cancellation.timed_out(words.error())) return fail(words.error());
    if (words) answer.top_words = *std::move(words);
    if (!answer.top_words) {
      answer.warnings.push_back({"the time was over: the top words are missing", "more time"});
    }
  }
  std::optional<present::Highlighter> highlighter;
  if (options.snippets) {
    highlighter.emplace(lease->analyzer(), search::highlight_terms(plan.root, found.document_count),
                        &cancellation);
  }
  if (found.ranked.size() > options.offset) {
    answer.hits.reserve(found.ranked.size() - options.offset);
  }
  std::size_t left_out = 0;
  for (std::size_t i = options.offset; i < found.ranked.size(); ++i) {
    if (i > options.offset && cancellation.requested()) {
      if (!cancellation.timed_out()) return cancelled_error();
      left_out = found.ranked.size() - i;
      break;
    }
    const search::RankedDoc& ranked = found.ranked[i];
    Hit& hit = answer.hits.emplace_back();
    NEWSIDX_RETURN_IF_ERROR(set_found(*state_, found, i, hit));
    NEWSIDX_ASSIGN_OR_RETURN(const Article article,
                             state_->segments[ranked.segment]->documents().article(ranked.doc));
    fill_in(hit, article, highlighter ? &*highlighter : nullptr, options);
    if (cancellation.requested() && !cancellation.timed_out()) return cancelled_error();
  }
  answer.partial = found.is_partial || left_out > 0;
  add_warnings(found.is_partial, left_out, answer);
  answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return answer;
}

Result<Ranking> Index::rank(std::string_view query, const SearchOptions& options) const {
  const CancellationToken cancellation = cancellation_of(options);
  NEWSIDX_ASSIGN_OR_RETURN(auto lease, state_->lease_analyzer(options));
  query::Plan plan;
  NEWSIDX_ASSIGN_OR_RETURN(const State::Found found,
                           state_->find(*lease, query, options, cancellation, plan));
  Ranking ranking;
  ranking.total = found.total;
  ranking.stories = found.stories;
  ranking.partial = found.is_partial;
  if (found.ranked.size() <= options.offset) return ranking;
  ranking.places.reserve(found.ranked.size() - options.offset);
  for (std::size_t i = options.offset; i < found.ranked.size(); ++i) {
    const search::RankedDoc& ranked = found.ranked[i];
    ranking.places.push_back({state_->first_documents[ranked.segment] + ranked.doc,
                              state_->ref_of(ranked), ranked.score});
  }
  return ranking;
}

Status Index::State::find_matches(std::string_view query, const SearchOptions& options,
                                  search::MatchCollector& matches) const {
  const CancellationToken cancellation = cancellation_of(options);
  NEWSIDX_ASSIGN_OR_RETURN(auto lease, lease_analyzer(options));
  const auto found = [&]() -> Status {
    const Result<query::Plan> plan = this->plan(*lease, query, options, cancellation);
    if (!plan) return fail(plan.error());
    return searcher(options)->search(*plan, {.matches = &matches}, cancellation,
                                     {.parallel = parallel(options)});
  };
  Status status = found();
  if (!status && cancellation.timed_out(status.error())) {
    return fail(ErrorCode::timed_out, "the time was over before all articles were counted",
                "more time");
  }
  return status;
}

Result<std::uint64_t> Index::count(std::string_view query, const SearchOptions& options) const {
  search::TotalHits hits;
  NEWSIDX_RETURN_IF_ERROR(state_->find_matches(query, options, hits));
  return hits.count();
}

Result<std::vector<DocumentRef>> Index::matches(std::string_view query,
                                                const SearchOptions& options) const {
  search::MatchingDocs docs;
  NEWSIDX_RETURN_IF_ERROR(state_->find_matches(query, options, docs));
  std::unordered_map<const segment::SegmentReader*, std::uint32_t> ids;
  for (std::size_t i = 0; i < state_->readers.size(); ++i) {
    ids.emplace(state_->readers[i], state_->manifest.segments[i].id);
  }
  std::vector<DocumentRef> refs;
  refs.reserve(docs.places().size());
  for (const auto& [segment, document] : docs.places()) {
    refs.push_back({state_->manifest.generation, ids.at(segment), document});
  }
  // Several threads find them in another order.
  std::ranges::sort(refs, {},
                    [](const DocumentRef& ref) { return std::pair(ref.segment, ref.document); });
  return refs;
}

namespace {

// Which words were looked for in the place of another.
void explain_expanded(const query::Plan& plan, Explanation& explanation) {
  for (const query::ExpandedWord& word : plan.expanded) {
    std::string text = "expanded: " + word.written + " to " + std::to_string(word.terms.size()) +
                       (word.are_synonyms ? " synonym" : " word") +
                       (word.terms.size() == 1 ? "" : "s");
    if (word.found_count > word.terms.size()) {
      text += std::string(" of ") + (word.is_counted ? "" : "more than ") +
              std::to_string(word.found_count);
    }
    char separator = ':';
    for (const std::string& term : word.terms) {
      text.append(1, separator).append(" ") += term;
      separator = ',';
    }
    explanation.details.push_back({0, std::move(text), {}, false});
  }
}

}  // namespace

Result<Explanation> Index::State::explain(std::string_view query, const FindPlace& find,
                                          const SearchOptions& options) const {
  NEWSIDX_ASSIGN_OR_RETURN(auto lease, lease_analyzer(options));
  const CancellationToken cancellation = cancellation_of(options);
  const auto explained = [&]() -> Result<Explanation> {
    NEWSIDX_ASSIGN_OR_RETURN(const query::Plan plan,
                             this->plan(*lease, query, options, cancellation));
    NEWSIDX_ASSIGN_OR_RETURN(const Place place, find());
    auto explanation =
        searcher(options)->explain(plan, place.segment, place.document, cancellation);
    if (explanation) explain_expanded(plan, *explanation);
    return explanation;
  };
  auto explanation = explained();
  if (!explanation && cancellation.timed_out(explanation.error())) {
    return fail(ErrorCode::timed_out, "the time was over before the score was explained",
                "more time");
  }
  return explanation;
}

Result<Explanation> Index::explain(std::string_view query, std::string_view id,
                                   const SearchOptions& options) const {
  return state_->explain(
      query, [&] { return state_->find_id(id); }, options);
}

Result<Explanation> Index::explain(std::string_view query, const DocumentRef& document,
                                   const SearchOptions& options) const {
  return state_->explain(
      query, [&] { return state_->find_document(document); }, options);
}

Result<Article> Index::article(std::string_view id) const {
  NEWSIDX_ASSIGN_OR_RETURN(const State::Place place, state_->find_id(id));
  return state_->article(place);
}

Result<Article> Index::article(const DocumentRef& document) const {
  NEWSIDX_ASSIGN_OR_RETURN(const State::Place place, state_->find_document(document));
  return state_->article(place);
}

std::uint64_t Index::generation() const noexcept { return state_->manifest.generation; }

std::uint64_t Index::article_count() const noexcept {
  return state_->manifest.live_document_count();
}

std::uint64_t Index::cached_bytes() const noexcept { return state_->memory.used_bytes(); }

Result<CheckReport> Index::check(const CheckOptions& options) const {
  NEWSIDX_RETURN_IF_ERROR(state_->check_is_one());
  CheckReport report;
  const Status files = state_->store->verify_checksums();
  if (!files) report.problems.push_back(files.error().remark());
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    report.bytes += state_->store->disk_bytes(static_cast<storage::Family>(i));
    report.bytes += state_->logged_bytes[i];
  }
  CheckProgress progress;
  for (const segment::SegmentInfo& info : state_->manifest.segments) {
    progress.total_units += info.document_count;
    for (const segment::FieldInfo& field : info.fields) progress.total_units += field.posting_count;
  }
  segment::CheckCounts counts;
  const segment::CheckCallbacks callbacks{
      [&report](Remark problem) { report.problems.push_back(std::move(problem)); },
      [&] {
        if (!options.on_progress) return;
        progress.done_units = counts.postings + counts.articles;
        options.on_progress(progress);
      },
      options.stop};
  for (const segment::SegmentInfo& info : state_->manifest.segments) {
    ++report.segments;
    NEWSIDX_RETURN_IF_ERROR(
        segment::check_segment(state_->store, state_->manifest, info, callbacks, counts));
  }
  report.terms = counts.terms;
  report.postings = counts.postings;
  report.positions = counts.positions;
  report.articles = counts.articles;
  return report;
}

}  // namespace newsidx
