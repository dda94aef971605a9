#include "segment/segment_writer.h"

#include <array>

#include "base/assert.h"
#include "base/status_macros.h"
#include "segment/bigram_entry.h"
#include "segment/column_writer.h"
#include "segment/dictionary_writer.h"
#include "segment/form_writer.h"
#include "segment/id_writer.h"
#include "segment/impact_parameters.h"
#include "segment/norms_writer.h"
#include "segment/posting_list_writer.h"
#include "segment/segment_records.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

struct SegmentWriter::State {
  SegmentInfo info;
  SegmentRecords records;
  NormsWriter norms{records};
  IdWriter ids{records};
  PostingListWriter postings;
  DictionaryWriter dictionary;
  std::array<LengthNormTable, kFieldCount> saturation;
  Field field = Field::text;  // of the list that is being written
  std::string term;
  std::string frequent_words;
  std::optional<FormWriter> forms;

  State(storage::RecordSink& sink, SegmentInfo segment, std::uint32_t first_term_number)
      : info(std::move(segment)),
        records(sink, info.id),
        postings(
            [this](Family family, std::uint32_t term_number, std::uint16_t chunk,
                   std::string_view bytes) { return put_chunk(family, term_number, chunk, bytes); },
            first_term_number),
        dictionary(info.id, [this](Field of, std::string_view key, std::string_view value) {
          field_info(of).list_bytes += key.size() + value.size();
          return records.put(Family::terms, key, value);
        }) {
    for (std::uint8_t number = 0; number < kFieldCount; ++number) {
      saturation[number] = impact_length_norms(info, static_cast<Field>(number));
    }
  }

  Status put_chunk(Family family, std::uint32_t term_number, std::uint16_t chunk,
                   std::string_view bytes) {
    const std::string key = storage::chunk_key(info.id, term_number, chunk);
    field_info(field).list_bytes += key.size() + bytes.size();
    return records.put(family, key, bytes);
  }

  ColumnSink column_sink(std::string_view name) {
    return [this, name = std::string(name)](std::uint32_t chunk, std::string_view value) {
      return records.put(Family::columns, storage::column_key(info.id, name, chunk), value);
    };
  }

  // The words that have pairs stand behind the pairs.
  Status finish_dictionary() {
    NEWSIDX_RETURN_IF_ERROR(dictionary.finish());
    if (frequent_words.empty()) return {};
    const std::string key = frequent_words_key(info.id);
    field_info(Field::bigram).list_bytes += key.size() + frequent_words.size();
    return records.put(Family::terms, key, frequent_words);
  }

  [[nodiscard]] bool keeps_forms() const { return forms && field == Field::text; }

  FieldInfo& field_info(Field which) { return info.fields[number_of(which)]; }
};

SegmentWriter::SegmentWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SegmentWriter::SegmentWriter(SegmentWriter&&) noexcept = default;
SegmentWriter::~SegmentWriter() = default;

SegmentWriter SegmentWriter::create(storage::RecordSink& sink, SegmentInfo info) {
  return SegmentWriter(std::make_unique<State>(sink, std::move(info), 0));
}

SegmentWriter SegmentWriter::extend(storage::RecordSink& sink, const SegmentInfo& segment,
                                    std::uint32_t next_term_number,
                                    std::vector<std::uint8_t> text_norms) {
  NEWSIDX_CHECK(text_norms.size() == segment.document_count);
  SegmentWriter writer(std::make_unique<State>(sink, segment, next_term_number));
  writer.state_->norms.know(Field::text, std::move(text_norms));
  return writer;
}

Status SegmentWriter::set_lengths(Field field, std::vector<std::uint8_t> norms) {
  NEWSIDX_CHECK(norms.size() == state_->info.document_count);
  return state_->norms.write(field, std::move(norms));
}

ColumnWriter SegmentWriter::start_column(std::string_view name, ColumnType type,
                                         ColumnPresence presence) {
  return {state_->column_sink(name), type, presence};
}

Status SegmentWriter::add_counting_column(std::string_view name, std::uint64_t base) {
  return write_counting_column(state_->column_sink(name), base, state_->info.document_count);
}

Status SegmentWriter::start_term(Field field, std::string_view term) {
  state_->field = field;
  state_->term = term;
  const bool is_keyword = field == Field::keyword;
  state_->postings.start(has_positions(field),
                         is_keyword ? std::span<const std::uint8_t>() : state_->norms.of(field),
                         state_->saturation[number_of(field)]);
  if (state_->keeps_forms()) state_->forms->start(term);
  return {};
}

void SegmentWriter::keep_forms() { state_->forms.emplace(state_->column_sink(kFormStream)); }

FormTable* SegmentWriter::forms() noexcept {
  return state_->keeps_forms() ? &state_->forms->table() : nullptr;
}

Status SegmentWriter::add(std::uint32_t document, std::uint32_t freq,
                          std::span<const codec::Occurrence> occurrences,
                          std::span<const std::uint32_t> forms) {
  if (state_->keeps_forms()) {
    NEWSIDX_CHECK(forms.size() == occurrences.size() || forms.size() == 1);
    NEWSIDX_RETURN_IF_ERROR(state_->forms->add(document, occurrences.size(), forms));
  }
  return state_->postings.add(document, freq, occurrences);
}

std::uint32_t SegmentWriter::posting_count() const noexcept {
  return state_->postings.document_count();
}

Status SegmentWriter::finish_term(const std::optional<SurfaceCounts>& as_surface) {
  FieldInfo& field = state_->field_info(state_->field);
  ++field.term_count;
  field.posting_count += state_->postings.document_count();
  NEWSIDX_ASSIGN_OR_RETURN(PostingListWriter::Written list, state_->postings.finish());
  list.record.as_surface = as_surface;
  if (state_->keeps_forms()) NEWSIDX_RETURN_IF_ERROR(state_->forms->finish_term());
  return state_->dictionary.add_term(state_->field, state_->term, list.record, list.head);
}

Status SegmentWriter::add_surface(std::string_view surface, std::span<const SurfaceTerm> terms) {
  ++state_->field_info(Field::surface).term_count;
  return state_->dictionary.add_surface(surface, terms);
}

Status SegmentWriter::add_frequent_words(std::span<const std::string> words) {
  append_frequent_words(state_->frequent_words, words);
  return {};
}

Status SegmentWriter::add_id(std::string_view id, std::uint32_t document) {
  return state_->ids.add(id, document);
}

Result<SegmentWriter::Output> SegmentWriter::finish() && {
  NEWSIDX_RETURN_IF_ERROR(state_->finish_dictionary());
  if (state_->forms) NEWSIDX_RETURN_IF_ERROR(state_->forms->finish());
  Output output;
  output.next_term_number = state_->postings.term_number();
  output.info = std::move(state_->info);
  const SegmentRecords::Digests& digests = state_->records.digests();
  for (std::size_t i = 0; i < digests.size(); ++i) output.info.digests[i] += digests[i];
  return output;
}

}  // namespace newsidx::segment
