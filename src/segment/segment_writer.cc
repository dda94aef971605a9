// id value       := document:varint
// frequent words := term:prefixed* checksum:u32     (ascending)

#include "segment/segment_writer.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "codec/norm.h"
#include "segment/column.h"
#include "segment/term_dictionary_writer.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;
using storage::Field;
using storage::SstWriter;

namespace {

constexpr std::size_t kSegmentKeyBytes = 4;
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
constexpr std::uint64_t kZoneBit = 4;

/// The field whose lengths score a list.
Field length_field(Field field) { return is_of_title(field) ? Field::title : Field::text; }

}  // namespace

SaturationTable impact_saturation(const SegmentInfo& info, Field field) {
  if (field != Field::keyword) {
    return saturation_table(kImpactK1, kImpactB, info.field(length_field(field)).average_length());
  }
  SaturationTable flat;
  flat.fill(kImpactK1);
  return flat;
}

std::uint64_t column_time(const std::optional<Timestamp>& time) noexcept {
  if (!time) return 0;
  const auto seconds = static_cast<std::uint64_t>(time->utc_seconds) << 4;
  return (seconds ^ kSignBit) | (static_cast<std::uint64_t>(time->precision) + 1) |
         (time->zone_known ? kZoneBit : 0);
}

std::optional<Timestamp> time_of_column(std::uint64_t value) noexcept {
  const std::uint64_t precision = value & 3;
  if (precision == 0) return std::nullopt;
  Timestamp time;
  time.utc_seconds = static_cast<std::int64_t>(value ^ kSignBit) >> 4;
  time.precision = static_cast<Timestamp::Precision>(precision - 1);
  time.zone_known = (value & kZoneBit) != 0;
  return time;
}

struct SegmentWriter::State {
  SegmentInfo info;
  std::vector<SstWriter> files;  // in the order of Family; docs and meta are written elsewhere
  std::array<std::vector<std::uint8_t>, 2> norms;  // of text and title
  std::array<SaturationTable, 2> saturation;
  SaturationTable flat_saturation;
  std::unique_ptr<PostingsWriter> postings;
  std::unique_ptr<TermDictionaryWriter> dictionary;
  std::string term;
  Field field = Field::text;
  std::string frequent_words;

  Status put(Family family, std::string_view key, std::string_view value) {
    info.digests[storage::index_of(family)] += record_digest(key.substr(kSegmentKeyBytes), value);
    return file_of(family).add(key, value);
  }

  // A part of a list or of the dictionary of a field.
  Status put_list(Family family, Field of, std::string_view key, std::string_view value) {
    field_info(of).list_bytes += key.size() + value.size();
    return put(family, key, value);
  }

  SstWriter& file_of(Family family) {
    for (SstWriter& file : files) {
      if (file.family() == family) return file;
    }
    NEWSIDX_CHECK(false);
  }

  FieldInfo& field_info(Field which) { return info.fields[static_cast<std::size_t>(which)]; }
};

SegmentWriter::SegmentWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SegmentWriter::SegmentWriter(SegmentWriter&&) noexcept = default;
SegmentWriter::~SegmentWriter() = default;

Result<std::unique_ptr<SegmentWriter::State>> SegmentWriter::open_files(
    const std::string& staging_path, SegmentInfo info, std::uint32_t first_term_number) {
  auto state = std::make_unique<State>();
  state->info = std::move(info);
  for (const Family family : {Family::terms, Family::postings, Family::positions, Family::norms,
                              Family::columns, Family::ids}) {
    std::string path = staging_path + "/segment-" + std::to_string(state->info.id) + "-" +
                       std::string(name_of(family)) + ".sst";
    NEWSIDX_ASSIGN_OR_RETURN(SstWriter file, SstWriter::create(family, std::move(path)));
    state->files.push_back(std::move(file));
  }
  for (const Field field : {Field::text, Field::title}) {
    state->saturation[static_cast<std::size_t>(field)] = impact_saturation(state->info, field);
  }
  state->flat_saturation = impact_saturation(state->info, Field::keyword);
  State* const writer = state.get();
  state->postings = std::make_unique<PostingsWriter>(
      [writer](Family family, std::uint32_t term_number, std::uint16_t chunk,
               std::string_view bytes) {
        return writer->put_list(family, writer->field,
                                storage::chunk_key(writer->info.id, term_number, chunk), bytes);
      },
      first_term_number);
  state->dictionary = std::make_unique<TermDictionaryWriter>(
      state->info.id, [writer](Field field, std::string_view key, std::string_view value) {
        return writer->put_list(Family::terms, field, key, value);
      });
  return state;
}

Result<SegmentWriter> SegmentWriter::create(const std::string& staging_path, SegmentInfo info) {
  NEWSIDX_ASSIGN_OR_RETURN(auto state, open_files(staging_path, std::move(info), 0));
  return SegmentWriter(std::move(state));
}

Result<SegmentWriter> SegmentWriter::extend(const std::string& staging_path,
                                            const SegmentInfo& segment,
                                            std::uint32_t next_term_number,
                                            std::vector<std::uint8_t> text_norms) {
  NEWSIDX_CHECK(text_norms.size() == segment.document_count);
  NEWSIDX_ASSIGN_OR_RETURN(auto state, open_files(staging_path, segment, next_term_number));
  state->norms[static_cast<std::size_t>(Field::text)] = std::move(text_norms);
  return SegmentWriter(std::move(state));
}

Status SegmentWriter::set_lengths(Field field, std::vector<std::uint8_t> norms) {
  NEWSIDX_CHECK(norms.size() == state_->info.document_count);
  const std::string_view bytes(reinterpret_cast<const char*>(norms.data()), norms.size());
  NEWSIDX_RETURN_IF_ERROR(write_column(bytes, [&](std::uint32_t chunk, std::string_view value) {
    return state_->put(Family::norms, storage::column_key(state_->info.id, name_of(field), chunk),
                       value);
  }));
  state_->norms[static_cast<std::size_t>(field)] = std::move(norms);
  return {};
}

Status SegmentWriter::set_column(std::string_view name, std::string_view values) {
  return write_column(values, [&](std::uint32_t chunk, std::string_view value) {
    return state_->put(Family::columns, storage::column_key(state_->info.id, name, chunk), value);
  });
}

Status SegmentWriter::start_term(Field field, std::string_view term) {
  state_->field = field;
  state_->term = term;
  if (field == Field::keyword) {
    state_->postings->start(false, {}, state_->flat_saturation);
  } else {
    const auto lengths = static_cast<std::size_t>(length_field(field));
    state_->postings->start(has_positions(field), state_->norms[lengths],
                            state_->saturation[lengths]);
  }
  return {};
}

Status SegmentWriter::add(std::uint32_t document, std::uint32_t freq,
                          std::span<const codec::Occurrence> occurrences) {
  return state_->postings->add(document, freq, occurrences);
}

Status SegmentWriter::finish_term(const std::optional<SurfaceCounts>& as_surface) {
  FieldInfo& field = state_->field_info(state_->field);
  ++field.term_count;
  field.posting_count += state_->postings->document_count();
  NEWSIDX_ASSIGN_OR_RETURN(PostingsWriter::Written list, state_->postings->finish());
  list.record.as_surface = as_surface;
  return state_->dictionary->add_term(state_->field, state_->term, list.record, list.head);
}

Status SegmentWriter::add_surface(std::string_view surface, std::span<const SurfaceTerm> terms) {
  ++state_->field_info(Field::surface).term_count;
  return state_->dictionary->add_surface(surface, terms);
}

Status SegmentWriter::add_frequent_words(std::span<const std::string> words) {
  append_frequent_words(state_->frequent_words, words);
  return {};
}

Status SegmentWriter::add_id(std::string_view id, std::uint32_t document) {
  std::string value;
  append_varint(value, document);
  return state_->put(Family::ids, storage::id_key(state_->info.id, id), value);
}

Result<SegmentWriter::Output> SegmentWriter::finish() && {
  NEWSIDX_RETURN_IF_ERROR(state_->dictionary->finish());
  if (!state_->frequent_words.empty()) {
    NEWSIDX_RETURN_IF_ERROR(state_->put_list(Family::terms, Field::bigram,
                                             storage::frequent_words_key(state_->info.id),
                                             state_->frequent_words));
  }
  Output output;
  for (SstWriter& file : state_->files) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_keys, file.finish());
    if (has_keys) output.files.push_back(std::move(file));
  }
  output.next_term_number = state_->postings->term_number();
  output.info = std::move(state_->info);
  return output;
}

void append_frequent_words(std::string& out, std::span<const std::string> words) {
  const std::size_t begin = out.size();
  for (const std::string& word : words) append_prefixed(out, word);
  append_le(out, checksum32(std::string_view(out).substr(begin)));
}

Result<std::vector<std::string_view>> parse_frequent_words(std::string_view value) {
  constexpr std::size_t kChecksumBytes = 4;
  const std::string_view body =
      value.substr(0, value.size() - std::min(value.size(), kChecksumBytes));
  if (checksum32(body) != ByteReader(value.substr(body.size())).le<std::uint32_t>()) {
    return fail(ErrorCode::corruption, "frequent words are broken");
  }
  std::vector<std::string_view> words;
  ByteReader in(body);
  bool ascends = true;
  while (in.ok() && !in.at_end()) {
    const std::string_view word = in.prefixed();
    ascends = ascends && (words.empty() || words.back() < word);
    words.push_back(word);
  }
  if (!in.ok() || !ascends || words.empty()) {
    return fail(ErrorCode::corruption, "frequent words are broken");
  }
  return words;
}

std::string pair_term(std::string_view first, std::string_view second) {
  std::string term;
  term.reserve(first.size() + 1 + second.size());
  term += first;
  term += '\0';
  term += second;
  return term;
}

Result<std::uint32_t> parse_id_value(std::string_view value) {
  ByteReader in(value);
  const std::uint32_t document = in.varint32();
  if (!in.ok() || !in.at_end()) return fail(ErrorCode::corruption, "id entry is broken");
  return document;
}

}  // namespace newsidx::segment
