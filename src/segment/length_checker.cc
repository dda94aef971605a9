#include "segment/length_checker.h"

#include <cstdint>
#include <vector>

#include "base/status_macros.h"
#include "codec/norm.h"
#include "segment/column_names.h"

namespace newsidx::segment {
namespace {

struct Lengths {
  std::vector<std::uint64_t> title_length, body_length, body_positions;
};

Status read(const SegmentReader& reader, Lengths& lengths) {
  NEWSIDX_RETURN_IF_ERROR(reader.read_column(kTitleLengthColumn, lengths.title_length));
  NEWSIDX_RETURN_IF_ERROR(reader.read_column(kBodyLengthColumn, lengths.body_length));
  return reader.read_column(kBodyPositionsColumn, lengths.body_positions);
}

// A length leaves out stop words, but not all of them.
bool is_length_of(std::uint64_t length, std::uint64_t positions) {
  return length <= positions && (length == 0) == (positions == 0);
}

// What the record must say of a field.
struct Sums {
  std::uint32_t document_count = 0;
  std::uint64_t total_length = 0;
  std::uint64_t token_count = 0;

  void add(std::uint64_t length, std::uint64_t positions) {
    document_count += positions > 0 ? 1u : 0u;
    total_length += length;
    token_count += positions;
  }
  [[nodiscard]] bool are_of(const FieldInfo& field) const {
    return field.document_count == document_count && field.total_length == total_length &&
           field.token_count == token_count;
  }
};

std::uint8_t norm_of(std::uint64_t length) {
  return codec::encode_norm(
      static_cast<std::uint32_t>(std::min<std::uint64_t>(length, UINT32_MAX)));
}

}  // namespace

void check_lengths(const SegmentReader& reader, std::uint32_t title_weight,
                   const std::function<void(const Remark&)>& on_problem) {
  Lengths lengths;
  const Status status = read(reader, lengths);
  if (!status) return on_problem(status.error().remark());
  Sums titles, texts;
  for (std::uint32_t doc = 0; doc < reader.document_count(); ++doc) {
    const std::uint64_t title = lengths.title_length[doc];
    const std::uint64_t text = title * title_weight + lengths.body_length[doc];
    const std::uint64_t title_positions = reader.title_lengths()[doc];
    const std::uint64_t body_positions = lengths.body_positions[doc];
    if (!is_length_of(title, title_positions) ||
        !is_length_of(lengths.body_length[doc], body_positions)) {
      on_problem("document " + std::to_string(doc) + ": a length is not of its positions");
    }
    if (reader.norms(Field::title)[doc] != norm_of(title) ||
        reader.norms(Field::text)[doc] != norm_of(text)) {
      on_problem("document " + std::to_string(doc) + ": a norm is not of its length");
    }
    titles.add(title, title_positions);
    texts.add(text, title_positions + body_positions);
  }
  if (!titles.are_of(reader.info().field(Field::title))) {
    on_problem("field title: lengths are not those of the segment's record");
  }
  if (!texts.are_of(reader.info().field(Field::text))) {
    on_problem("field text: lengths are not those of the segment's record");
  }
}

}  // namespace newsidx::segment
