#include "indexer/bigram_writer.h"

#include <algorithm>
#include <queue>

#include "base/interrupt.h"
#include "base/try.h"
#include "indexer/pair_sorter.h"
#include "segment/bigram_entry.h"
#include "segment/dictionary_scan.h"
#include "segment/field.h"
#include "segment/posting_cursor.h"
#include "segment/segment_reader.h"

namespace newsidx::indexer {

using codec::Occurrence;
using segment::Field;
using segment::kNoMoreDocs;
using segment::PostingCursor;
using segment::PostingList;
using segment::SegmentWriter;

namespace {

constexpr std::uint32_t kDocumentsPerStopCheck = 1024;
constexpr std::uint32_t kPairsPerStopCheck = 1024;

// Which words of a document stand side by side.
class Neighbours {
 public:
  void add(std::uint32_t word, Occurrence occurrence) {
    const std::size_t end = occurrence.end();
    if (end >= last_at_.size()) last_at_.resize(end + 1);
    std::uint32_t& last = last_at_[occurrence.position];
    entries_.push_back({word, occurrence, last});
    last = static_cast<std::uint32_t>(entries_.size());
  }

  /// Calls visit(first word, second word, position) for each place where two words stand side by
  /// side: the second begins where the first ends. Then it is empty.
  template <class Visit>
  void take(Visit visit) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      for (std::uint32_t at = last_at_[entries_[i].occurrence.end()]; at != 0;) {
        const Entry& second = entries_[at - 1];
        at = second.before;
        if (at != 0 && entries_[at - 1].word == second.word) continue;  // visited with that one
        if (was_visited(i, second.word)) continue;
        visit(entries_[i].word, second.word, entries_[i].occurrence.position);
      }
    }
    for (const Entry& entry : entries_) last_at_[entry.occurrence.position] = 0;
    entries_.clear();
  }

 private:
  struct Entry {
    std::uint32_t word;
    Occurrence occurrence;
    std::uint32_t before;  // 1 + an entry at the same position, or 0
  };

  // A word may begin at one place with several spans, of which two lead to the same second word.
  [[nodiscard]] bool was_visited(std::size_t first, std::uint32_t second_word) const {
    for (std::size_t i = first; i > 0 && is_same_place(entries_[i - 1], entries_[first]); --i) {
      for (std::uint32_t at = last_at_[entries_[i - 1].occurrence.end()]; at != 0;) {
        if (entries_[at - 1].word == second_word) return true;
        at = entries_[at - 1].before;
      }
    }
    return false;
  }
  static bool is_same_place(const Entry& a, const Entry& b) {
    return a.word == b.word && a.occurrence.position == b.occurrence.position;
  }

  std::vector<Entry> entries_;          // word by word, ascending
  std::vector<std::uint32_t> last_at_;  // by position: 1 + the last entry, or 0
};

class BigramWriter {
 public:
  BigramWriter(std::shared_ptr<const storage::Store> store, const segment::SegmentReader& segment,
               std::vector<std::string> words, const BigramRequest& request)
      : store_(std::move(store)),
        info_(segment.info()),
        dictionary_(segment.dictionary()),
        title_lengths_(segment.title_lengths()),
        words_(std::move(words)),
        request_(request),
        sorter_(word_count() * word_count(), request.budget_bytes,
                request.staging_path + "/pairs-" + std::to_string(info_.id)) {}

  Status find_pairs() {
    const std::uint32_t window = window_documents();
    for (std::uint32_t begin = 0; begin < info_.document_count; begin += window) {
      NEWSIDX_RETURN_IF_ERROR(open_lists(begin));
      const std::uint32_t end = begin + std::min(window, info_.document_count - begin);
      for (std::uint32_t doc = begin; doc < end; ++doc) {
        if (doc % kDocumentsPerStopCheck == 0) {
          NEWSIDX_RETURN_IF_ERROR(go_on());
          if (request_.on_progress) request_.on_progress(doc, info_.document_count);
        }
        NEWSIDX_RETURN_IF_ERROR(read_document(doc));
      }
    }
    return {};
  }

  Status write_to(SegmentWriter& writer) {
    std::uint32_t pair_count = 0;
    std::uint32_t last_pair = 0;
    const Status status =
        sorter_.read(request_.title_weight,
                     [&](std::uint32_t pair, std::uint32_t doc, std::uint32_t freq) -> Status {
                       if (pair_count == 0 || pair != last_pair) {
                         NEWSIDX_RETURN_IF_ERROR(pair_count == 0 ? writer.add_frequent_words(words_)
                                                                 : writer.finish_term());
                         NEWSIDX_RETURN_IF_ERROR(start_pair(writer, pair, pair_count++));
                         last_pair = pair;
                       }
                       return writer.add(doc, freq, {});
                     });
    if (!status) return status;
    if (pair_count == 0) return {};
    return writer.finish_term();
  }

 private:
  [[nodiscard]] std::uint32_t word_count() const {
    return static_cast<std::uint32_t>(words_.size());
  }

  [[nodiscard]] std::uint32_t window_documents() const {
    constexpr std::uint64_t kLeast = 256;  // opening all lists costs as much as reading so many
    const std::uint64_t bytes_per_document =
        info_.field(Field::text).list_bytes / info_.document_count + 1;
    const std::uint64_t fitting = std::max(request_.budget_bytes / bytes_per_document, kLeast);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(fitting, request_.window_documents));
  }

  Status go_on() const {
    if (request_.stop.stop_requested()) return interrupted();
    return {};
  }

  Status start_pair(SegmentWriter& writer, std::uint32_t pair, std::uint32_t number) {
    if (number % kPairsPerStopCheck == 0) NEWSIDX_RETURN_IF_ERROR(go_on());
    const std::string& first = words_[pair / word_count()];
    const std::string& second = words_[pair % word_count()];
    return writer.start_term(Field::bigram, segment::pair_term(first, second));
  }

  Status open_lists(std::uint32_t first_document) {
    cursors_.clear();
    cursors_.reserve(words_.size());
    docs_.clear();
    for (const std::string& word : words_) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto record, dictionary_.find(Field::text, word));
      if (!record) return fail(ErrorCode::corruption, "a list that was written is not there");
      NEWSIDX_ASSIGN_OR_RETURN(auto list, PostingList::open(store_, info_.id, Field::text, *record,
                                                            info_.document_count));
      PostingCursor& cursor = cursors_.emplace_back(std::move(list));
      cursor.next_geq(first_document);
      NEWSIDX_RETURN_IF_ERROR(cursor.status());
      docs_.push_back(cursor.doc());
    }
    return {};
  }

  Status read_document(std::uint32_t doc) {
    for (std::uint32_t word = 0; word < docs_.size(); ++word) {
      if (docs_[word] != doc) continue;
      PostingCursor& cursor = cursors_[word];
      occurrences_.clear();
      cursor.append_occurrences(occurrences_);
      if (!cursor.status()) return fail(cursor.status().error());
      if (occurrences_.back().end() > info_.field(Field::text).token_count + 1) {
        return fail(ErrorCode::corruption, "a position outside its document");
      }
      for (const Occurrence& occurrence : occurrences_) neighbours_.add(word, occurrence);
      cursor.next();
      if (!cursor.status()) return fail(cursor.status().error());
      docs_[word] = cursor.doc();
    }
    const std::uint32_t title_end = title_lengths_[doc];
    neighbours_.take([&](std::uint32_t first, std::uint32_t second, std::uint32_t position) {
      sorter_.add(first * word_count() + second, doc, position < title_end);
    });
    return sorter_.end_document();
  }

  std::shared_ptr<const storage::Store> store_;
  const segment::SegmentInfo& info_;
  const segment::DictionaryReader& dictionary_;
  std::span<const std::uint32_t> title_lengths_;
  std::vector<std::string> words_;
  const BigramRequest& request_;
  PairSorter sorter_;
  std::vector<PostingCursor> cursors_;  // of words_
  std::vector<std::uint32_t> docs_;     // theirs
  std::vector<Occurrence> occurrences_;
  Neighbours neighbours_;
};

}  // namespace

Result<std::vector<std::string>> most_frequent_words(
    const std::shared_ptr<const storage::Store>& store, std::uint32_t segment,
    std::uint32_t count) {
  using Word = std::pair<std::uint64_t, std::string>;  // occurrences
  const auto is_better = [](const Word& a, const Word& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  std::priority_queue<Word, std::vector<Word>, decltype(is_better)> best(
      is_better);  // worst on top
  segment::DictionaryScan terms(store, segment, Field::text);
  for (; terms.valid(); terms.next()) {
    const std::uint64_t occurrences = terms.record().counts.occurrence_count;
    if (best.size() == count && occurrences <= best.top().first) continue;
    if (best.size() == count) best.pop();
    best.emplace(occurrences, terms.term());
  }
  NEWSIDX_RETURN_IF_ERROR(terms.status());
  std::vector<std::string> words;
  for (; !best.empty(); best.pop()) words.push_back(best.top().second);
  std::sort(words.begin(), words.end());
  return words;
}

Result<SegmentWriter::Output> write_bigrams(const std::shared_ptr<const storage::Store>& store,
                                            const segment::SegmentInfo& info,
                                            std::uint32_t next_term_number,
                                            const BigramRequest& request,
                                            storage::RecordSink& sink) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto reader, segment::SegmentReader::open(store, info));
  NEWSIDX_ASSIGN_OR_RETURN(auto words, most_frequent_words(store, info.id, request.word_count));
  const auto norms = reader->norms(Field::text);
  SegmentWriter writer =
      SegmentWriter::extend(sink, info, next_term_number, {norms.begin(), norms.end()});
  BigramWriter bigrams(store, *reader, std::move(words), request);
  NEWSIDX_RETURN_IF_ERROR(bigrams.find_pairs());
  NEWSIDX_RETURN_IF_ERROR(bigrams.write_to(writer));
  return std::move(writer).finish();
}

}  // namespace newsidx::indexer
