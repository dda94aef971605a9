#include "indexer/merge/merger.h"

#include <algorithm>
#include <deque>
#include <span>

#include "base/cancellation.h"
#include "base/hash_set.h"
#include "base/status_macros.h"
#include "indexer/merge/living_documents.h"
#include "indexer/merge/merged_documents.h"
#include "indexer/merge/posting_sorter.h"
#include "indexer/merge/source_heap.h"
#include "segment/field.h"

namespace newsidx::indexer {

using segment::Field;
using segment::SegmentWriter;

namespace {

constexpr std::uint64_t kTermsPerStopCheck = 1024;

// Hands documents to the segment under their numbers there, but for those that are left out.
class SegmentSink final : public PostingSink {
 public:
  SegmentSink(SegmentWriter& writer, std::uint32_t first_document, const LivingDocuments& living)
      : writer_(writer), first_document_(first_document), living_(living) {}
  Status add(std::uint32_t document, std::uint32_t freq,
             const std::vector<codec::Occurrence>& occurrences,
             std::span<const std::uint32_t> forms) override {
    const std::uint32_t number = living_.number_of(document - first_document_);
    if (number == LivingDocuments::kLeftOut) return {};
    return writer_.add(number, freq, occurrences, forms);
  }

 private:
  SegmentWriter& writer_;
  std::uint32_t first_document_;
  const LivingDocuments& living_;
};

// The same of documents that have them already.
class ReorderedSink final : public PostingSink {
 public:
  ReorderedSink(SegmentWriter& writer, std::uint32_t first_document)
      : writer_(writer), first_document_(first_document) {}
  Status add(std::uint32_t document, std::uint32_t freq,
             const std::vector<codec::Occurrence>& occurrences,
             std::span<const std::uint32_t> forms) override {
    return writer_.add(document - first_document_, freq, occurrences, forms);
  }

 private:
  SegmentWriter& writer_;
  std::uint32_t first_document_;
};

class Merger {
 public:
  /// @param sources  those behind the first `source_count` are subtracted
  Merger(TermSources sources, std::size_t source_count, const MergeRequest& request,
         const LivingDocuments& living, SegmentWriter writer)
      : sources_(std::move(sources)),
        source_count_(source_count),
        request_(request),
        living_(living),
        writer_(std::move(writer)),
        sink_(writer_, request.first_document, living),
        reordered_sink_(writer_, request.first_document),
        numbers_(request.is_reordered() ? request.documents.size() : 0, PostingSorter::kLeftOut),
        sorter_(numbers_, request.first_document) {
    for (std::uint32_t number = 0; number < request.order.size(); ++number) {
      numbers_[request.order[number]] = number;
    }
  }

  Result<SegmentWriter::Output> run() {
    NEWSIDX_RETURN_IF_ERROR(MergedDocuments(request_, living_).write(writer_));
    // A segment knows how all of its words are written, or of none: then it is not asked.
    const auto sources = std::span(sources_).first(source_count_);
    has_forms_ =
        std::ranges::all_of(sources, [](const auto& source) { return source->has_forms(); });
    if (has_forms_) writer_.keep_forms();
    NEWSIDX_RETURN_IF_ERROR(merge_terms());
    NEWSIDX_RETURN_IF_ERROR(merge_ids());
    return std::move(writer_).finish();
  }

 private:
  Status merge_terms() {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      total += sources_[i]->term_count();
      if (sources_[i]->valid()) heap_.push(sources_[i]->key(), i);
    }
    std::uint64_t done = 0;
    for (std::uint64_t terms = 0; !heap_.empty(); ++terms) {
      if (terms % kTermsPerStopCheck == 0) {
        if (request_.stop.stop_requested()) return cancelled_error();
        if (request_.on_progress) request_.on_progress(done, total);
      }
      key_ = heap_.least();
      const auto field = static_cast<Field>(key_[0]);
      if (field == Field::surface) {
        NEWSIDX_RETURN_IF_ERROR(merge_surface(done));
      } else {
        NEWSIDX_RETURN_IF_ERROR(merge_term(field, done));
      }
    }
    return {};
  }

  // Takes the source with the least key off the heap, reads it, and puts it back on its next key.
  // @param read  (source, whether it is subtracted)
  template <class Read>
  Status take(Read read) {
    const std::size_t source = heap_.pop().source;
    NEWSIDX_RETURN_IF_ERROR(read(*sources_[source], source >= source_count_));
    NEWSIDX_RETURN_IF_ERROR(sources_[source]->next());
    if (sources_[source]->valid()) heap_.push(sources_[source]->key(), source);
    return {};
  }

  // Those that are subtracted come last.
  static void count(segment::SurfaceCounts& sum, const segment::SurfaceCounts& counts,
                    bool is_subtracted) {
    if (is_subtracted) {
      sum -= counts;
    } else {
      sum += counts;
    }
  }

  Status read(TermSource& source, Field field) {
    if (field == Field::text) NEWSIDX_RETURN_IF_ERROR(source.number_forms(writer_.forms()));
    return numbers_.empty() ? source.read_postings(sink_) : sorter_.take(source);
  }

  Status merge_term(Field field, std::uint64_t& done) {
    NEWSIDX_RETURN_IF_ERROR(writer_.start_term(field, std::string_view(key_).substr(1)));
    segment::SurfaceCounts as_surface;
    for (; !heap_.empty() && heap_.least() == key_; ++done) {
      NEWSIDX_RETURN_IF_ERROR(take([&](TermSource& source, bool is_subtracted) {
        if (const auto counts = source.surface_counts()) count(as_surface, *counts, is_subtracted);
        if (is_subtracted) return Status();
        return read(source, field);
      }));
    }
    NEWSIDX_RETURN_IF_ERROR(sorter_.write(reordered_sink_));
    if (writer_.posting_count() == 0) {  // all of it was left out
      if (field == Field::text) gone_.insert(hash128(key_));
      return {};
    }
    return writer_.finish_term(as_surface.are_zero() ? std::nullopt : std::optional(as_surface));
  }

  // Keys of one surface stand together: surface "\0" term.
  Status merge_surface(std::uint64_t& done) {
    const std::string surface = key_.substr(0, key_.find('\0', 1) + 1);
    std::deque<std::string> texts;  // a deque: views into it stay valid
    std::vector<segment::SurfaceTerm> terms;
    for (; !heap_.empty() && heap_.least().starts_with(surface); ++done) {
      const std::string_view term = heap_.least().substr(surface.size());
      if (terms.empty() || terms.back().term != term) terms.push_back({texts.emplace_back(term)});
      NEWSIDX_RETURN_IF_ERROR(take([&terms](TermSource& source, bool is_subtracted) {
        count(terms.back().counts, source.surface_counts().value(), is_subtracted);
        return Status();
      }));
    }
    if (!living_.are_all())
      std::erase_if(terms, [this](const auto& term) { return is_gone(term); });
    if (terms.empty()) return {};
    return writer_.add_surface(std::string_view(surface).substr(1, surface.size() - 2), terms);
  }

  [[nodiscard]] bool is_gone(const segment::SurfaceTerm& term) const {
    return term.counts.are_zero() ||
           gone_.contains(hash128(static_cast<char>(Field::text) + std::string(term.term)));
  }

  Status merge_ids() {
    SourceHeap<std::string> heap;
    std::vector<std::uint32_t> documents(source_count_);
    const auto push_next = [&](std::size_t source) -> Status {
      std::string id;
      NEWSIDX_ASSIGN_OR_RETURN(const bool found, sources_[source]->next_id(id, documents[source]));
      if (found) heap.push(std::move(id), source);
      return {};
    };
    for (std::size_t i = 0; i < source_count_; ++i) NEWSIDX_RETURN_IF_ERROR(push_next(i));
    std::optional<std::pair<std::string, std::uint32_t>> last;  // waits for a later one of its id
    while (!heap.empty()) {
      auto [id, source] = heap.pop();
      const std::uint32_t document = documents[source];
      NEWSIDX_RETURN_IF_ERROR(push_next(source));
      if (living_.is_left_out(document - request_.first_document)) continue;
      if (last && last->first == id) {
        NEWSIDX_RETURN_IF_ERROR(supersede(id, last->second));
      } else if (last) {
        NEWSIDX_RETURN_IF_ERROR(add_id(last->first, last->second));
      }
      last.emplace(std::move(id), document);
    }
    if (last) return add_id(last->first, last->second);
    return {};
  }

  Status add_id(std::string_view id, std::uint32_t document) {
    const std::uint32_t of_stretch = document - request_.first_document;
    return writer_.add_id(id,
                          numbers_.empty() ? living_.number_of(of_stretch) : numbers_[of_stretch]);
  }

  Status supersede(const std::string& id, std::uint32_t document) {
    if (request_.superseded == nullptr) {
      return fail(ErrorCode::corruption, "two documents have the id '" + id + "'");
    }
    set_bit(*request_.superseded, document);
    return {};
  }

  TermSources sources_;
  std::size_t source_count_;
  bool has_forms_ = false;
  const MergeRequest& request_;
  const LivingDocuments& living_;
  SegmentWriter writer_;
  SegmentSink sink_;
  ReorderedSink reordered_sink_;
  std::vector<std::uint32_t> numbers_;  // in the segment, by document; empty: as they come
  PostingSorter sorter_;
  SourceHeap<std::string_view> heap_;
  std::string key_;
  HashSet gone_;  // terms of field text without postings, as keys
};

}  // namespace

Result<SegmentWriter::Output> merge(TermSources sources, const MergeRequest& request,
                                    storage::RecordSink& sink, TermSources subtracted) {
  const LivingDocuments living(request.documents.size(), request.left_out);
  SegmentWriter writer = SegmentWriter::create(sink, MergedDocuments(request, living).info());
  const std::size_t source_count = sources.size();
  for (auto& source : subtracted) sources.push_back(std::move(source));
  return Merger(std::move(sources), source_count, request, living, std::move(writer)).run();
}

}  // namespace newsidx::indexer
