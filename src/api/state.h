// api/state.h (private): what an open Index holds.
#pragma once

#include <newsidx/index.h>

#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/query_analyzer.h"
#include "api/match_counts.h"
#include "api/stories.h"
#include "api/synonym_maps.h"
#include "base/cancellation.h"
#include "base/memory_budget.h"
#include "base/thread_pool.h"
#include "query/list_cache.h"
#include "query/plan.h"
#include "query/statistics/statistics_sum.h"
#include "query/syntax/syntax_tree.h"
#include "search/collector/by_column.h"
#include "search/searcher.h"
#include "segment/index_memory.h"
#include "segment/manifest.h"
#include "segment/segment_presence.h"
#include "segment/segment_reader.h"
#include "storage/store.h"

namespace newsidx {

/// Analysers that no call uses at the moment; as many as there were calls side by side.
class IdleAnalyzers final : public MemoryBudget::Memory {
 public:
  explicit IdleAnalyzers(std::shared_ptr<MemoryBudget> budget) : budget_(std::move(budget)) {
    budget_->join(*this);
  }
  IdleAnalyzers(IdleAnalyzers&&) = delete;
  ~IdleAnalyzers() { budget_->leave(*this); }

  /// nullptr when there is none for these languages.
  [[nodiscard]] std::unique_ptr<analysis::QueryAnalyzer> take(
      const std::vector<std::string>& languages) {
    const std::lock_guard lock(mutex_);
    for (auto idle = idle_.rbegin(); idle != idle_.rend(); ++idle) {
      if ((*idle)->languages() != languages) continue;
      auto analyzer = std::move(*idle);
      idle_.erase(std::next(idle).base());
      return analyzer;
    }
    return nullptr;
  }
  /// Where there is no memory to keep it, it goes.
  void give_back(std::unique_ptr<analysis::QueryAnalyzer> analyzer) noexcept try {
    analyzer->settle();
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(analyzer));
    }
    budget_->make_room();
  } catch (const std::bad_alloc&) {
  }
  void age() override {
    const std::lock_guard lock(mutex_);
    for (const auto& analyzer : idle_) analyzer->settle();
  }

 private:
  std::shared_ptr<MemoryBudget> budget_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<analysis::QueryAnalyzer>> idle_;  // used last: at the end
};

/// The searcher of the last sum of several indexes: for the next query the articles are mostly the
/// same.
class SearcherOfSums {
 public:
  using Pointer = std::shared_ptr<const search::Searcher>;

  template <class Make>
  [[nodiscard]] Pointer get(const query::CollectionStatistics& collection,
                            const search::Bm25Parameters& parameters, Make make) {
    const std::lock_guard lock(mutex_);
    if (last_ == nullptr || collection != collection_ || parameters != parameters_) {
      last_ = make();
      collection_ = collection;
      parameters_ = parameters;
    }
    return last_;
  }

 private:
  std::mutex mutex_;
  Pointer last_;
  query::CollectionStatistics collection_;
  search::Bm25Parameters parameters_;
};

struct Index::State {
  State(std::shared_ptr<const storage::Store> opened, segment::IndexMemory cache)
      : store(std::move(opened)),
        memory(std::move(cache)),
        budget(memory.opened()),
        idle_analyzers(budget) {}

  /// Opens the segments of a generation, and what goes with them.
  /// @param before    another generation of the index, whose segments are shared as far as they are
  ///                  the same; nullptr: none
  /// @errors unsupported  the index was analysed by another version; corruption, io
  [[nodiscard]] static Result<std::shared_ptr<State>> make(
      std::shared_ptr<const storage::Store> store, segment::IndexMemory memory,
      segment::Manifest manifest, const State* before);
  /// @errors as make(); not_found
  [[nodiscard]] static Result<std::shared_ptr<const State>> open_newest(
      const std::string& path, const segment::IndexMemory& memory, const State* before);
  /// Several indexes as one: their segments in a row (joined_indexes.cc).
  /// @errors as Index::open_all()
  using Parts = std::vector<std::shared_ptr<const State>>;
  [[nodiscard]] static Result<std::shared_ptr<const State>> join(Parts parts,
                                                                 segment::IndexMemory memory);

  std::shared_ptr<const storage::Store> store;  // of several indexes, that of the first
  segment::IndexMemory memory;
  std::shared_ptr<MemoryBudget> budget;  // its part for all that is remembered below
  segment::Manifest manifest;
  segment::LoggedBytes logged_bytes{};  // of what is in the write-ahead log, and in no file
  std::vector<std::shared_ptr<const segment::SegmentReader>> segments;
  std::vector<const segment::SegmentReader*> readers;  // the same, as searches take them
  std::optional<query::ListCache> lists;               // of all segments
  Parts parts;                                         // the indexes, where there are several
  std::vector<std::uint32_t> first_documents;  // of each segment: Hit::document of its document 0
  std::vector<std::string> languages;          // stemming languages of the articles
  analysis::AnalyzerOptions analyzer_options;
  std::shared_ptr<const search::Searcher> default_searcher;
  /// The folder that was opened: another one may take its place (restore()).
  std::pair<std::uint64_t, std::uint64_t> folder;

  /// This state, where it is of the newest generation, or that.
  [[nodiscard]] static Result<std::shared_ptr<const State>> newest(
      const std::shared_ptr<const State>& state);
  /// @errors unsupported  there are several indexes
  [[nodiscard]] Status check_is_one() const;
  /// Of several indexes, the path of that which has the segment; else empty.
  [[nodiscard]] std::string index_of(const segment::SegmentReader& segment) const;

  [[nodiscard]] Status open_segments(const State* before);

  /// An analyser of its own for a call; given back, it serves the next one.
  class AnalyzerLease {
   public:
    AnalyzerLease(const State& state, std::unique_ptr<analysis::QueryAnalyzer> analyzer) noexcept
        : state_(&state), analyzer_(std::move(analyzer)) {}
    AnalyzerLease(AnalyzerLease&&) noexcept = default;
    AnalyzerLease& operator=(AnalyzerLease&&) = delete;
    ~AnalyzerLease() {
      if (analyzer_ != nullptr) state_->idle_analyzers.give_back(std::move(analyzer_));
    }
    [[nodiscard]] analysis::QueryAnalyzer& operator*() { return *analyzer_; }
    [[nodiscard]] analysis::QueryAnalyzer* operator->() { return analyzer_.get(); }

   private:
    const State* state_;
    std::unique_ptr<analysis::QueryAnalyzer> analyzer_;
  };
  [[nodiscard]] Result<AnalyzerLease> lease_analyzer(const SearchOptions& options) const;
  [[nodiscard]] std::unique_ptr<analysis::QueryAnalyzer> query_analyzer(
      analysis::Analyzer analyzer, std::vector<std::string> asked_languages) const;

  /// What the options bring of several indexes; nullptr: nothing yet, or the index is by itself.
  [[nodiscard]] static const query::StatisticsSum* sum_of(const SearchOptions& options);
  /// @errors invalid_argument  it is of another query, or of another kind of index
  [[nodiscard]] Status check_sum(const query::StatisticsSum& sum, std::string_view text,
                                 const SearchOptions& options) const;
  /// @errors as Index::statistics
  [[nodiscard]] Result<query::StatisticsSum> statistics(
      std::string_view text, const SearchOptions& options,
      const CancellationToken& cancellation) const;

  /// Those that decide on the plan.
  [[nodiscard]] static std::string planning_options(const SearchOptions& options);
  /// The synonyms of the options; nullptr: none.
  [[nodiscard]] std::shared_ptr<const query::SynonymMap> synonyms_of(
      const SearchOptions& options, analysis::QueryAnalyzer& analyzer) const;

  /// @errors as Index::search
  [[nodiscard]] Result<query::Plan> plan(analysis::QueryAnalyzer& analyzer, std::string_view text,
                                         const SearchOptions& options,
                                         const CancellationToken& cancellation) const;
  [[nodiscard]] Result<query::Plan> plan_locally(analysis::QueryAnalyzer& analyzer,
                                                 const query::SyntaxNode& tree,
                                                 const SearchOptions& options,
                                                 const CancellationToken& cancellation,
                                                 const query::Remarks& remarks) const;
  [[nodiscard]] Result<query::Plan> plan_by_sum(analysis::QueryAnalyzer& analyzer,
                                                const query::SyntaxNode& tree,
                                                std::string_view text, const SearchOptions& options,
                                                const CancellationToken& cancellation,
                                                query::Remarks remarks) const;
  /// True, too, when the time is over.
  [[nodiscard]] Result<bool> has_match(const query::Plan& plan, const SearchOptions& options,
                                       const CancellationToken& cancellation) const;
  struct Found {
    std::vector<search::RankedDoc> ranked;  // also those that the offset passes over
    std::optional<std::uint64_t> total;
    std::vector<std::optional<double>> sort_values;  // of an answer that is sorted by some
    std::string sort;
    std::uint64_t document_count = 0;      // that the scores go by
    std::vector<search::RankedDoc> first;  // those that the top words are of
    /// Of each that is collapsed: the others of its story that match.
    std::vector<std::vector<Stories::Member>> copies;
    std::vector<bool> are_corrections;
    std::optional<std::uint64_t> stories;
    bool is_partial = false;
  };
  /// Tells in the answer how the query was read; takes it from the plan.
  static void tell_reading(query::Plan& plan, Answer& answer);
  /// What the query may have meant, and how many articles have all of its words, if it is asked
  /// for.
  [[nodiscard]] Status tell_of_words(analysis::QueryAnalyzer& analyzer, std::string_view query,
                                     const query::Plan& plan, const SearchOptions& options,
                                     const CancellationToken& cancellation, Answer& answer) const;
  /// Sets which article a hit is, and its score.
  void set_place(const search::RankedDoc& ranked, Hit& hit) const;
  /// Of the articles that an answer begins with. @errors corruption, io; cancelled
  [[nodiscard]] Result<TopWords> top_words(analysis::Analyzer& analyzer, const query::Plan& plan,
                                           const Found& found, const SearchOptions& options,
                                           const CancellationToken& cancellation) const;
  /// The best words of an article as a query. @errors corruption, io
  [[nodiscard]] Result<std::string> best_words(const Article& article) const;
  /// @param beside  what the query says beside the words
  [[nodiscard]] static Result<Answer> find_similar(const Index& index, const std::string& words,
                                                   const std::string& beside,
                                                   SearchOptions options);
  /// How many documents a search has to find.
  [[nodiscard]] static std::size_t wanted(const SearchOptions& options) noexcept;
  /// Leaves in `found` what is to be shown.
  static void cut(const SearchOptions& options, Found& found);
  /// @param plan    is set, unless the time was over before there was one
  /// @param counts  of what matches, beside its number; nullptr: none are asked for
  [[nodiscard]] Result<Found> find(analysis::QueryAnalyzer& analyzer, std::string_view text,
                                   const SearchOptions& options,
                                   const CancellationToken& cancellation, query::Plan& plan,
                                   MatchCounts* counts = nullptr) const;
  /// The same in the order of a column.
  /// @param beside  is shown all that matches; or nullptr
  [[nodiscard]] Status find_sorted(const query::Plan& plan, const query::SortOrder& order,
                                   const SearchOptions& options,
                                   const CancellationToken& cancellation,
                                   search::MatchCollector* beside, Found& found) const;
  /// Appends the first `k` of what was collected, with their values.
  [[nodiscard]] Status take_first(search::ByColumn& collected, std::size_t k,
                                  const query::SortOrder& order,
                                  const CancellationToken& cancellation, Found& found) const;
  /// The same with one document a story.
  [[nodiscard]] Status find_collapsed(const query::Plan& plan, const query::SortOrder& order,
                                      const SearchOptions& options,
                                      const CancellationToken& cancellation,
                                      search::MatchCollector* beside, Found& found) const;
  /// Of documents by score, the first of each story, with the one that is shown in its place.
  [[nodiscard]] static std::vector<search::RankedDoc> first_of_stories(
      const std::vector<search::RankedDoc>& ranked, const CollapsedMatches& collapsed,
      std::size_t wanted);
  /// One article of each story that matches, in the order of the options: without one in that of
  /// the index. Counts both in the answer.
  [[nodiscard]] Result<std::vector<search::RankedDoc>> all_collapsed(
      const query::Plan& plan, const query::SortOrder& order, const SearchOptions& options,
      const CancellationToken& cancellation, Answer& answer) const;
  /// Sets the copies of what is ranked.
  static void tell_copies(const CollapsedMatches& collapsed, Found& found);
  /// The stories of the index, which are found once.
  /// @errors cancelled, corruption, io; unsupported
  [[nodiscard]] Result<std::shared_ptr<const Stories>> stories(
      const CancellationToken& cancellation) const;
  /// @errors invalid_argument  no article has such a number
  [[nodiscard]] Result<query::SortOrder> order_of(analysis::QueryAnalyzer& analyzer,
                                                  const query::Plan& plan,
                                                  const SearchOptions& options) const;
  /// Of an order that is not by score. @errors invalid_argument  no article has such a number
  [[nodiscard]] Result<std::shared_ptr<const std::vector<query::SortKeys>>> sort_keys(
      const query::SortOrder& order, const CancellationToken& cancellation) const;
  /// All matching articles in an order.
  [[nodiscard]] Result<std::vector<search::RankedDoc>> all_sorted(
      const query::Plan& plan, const query::SortOrder& order, const SearchOptions& options,
      const CancellationToken& cancellation) const;
  /// How many articles have all words of a list of words; nothing of another query, or where the
  /// time is over. @errors as Index::count()
  [[nodiscard]] Result<std::optional<std::uint64_t>> count_all_words(
      analysis::QueryAnalyzer& analyzer, std::string_view query, const SearchOptions& options,
      const CancellationToken& cancellation) const;
  /// The query with words that articles have in the place of the plan's unknown ones; empty where
  /// there are none, or the time is over.
  /// @errors cancelled, corruption, io
  [[nodiscard]] Result<std::string> suggestion(std::string_view query, const query::Plan& plan,
                                               const CancellationToken& cancellation) const;
  /// Shows the collector what matches.
  /// @errors as Index::count()
  [[nodiscard]] Status find_matches(std::string_view query, const SearchOptions& options,
                                    search::MatchCollector& matches) const;
  /// That of the default parameters is made once: its tables cost more than many a query.
  [[nodiscard]] std::shared_ptr<const search::Searcher> searcher(
      const SearchOptions& options) const;
  [[nodiscard]] std::shared_ptr<const search::Searcher> make_searcher(
      search::Bm25Parameters parameters,
      const std::optional<query::CollectionStatistics>& collection) const;
  /// What a call may use of threads.
  [[nodiscard]] search::ParallelOptions parallel(const SearchOptions& options) const;
  /// Where an article is.
  struct Place {
    std::uint32_t segment = 0;  // its place among the segments
    std::uint32_t document = 0;
  };
  /// @errors not_found
  [[nodiscard]] Result<Place> find_id(std::string_view id) const;
  [[nodiscard]] Result<Place> find_document(const DocumentRef& document) const;
  [[nodiscard]] DocumentRef ref_of(const search::RankedDoc& ranked) const {
    return {manifest.generation, manifest.segments[ranked.segment].id, ranked.doc};
  }
  /// @errors unsupported  the index stores no articles
  [[nodiscard]] Result<Article> article(const Place& place) const;
  using FindPlace = std::function<Result<Place>()>;
  [[nodiscard]] Result<Explanation> explain(std::string_view query, const FindPlace& find,
                                            const SearchOptions& options) const;

  mutable IdleAnalyzers idle_analyzers;
  mutable SearcherOfSums searcher_of_sums;
  mutable FoundStories found_stories;
  mutable SynonymMaps synonym_maps;
  mutable ThreadPool helpers;
};

}  // namespace newsidx
