#include "segment/check.h"

#include <array>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/interrupt.h"
#include "base/try.h"
#include "codec/norm.h"
#include "segment/bigram_entry.h"
#include "segment/column_names.h"
#include "segment/dictionary_scan.h"
#include "segment/list_checker.h"
#include "segment/place.h"
#include "segment/record_digest.h"
#include "segment/segment_reader.h"
#include "segment/stored_article.h"
#include "segment/timestamp_column.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

namespace {

constexpr std::size_t kSegmentKeyBytes = 4;
constexpr std::size_t kMaxProblems = 100;
constexpr std::uint64_t kRecordsPerProgress = 1024;

// What norms tell of the lengths of a field.
struct LengthBounds {
  std::uint64_t document_count = 0;
  std::uint64_t least = 0;
  std::uint64_t greatest = 0;

  void add(std::uint8_t norm) {
    document_count += norm > 0 ? 1 : 0;
    least += codec::decode_norm(norm);
    greatest += codec::greatest_length(norm);
  }
  [[nodiscard]] bool allow(const FieldInfo& field) const {
    return field.document_count == document_count && field.total_length >= least &&
           field.total_length <= greatest;
  }
};

class Checker {
 public:
  Checker(std::shared_ptr<const storage::Store> store, const SegmentInfo& info,
          const IndexSettings& settings, const CheckCallbacks& callbacks, CheckCounts& counts)
      : store_(std::move(store)),
        info_(info),
        settings_(settings),
        callbacks_(callbacks),
        counts_(counts) {}

  Status run() {
    auto reader = SegmentReader::open(store_, info_);
    if (!reader) {
      callbacks_.on_problem(reader.error().remark());  // which names the segment itself
      return {};
    }
    reader_ = *std::move(reader);
    auto published = reader_->column(kPublishedColumn, sizeof(std::uint64_t));
    if (published) {
      published_ = *std::move(published);
    } else {
      callbacks_.on_problem(published.error().remark());
    }
    read_sequences();
    check_lengths();
    NEWSIDX_RETURN_IF_ERROR(check_terms());
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::postings));
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::positions));
    check_list_bytes();
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::norms));
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::columns));
    NEWSIDX_RETURN_IF_ERROR(check_docs());
    NEWSIDX_RETURN_IF_ERROR(check_ids());
    if (problem_count_ > kMaxProblems) {
      callbacks_.on_problem("segment " + std::to_string(info_.id) + ": " +
                            std::to_string(problem_count_ - kMaxProblems) + " more problems");
    }
    return {};
  }

 private:
  void problem(const Remark& remark) {
    if (++problem_count_ > kMaxProblems) return;
    callbacks_.on_problem(
        {"segment " + std::to_string(info_.id) + ": " + remark.message, remark.hint});
  }

  // Once a record.
  Status go_on() {
    if (callbacks_.stop.stop_requested()) return interrupted();
    if (++record_count_ % kRecordsPerProgress == 0) callbacks_.on_progress();
    return {};
  }

  // Calls `visit` for all records of a family of this segment, and compares their digest.
  template <class Visit>
  Status scan(Family family, std::string_view prefix, std::size_t prefix_bytes, Visit visit) {
    std::uint64_t digest = 0;
    storage::Iterator it = store_->iterate(family, prefix, storage::Access::scan);
    for (; it.valid(); it.next()) {
      NEWSIDX_RETURN_IF_ERROR(go_on());
      digest += record_digest(it.key().substr(prefix_bytes), it.value());
      scanned_bytes_ += it.key().size() + it.value().size();
      visit(it.key(), it.value());
    }
    const Status status = it.status();
    if (!status) {
      problem(status.error().remark());
    } else if (digest != info_.digests[storage::index_of(family)]) {
      problem("family " + std::string(name_of(family)) +
              " is not what was written (digest differs)");
    }
    return {};
  }

  // Which document each stored article is of, for the order that these are read in.
  void read_sequences() {
    if (!info_.is_reordered) return;
    const auto column = reader_->column(kSequenceColumn, sizeof(std::uint32_t));
    if (!column) {
      callbacks_.on_problem(column.error().remark());
      return;
    }
    documents_.assign(info_.document_count, UINT32_MAX);
    for (std::uint32_t document = 0; document < info_.document_count; ++document) {
      const auto sequence = load_le<std::uint32_t>(column->data() + document * std::size_t{4});
      if (sequence >= info_.document_count || documents_[sequence] != UINT32_MAX) {
        documents_.clear();
        return problem("columns 'sequence': two documents have one article, or one has none");
      }
      documents_[sequence] = document;
    }
  }

  // The positions of titles are known exactly, all lengths by their norms only, so that their sums
  // have bounds. Both must agree with what the manifest says, which scores depend on. A length
  // leaves out stop words, so that it is no more than the positions.
  void check_lengths() {
    std::uint64_t title_positions = 0;
    LengthBounds titles, texts;
    const std::span<const std::uint32_t> title_lengths = reader_->title_lengths();
    for (std::uint32_t doc = 0; doc < info_.document_count; ++doc) {
      const std::uint8_t norm = reader_->norms(Field::title)[doc];
      const std::uint32_t positions = title_lengths[doc];
      if (norm > codec::encode_norm(positions) || (norm == 0) != (positions == 0)) {
        problem("document " + std::to_string(doc) + ": the norm of its title is not of its length");
      }
      title_positions += positions;
      titles.add(norm);
      texts.add(reader_->norms(Field::text)[doc]);
    }
    const FieldInfo& title = info_.field(Field::title);
    if (!titles.allow(title) || title.token_count != title_positions ||
        title.total_length > title_positions) {
      problem("field title: lengths are not those of the manifest");
    }
    const FieldInfo& text = info_.field(Field::text);
    if (!texts.allow(text) ||
        text.total_length > text.token_count + (settings_.title_weight - 1) * title_positions) {
      problem("field text: lengths are not those of the manifest");
    }
    std::uint64_t language_sum = 0;
    for (const auto& [language, count] : info_.languages) language_sum += count;
    if (language_sum != info_.document_count) problem("wrong number of documents by language");
  }

  Status check_terms() {
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::terms));
    std::array<std::uint64_t, kFieldCount> term_counts{};
    std::array<std::uint64_t, kFieldCount> posting_counts{};
    ListChecker lists(store_, *reader_, counts_, [this](const Remark& remark) { problem(remark); });
    DictionaryScan terms(store_, info_.id);
    for (; terms.valid(); terms.next()) {
      NEWSIDX_RETURN_IF_ERROR(go_on());
      const std::uint8_t field = number_of(terms.field());
      ++term_counts[field];
      ++counts_.terms;
      if (terms.field() == Field::surface) {
        check_surface(terms.term(), terms.surface_terms());
        continue;
      }
      if (terms.is_first_of_page()) check_index(terms.field(), terms.term());
      if (terms.field() == Field::bigram) check_pair(terms.term());
      posting_counts[field] += lists.check(terms);
    }
    if (!terms.status()) callbacks_.on_problem(terms.status().error().remark());
    check_frequent_words();
    for (std::uint8_t field = 0; field < kFieldCount; ++field) {
      const FieldInfo& expected = info_.fields[field];
      const std::string name(name_of(static_cast<Field>(field)));
      if (term_counts[field] != expected.term_count) {
        problem("field " + name + ": wrong number of terms");
      }
      if (posting_counts[field] != expected.posting_count) {
        problem("field " + name + ": wrong number of postings");
      }
    }
    return {};
  }

  // A search finds a page by its first term.
  void check_index(Field field, std::string_view term) {
    const auto found = reader_->dictionary().find(field, term);
    if (!found) return callbacks_.on_problem(found.error().remark());
    if (!*found) {
      problem("term " + quoted(term) + " in " + std::string(name_of(field)) + " is not found");
    }
  }

  void check_surface(std::string_view surface, std::span<const SurfaceTerm> terms) {
    const std::string word = "word " + quoted(surface);
    std::string_view last;
    for (const auto& [term, written] : terms) {
      if (term <= last) problem(word + ": its terms are not in order");
      if (term == surface) problem(word + " stands with itself");
      last = term;
      const auto counts = reader_->dictionary().counts(Field::text, term);
      if (!counts || !*counts) problem(word + " names a term that is not there");
    }
  }

  // Their form was checked when the segment was opened.
  void check_frequent_words() {
    if (info_.field(Field::bigram).term_count == 0) return;
    const auto value = store_->get(Family::terms, frequent_words_key(info_.id));
    if (!value || !*value) return problem("frequent words are missing");
    const auto words = parse_frequent_words((*value)->bytes());
    if (!words) return problem(words.error().remark());
    for (const std::string_view word : *words) {
      const auto counts = reader_->dictionary().counts(Field::text, word);
      if (counts && !*counts) problem("frequent word " + quoted(word) + " is in no document");
    }
  }

  // A search looks for pairs of frequent words and no others.
  void check_pair(std::string_view pair) {
    const std::size_t end = pair.find('\0');
    if (end == std::string_view::npos || !reader_->has_pairs(pair.substr(0, end)) ||
        !reader_->has_pairs(pair.substr(end + 1))) {
      problem("pair " + quoted(pair) + " is not of frequent words");
    }
  }

  // After the families with lists, and no others, were scanned.
  void check_list_bytes() {
    std::uint64_t expected = 0;
    for (const FieldInfo& field : info_.fields) expected += field.list_bytes;
    if (scanned_bytes_ != expected) problem("wrong number of bytes in lists");
  }

  Status check_chunks(Family family) {
    return scan(
        family, storage::segment_prefix(info_.id), kSegmentKeyBytes,
        [&](std::string_view, std::string_view value) {
          if (value.size() < 4 || checksum32(value.substr(0, value.size() - 4)) !=
                                      load_le<std::uint32_t>(value.data() + value.size() - 4)) {
            problem("family " + std::string(name_of(family)) + ": a chunk fails its checksum");
          }
        });
  }

  Status check_docs() {
    std::uint64_t digest = 0;
    const std::uint64_t first = info_.first_sequence;
    std::uint64_t expected = 0;  // the next sequence
    storage::Iterator it = store_->iterate(Family::docs, "", storage::Access::scan);
    for (it.seek(storage::doc_key(first)); it.valid(); it.next()) {
      NEWSIDX_RETURN_IF_ERROR(go_on());
      const std::string_view key = it.key();
      const std::uint64_t sequence = ByteReader(key).be<std::uint64_t>() - first;
      if (key.size() != sizeof sequence) {
        problem("a stored article has a broken key");
        continue;
      }
      if (sequence >= info_.document_count) break;
      const std::uint64_t document = documents_.empty() ? sequence : documents_[sequence];
      if (sequence != expected) {
        problem("a stored article is missing before document " + std::to_string(document));
      }
      expected = sequence + 1;
      digest += record_digest(storage::doc_key(sequence), it.value());
      check_article(document, it.value());
    }
    const Status status = it.status();
    if (!status) {
      problem(status.error().remark());
    } else if (expected != info_.document_count) {
      problem("stored articles are missing at the end");
    } else if (digest != info_.digests[storage::index_of(Family::docs)]) {
      problem("family docs is not what was written (digest differs)");
    }
    return {};
  }

  void check_article(std::uint64_t document, std::string_view value) {
    const auto article = parse_stored_article(value);
    if (!article) {
      return problem("document " + std::to_string(document) + ": " + article.error().message);
    }
    ++counts_.articles;
    if (!published_.empty() && load_le<std::uint64_t>(published_.data() + document * 8) !=
                                   column_time(article->published)) {
      problem("document " + std::to_string(document) + ": its time is not that of its article");
    }
    const auto found = reader_->ids().find(article->id);
    if (!found || !*found || **found != document) {
      problem("id " + quoted(article->id) + " does not lead to its document");
    }
  }

  Status check_ids() {
    std::uint64_t count = 0;
    NEWSIDX_RETURN_IF_ERROR(scan(Family::ids, storage::segment_prefix(info_.id), kSegmentKeyBytes,
                                 [&](std::string_view, std::string_view) { ++count; }));
    if (count != info_.document_count) problem("wrong number of ids");
    return {};
  }

  std::shared_ptr<const storage::Store> store_;
  const SegmentInfo& info_;
  const IndexSettings& settings_;
  const CheckCallbacks& callbacks_;
  CheckCounts& counts_;
  std::shared_ptr<const SegmentReader> reader_;
  std::vector<std::uint32_t> documents_;  // by sequence; empty: not reordered, or not known
  std::string published_;                 // the column; empty when it cannot be read
  std::uint64_t record_count_ = 0;
  std::uint64_t scanned_bytes_ = 0;  // keys and values
  std::size_t problem_count_ = 0;
};

}  // namespace

Status check_segment(const std::shared_ptr<const storage::Store>& store, const SegmentInfo& info,
                     const IndexSettings& settings, const CheckCallbacks& callbacks,
                     CheckCounts& counts) {
  return Checker(store, info, settings, callbacks, counts).run();
}

}  // namespace newsidx::segment
