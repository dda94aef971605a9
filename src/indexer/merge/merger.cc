#include "indexer/merge/merger.h"

#include <algorithm>
#include <compare>
#include <deque>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/cancellation.h"
#include "base/status_macros.h"
#include "codec/norm.h"
#include "indexer/merge/posting_sorter.h"
#include "segment/column_names.h"
#include "segment/field.h"

namespace newsidx::indexer {

using segment::Field;
using segment::SegmentWriter;

namespace {

constexpr std::uint64_t kTermsPerStopCheck = 1024;

segment::FieldInfo field_info(const DocumentRange& documents, auto length, auto positions) {
  segment::FieldInfo info;
  for (std::uint32_t document = 0; document < documents.size(); ++document) {
    const DocumentStats& row = documents[document];
    if (positions(row) == 0) continue;
    ++info.document_count;
    info.total_length += length(row);
    info.token_count += positions(row);
  }
  return info;
}

segment::SegmentInfo segment_info(const MergeRequest& request) {
  segment::SegmentInfo info;
  info.id = request.segment;
  info.document_count = request.documents.size();
  info.is_reordered = request.is_reordered();
  info.languages = request.languages;
  info.stores = {request.store};
  info.fields[static_cast<std::size_t>(Field::text)] = field_info(
      request.documents,
      [&](const DocumentStats& row) { return text_length(row, request.title_weight); },
      [](const DocumentStats& row) { return row.title_positions + row.body_positions; });
  info.fields[static_cast<std::size_t>(Field::title)] = field_info(
      request.documents, [](const DocumentStats& row) { return row.title_length; },
      [](const DocumentStats& row) { return row.title_positions; });
  return info;
}

// Calls visit(row, document) in the order of the segment.
template <class Visit>
void for_each_row(const MergeRequest& request, Visit visit) {
  for (std::uint32_t number = 0; number < request.documents.size(); ++number) {
    const std::uint32_t document = request.is_reordered() ? request.order[number] : number;
    visit(request.documents[document], document);
  }
}

template <class Length>
Status write_lengths(SegmentWriter& writer, Field field, const MergeRequest& request,
                     Length length_of) {
  std::vector<std::uint8_t> norms;
  norms.reserve(request.documents.size());
  for_each_row(request, [&](const DocumentStats& row, std::uint32_t) {
    norms.push_back(codec::encode_norm(length_of(row)));
  });
  return writer.set_lengths(field, std::move(norms));
}

segment::ColumnWriter number_column(SegmentWriter& writer, std::string_view name) {
  return writer.start_column(name, segment::ColumnType::number, segment::ColumnPresence::always);
}

// @param value_of  (row, document) -> the number
template <class Value>
Status write_column(segment::ColumnWriter column, const MergeRequest& request, Value value_of) {
  Status status;
  for_each_row(request, [&](const DocumentStats& row, std::uint32_t document) {
    if (status) status = column.add(value_of(row, document));
  });
  if (!status) return status;
  return column.finish();
}

// Articles are stored in the order in which they were read.
Status write_addresses(SegmentWriter& writer, const MergeRequest& request) {
  if (request.is_reordered()) {
    NEWSIDX_RETURN_IF_ERROR(write_column(number_column(writer, segment::kArticleNumberColumn),
                                         request,
                                         [&](const DocumentStats&, std::uint32_t document) {
                                           return std::uint64_t{request.first_document} + document;
                                         }));
  } else {
    NEWSIDX_RETURN_IF_ERROR(
        writer.add_counting_column(segment::kArticleNumberColumn, request.first_document));
  }
  return write_column(number_column(writer, segment::kArticleStoreColumn), request,
                      [](const DocumentStats&, std::uint32_t) { return 0u; });  // of info.stores
}

Status write_norms(SegmentWriter& writer, const MergeRequest& request) {
  NEWSIDX_RETURN_IF_ERROR(write_lengths(
      writer, Field::text, request,
      [&](const DocumentStats& row) { return text_length(row, request.title_weight); }));
  return write_lengths(writer, Field::title, request,
                       [](const DocumentStats& row) { return row.title_length; });
}

// One column after the other, by their names.
Status write_columns(SegmentWriter& writer, const MergeRequest& request) {
  NEWSIDX_RETURN_IF_ERROR(write_norms(writer, request));
  NEWSIDX_RETURN_IF_ERROR(write_addresses(writer, request));
  using Row = const DocumentStats&;
  const auto write_into = [&](segment::ColumnWriter column, auto number) {
    return write_column(std::move(column), request,
                        [number](Row row, std::uint32_t) -> std::uint64_t { return row.*number; });
  };
  const auto write = [&](std::string_view name, auto number) {
    return write_into(number_column(writer, name), number);
  };
  NEWSIDX_RETURN_IF_ERROR(write(segment::kBodyLengthColumn, &DocumentStats::body_length));
  NEWSIDX_RETURN_IF_ERROR(write(segment::kBodyPositionsColumn, &DocumentStats::body_positions));
  NEWSIDX_RETURN_IF_ERROR(
      write_into(writer.start_column(segment::kPublishedColumn, segment::ColumnType::time,
                                     segment::ColumnPresence::optional),
                 &DocumentStats::published));
  NEWSIDX_RETURN_IF_ERROR(write(segment::kSourceFileColumn, &DocumentStats::source_file));
  NEWSIDX_RETURN_IF_ERROR(write(segment::kTitleLengthColumn, &DocumentStats::title_length));
  return write(segment::kTitlePositionsColumn, &DocumentStats::title_positions);
}

// Hands documents to the segment, counted from the first of the stretch.
class SegmentSink final : public PostingSink {
 public:
  SegmentSink(SegmentWriter& writer, std::uint32_t first_document)
      : writer_(writer), first_document_(first_document) {}
  Status add(std::uint32_t document, std::uint32_t freq,
             const std::vector<codec::Occurrence>& occurrences) override {
    return writer_.add(document - first_document_, freq, occurrences);
  }

 private:
  SegmentWriter& writer_;
  std::uint32_t first_document_;
};

// A heap of sources by (current key, place): the sources that stand on the least key come off in
// the order of their documents.
template <class Key>
class SourceHeap {
 public:
  struct Item {
    Key key;
    std::size_t source;
  };

  void push(Key key, std::size_t source) {
    items_.push_back({std::move(key), source});
    std::push_heap(items_.begin(), items_.end(), later);
  }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] const Key& least() const { return items_.front().key; }
  Item pop() {
    std::pop_heap(items_.begin(), items_.end(), later);
    Item item = std::move(items_.back());
    items_.pop_back();
    return item;
  }

 private:
  static bool later(const Item& a, const Item& b) {
    const auto order = a.key <=> b.key;
    return std::is_eq(order) ? a.source > b.source : std::is_gt(order);
  }
  std::vector<Item> items_;
};

class Merger {
 public:
  Merger(std::vector<std::unique_ptr<TermSource>> sources, const MergeRequest& request,
         SegmentWriter writer)
      : sources_(std::move(sources)),
        request_(request),
        writer_(std::move(writer)),
        sink_(writer_, request.first_document),
        numbers_(request.order.size()),
        sorter_(numbers_, request.first_document) {
    for (std::uint32_t number = 0; number < numbers_.size(); ++number) {
      numbers_[request.order[number]] = number;
    }
  }

  Result<SegmentWriter::Output> run() {
    NEWSIDX_RETURN_IF_ERROR(write_columns(writer_, request_));
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
  template <class Read>
  Status take(Read read) {
    const std::size_t source = heap_.pop().source;
    NEWSIDX_RETURN_IF_ERROR(read(*sources_[source]));
    NEWSIDX_RETURN_IF_ERROR(sources_[source]->next());
    if (sources_[source]->valid()) heap_.push(sources_[source]->key(), source);
    return {};
  }

  Status merge_term(Field field, std::uint64_t& done) {
    NEWSIDX_RETURN_IF_ERROR(writer_.start_term(field, std::string_view(key_).substr(1)));
    std::optional<segment::SurfaceCounts> as_surface;
    for (; !heap_.empty() && heap_.least() == key_; ++done) {
      NEWSIDX_RETURN_IF_ERROR(take([&](TermSource& source) {
        if (const auto counts = source.surface_counts()) {
          as_surface = as_surface.value_or(segment::SurfaceCounts()) += *counts;
        }
        return numbers_.empty() ? source.read_postings(sink_) : sorter_.take(source);
      }));
    }
    NEWSIDX_RETURN_IF_ERROR(sorter_.write(sink_));
    return writer_.finish_term(as_surface);
  }

  // Keys of one surface stand together: surface "\0" term.
  Status merge_surface(std::uint64_t& done) {
    const std::string surface = key_.substr(0, key_.find('\0', 1) + 1);
    std::deque<std::string> texts;  // a deque: views into it stay valid
    std::vector<segment::SurfaceTerm> terms;
    for (; !heap_.empty() && heap_.least().starts_with(surface); ++done) {
      const std::string_view term = heap_.least().substr(surface.size());
      if (terms.empty() || terms.back().term != term) terms.push_back({texts.emplace_back(term)});
      NEWSIDX_RETURN_IF_ERROR(take([&terms](TermSource& source) {
        terms.back().counts += source.surface_counts().value();
        return Status();
      }));
    }
    return writer_.add_surface(std::string_view(surface).substr(1, surface.size() - 2), terms);
  }

  Status merge_ids() {
    SourceHeap<std::string> heap;
    std::vector<std::uint32_t> documents(sources_.size());
    const auto push_next = [&](std::size_t source) -> Status {
      std::string id;
      NEWSIDX_ASSIGN_OR_RETURN(const bool found, sources_[source]->next_id(id, documents[source]));
      if (found) heap.push(std::move(id), source);
      return {};
    };
    for (std::size_t i = 0; i < sources_.size(); ++i) NEWSIDX_RETURN_IF_ERROR(push_next(i));
    while (!heap.empty()) {
      const auto [id, source] = heap.pop();
      const std::uint32_t document = documents[source] - request_.first_document;
      NEWSIDX_RETURN_IF_ERROR(writer_.add_id(id, numbers_.empty() ? document : numbers_[document]));
      NEWSIDX_RETURN_IF_ERROR(push_next(source));
    }
    return {};
  }

  std::vector<std::unique_ptr<TermSource>> sources_;
  const MergeRequest& request_;
  SegmentWriter writer_;
  SegmentSink sink_;
  std::vector<std::uint32_t> numbers_;  // in the segment, by document; empty: as they come
  PostingSorter sorter_;
  SourceHeap<std::string_view> heap_;
  std::string key_;
};

}  // namespace

Result<SegmentWriter::Output> merge(std::vector<std::unique_ptr<TermSource>> sources,
                                    const MergeRequest& request, storage::RecordSink& sink) {
  SegmentWriter writer = SegmentWriter::create(sink, segment_info(request));
  return Merger(std::move(sources), request, std::move(writer)).run();
}

}  // namespace newsidx::indexer
