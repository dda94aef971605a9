#include "segment/check.h"

#include <array>

#include "base/bytes.h"
#include "base/cancellation.h"
#include "base/status_macros.h"
#include "segment/bigram_entry.h"
#include "segment/checksum.h"
#include "segment/dictionary_scan.h"
#include "segment/document_checker.h"
#include "segment/error_context.h"
#include "segment/form_reader.h"
#include "segment/length_checker.h"
#include "segment/list_checker.h"
#include "segment/record_digest.h"
#include "segment/segment_reader.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

namespace {

constexpr std::size_t kSegmentKeyBytes = 4;
constexpr std::size_t kMaxProblems = 100;
constexpr std::uint64_t kRecordsPerProgress = 1024;

class Checker {
 public:
  Checker(std::shared_ptr<const storage::Store> store, const Manifest& manifest,
          const SegmentInfo& info, const CheckCallbacks& callbacks, CheckCounts& counts)
      : store_(std::move(store)),
        manifest_(manifest),
        info_(info),
        callbacks_(callbacks),
        counts_(counts) {}

  Status run() {
    auto reader = SegmentReader::open(store_, info_);
    if (!reader) {
      callbacks_.on_problem(reader.error().remark());  // which names the segment itself
      return {};
    }
    reader_ = *std::move(reader);
    const auto told = [this](const Remark& remark) { problem(remark); };
    check_lengths(*reader_, manifest_.settings.title_weight, told);
    check_languages();
    NEWSIDX_RETURN_IF_ERROR(check_terms());
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::postings));
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::positions));
    check_list_bytes();
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::norms));
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::columns));
    check_form_stream();
    DocumentChecker documents(store_, manifest_, *reader_, counts_, told,
                              [this] { return check_stop(); });
    NEWSIDX_RETURN_IF_ERROR(documents.check());
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
    const std::string place = "segment " + std::to_string(info_.id) + ": ";  // a reader names it
    const bool is_placed = remark.message.starts_with(place);
    callbacks_.on_problem({is_placed ? remark.message : place + remark.message, remark.hint});
  }

  // Once a record.
  Status check_stop() {
    if (callbacks_.stop.stop_requested()) return cancelled_error();
    if (++record_count_ % kRecordsPerProgress == 0) callbacks_.on_progress();
    return {};
  }

  // Calls `visit` for all records of a family of this segment, and compares their digest.
  template <class Visit>
  Status scan(Family family, std::string_view prefix, std::size_t prefix_bytes, Visit visit) {
    std::uint64_t digest = 0;
    storage::Iterator it = store_->iterate(family, prefix, storage::Access::scan);
    for (; it.valid(); it.next()) {
      NEWSIDX_RETURN_IF_ERROR(check_stop());
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

  void check_form_stream() {
    const auto forms = FormReader::open(store_, info_.id);
    if (!forms) return problem(forms.error().remark());
    if (!*forms) return;
    const Status checked = check_forms(**forms);
    if (!checked) problem(checked.error().remark());
  }

  void check_languages() {
    std::uint64_t sum = 0;
    for (const auto& [language, count] : info_.languages) sum += count;
    // Articles that are not stored cannot be taken away where a merge leaves their documents out.
    const bool is_right = manifest_.settings.stores_articles ? sum == info_.document_count
                                                             : sum >= info_.document_count;
    if (!is_right) problem("wrong number of documents by language");
  }

  Status check_terms() {
    NEWSIDX_RETURN_IF_ERROR(check_chunks(Family::terms));
    std::array<std::uint64_t, kFieldCount> term_counts{};
    std::array<std::uint64_t, kFieldCount> posting_counts{};
    ListChecker lists(store_, *reader_, counts_, [this](const Remark& remark) { problem(remark); });
    DictionaryScan terms(store_, info_.id);
    for (; terms.valid(); terms.next()) {
      NEWSIDX_RETURN_IF_ERROR(check_stop());
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
    if (!terms.status()) problem(terms.status().error().remark());
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
    if (!found) return problem(found.error().remark());
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
    std::uint64_t expected = info_.unknown_list_bytes;
    for (const FieldInfo& field : info_.fields) expected += field.list_bytes;
    if (scanned_bytes_ != expected) problem("wrong number of bytes in lists");
  }

  Status check_chunks(Family family) {
    return scan(
        family, storage::segment_prefix(info_.id), kSegmentKeyBytes,
        [&](std::string_view, std::string_view value) {
          if (!without_checksum(value)) {
            problem("family " + std::string(name_of(family)) + ": a chunk fails its checksum");
          }
        });
  }

  Status check_ids() {
    std::uint64_t count = 0;
    NEWSIDX_RETURN_IF_ERROR(scan(Family::ids, storage::segment_prefix(info_.id), kSegmentKeyBytes,
                                 [&](std::string_view, std::string_view) { ++count; }));
    if (count != info_.document_count) problem("wrong number of ids");
    return {};
  }

  std::shared_ptr<const storage::Store> store_;
  const Manifest& manifest_;
  const SegmentInfo& info_;
  const CheckCallbacks& callbacks_;
  CheckCounts& counts_;
  std::shared_ptr<const SegmentReader> reader_;
  std::uint64_t record_count_ = 0;
  std::uint64_t scanned_bytes_ = 0;  // keys and values
  std::size_t problem_count_ = 0;
};

}  // namespace

Status check_segment(const std::shared_ptr<const storage::Store>& store, const Manifest& manifest,
                     const SegmentInfo& info, const CheckCallbacks& callbacks,
                     CheckCounts& counts) {
  return Checker(store, manifest, info, callbacks, counts).run();
}

}  // namespace newsidx::segment
