#include "indexer/bigrams/bigram_writer.h"

#include <algorithm>
#include <queue>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "indexer/bigrams/neighbours.h"
#include "indexer/bigrams/pair_sorter.h"
#include "segment/bigram_entry.h"
#include "segment/dictionary_scan.h"
#include "segment/field.h"
#include "segment/posting_cursor.h"
#include "segment/segment_reader.h"

namespace newsidx::indexer {

using segment::Field;
using segment::PostingCursor;
using segment::PostingList;
using segment::SegmentWriter;

namespace {

constexpr std::uint32_t kDocumentsPerStopCheck = 1024;
constexpr std::uint32_t kPairsPerStopCheck = 1024;
constexpr std::uint32_t kDocumentsPerLook = 64;
// Positions of a document that are looked at together: an article is not held as a whole.
constexpr std::uint32_t kWindowPositions = 1u << 16;

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
    NEWSIDX_RETURN_IF_ERROR(open_lists(0));
    std::uint64_t most_held = 0;  // not known yet
    for (std::uint32_t doc = 0; doc < info_.document_count; ++doc) {
      if (doc % kDocumentsPerStopCheck == 0) {
        NEWSIDX_RETURN_IF_ERROR(check_stop());
        if (request_.on_progress) request_.on_progress(doc, info_.document_count);
      }
      NEWSIDX_ASSIGN_OR_RETURN(const bool is_long, read_document(doc));
      if (most_held == 0) {
        most_held = std::max<std::uint64_t>(request_.budget_bytes, 2 * held_bytes());
      } else if ((is_long || doc % kDocumentsPerLook == 0) && held_bytes() > most_held) {
        NEWSIDX_RETURN_IF_ERROR(open_lists(doc + 1));
        most_held = 0;
      }
    }
    return {};
  }

  Status write_to(SegmentWriter& writer) {
    std::uint32_t pair_count = 0;
    std::uint32_t last_pair = 0;
    Status status =
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

  // A list keeps what was read of it.
  [[nodiscard]] std::uint64_t held_bytes() const {
    std::uint64_t bytes = 0;
    for (const auto& list : lists_) bytes += list->memory_bytes();
    return bytes;
  }

  Status check_stop() const {
    if (request_.stop.stop_requested()) return cancelled_error();
    return {};
  }

  Status start_pair(SegmentWriter& writer, std::uint32_t pair, std::uint32_t number) {
    if (number % kPairsPerStopCheck == 0) NEWSIDX_RETURN_IF_ERROR(check_stop());
    const std::string& first = words_[pair / word_count()];
    const std::string& second = words_[pair % word_count()];
    return writer.start_term(Field::bigram, segment::pair_term(first, second));
  }

  Status open_lists(std::uint32_t first_document) {
    cursors_.clear();
    cursors_.reserve(words_.size());
    lists_.clear();
    docs_.clear();
    for (const std::string& word : words_) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto record, dictionary_.find(Field::text, word));
      if (!record) return fail(ErrorCode::corruption, "a list that was written is not there");
      NEWSIDX_ASSIGN_OR_RETURN(auto list, PostingList::open(store_, info_.id, Field::text, *record,
                                                            info_.document_count));
      lists_.push_back(list);
      PostingCursor& cursor = cursors_.emplace_back(std::move(list));
      cursor.next_geq(first_document);
      NEWSIDX_RETURN_IF_ERROR(cursor.status());
      docs_.push_back(cursor.doc());
    }
    return {};
  }

  // The occurrences of a word in the document, read in pieces.
  struct Reading {
    std::uint32_t word = 0;
    bool has_more = true;
    codec::PositionBlock::PieceStart next_piece;
    std::vector<codec::Occurrence> occurrences;
    std::size_t at = 0;  // the first that was not taken
  };

  // @return whether it has more positions than are looked at together
  Result<bool> read_document(std::uint32_t doc) {
    std::size_t count = 0;
    for (std::uint32_t word = 0; word < docs_.size(); ++word) {
      if (docs_[word] != doc) continue;
      if (count == readings_.size()) readings_.emplace_back();
      Reading& reading = readings_[count++];
      reading.word = word;
      reading.has_more = true;
      reading.next_piece = {};
      reading.at = 0;
      reading.occurrences.clear();
    }
    const std::span<Reading> readings(readings_.data(), count);
    const std::uint32_t title_end = title_lengths_[doc];
    std::uint64_t end = 0;
    for (bool is_complete = false; !is_complete;) {
      end += kWindowPositions;
      is_complete = true;
      for (Reading& reading : readings) {
        NEWSIDX_ASSIGN_OR_RETURN(const bool is_read, read_window(reading, end));
        is_complete = is_complete && is_read;
      }
      neighbours_.take(is_complete ? Neighbours::kAll : static_cast<std::uint32_t>(end),
                       [&](std::uint32_t first, std::uint32_t second, std::uint32_t position) {
                         sorter_.add(first * word_count() + second, doc, position < title_end);
                       });
      NEWSIDX_RETURN_IF_ERROR(sorter_.end_places());
      if (!is_complete) NEWSIDX_RETURN_IF_ERROR(check_stop());
    }
    for (const Reading& reading : readings) {
      PostingCursor& cursor = cursors_[reading.word];
      cursor.next();
      if (!cursor.status()) return fail(cursor.status().error());
      docs_[reading.word] = cursor.doc();
    }
    return end > kWindowPositions;
  }

  // Takes what stands below `end`.
  // @return false when there is more behind it
  Result<bool> read_window(Reading& reading, std::uint64_t end) {
    for (;;) {
      for (; reading.at < reading.occurrences.size(); ++reading.at) {
        const codec::Occurrence occurrence = reading.occurrences[reading.at];
        if (occurrence.position >= end) return false;
        neighbours_.add(reading.word, occurrence);
      }
      if (!reading.has_more) return true;
      reading.occurrences.clear();
      reading.at = 0;
      PostingCursor& cursor = cursors_[reading.word];
      const std::uint32_t before = reading.next_piece.position;
      reading.has_more = cursor.append_piece(reading.next_piece, reading.occurrences);
      if (!cursor.status()) return fail(cursor.status().error());
      if (!is_sound(reading.occurrences, before)) {
        return fail(ErrorCode::corruption, "a position outside its document");
      }
    }
  }

  [[nodiscard]] bool is_sound(std::span<const codec::Occurrence> piece,
                              std::uint32_t before) const {
    for (const codec::Occurrence& occurrence : piece) {
      if (occurrence.position < before) return false;
      before = occurrence.position;
    }
    return piece.empty() || piece.back().end() <= info_.field(Field::text).token_count + 1;
  }

  std::shared_ptr<const storage::Store> store_;
  const segment::SegmentInfo& info_;
  const segment::DictionaryReader& dictionary_;
  std::span<const std::uint32_t> title_lengths_;
  std::vector<std::string> words_;
  const BigramRequest& request_;
  PairSorter sorter_;
  std::vector<std::shared_ptr<const PostingList>> lists_;  // of words_
  std::vector<PostingCursor> cursors_;                     // theirs
  std::vector<std::uint32_t> docs_;                        // where these stand
  std::vector<Reading> readings_;                          // kept for their memory
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
