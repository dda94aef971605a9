// segment := magic:"NSEG" version:u32 body checksum:u32(all before)
// body    := id document_count flags:u8 k1:f32 b:f32
//            field_count (number document_count total_length token_count term_count posting_count
//                         list_bytes)*
//            language_count (name:prefixed document_count)*  store_count store*
//            family_count digest:u64*  part_count (number bytes:prefixed)*
// flags   := 1 reordered
// Numbers are varints unless said otherwise.

#include "segment/segment_info.h"

#include <bit>

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/sealed_record.h"

namespace newsidx::segment {
namespace {

constexpr std::uint8_t kIsReordered = 1;

void append_fields(std::string& out, const SegmentInfo& info) {
  append_varint(out, info.fields.size());
  for (std::uint8_t number = 0; number < info.fields.size(); ++number) {
    const FieldInfo& field = info.fields[number];
    append_varint(out, number);
    append_varint(out, field.document_count);
    append_varint(out, field.total_length);
    append_varint(out, field.token_count);
    append_varint(out, field.term_count);
    append_varint(out, field.posting_count);
    append_varint(out, field.list_bytes);
  }
}

// Fields that this program does not know are read over.
bool read_fields(ByteReader& in, SegmentInfo& info) {
  const std::uint64_t count = in.varint();
  std::uint64_t least = 0;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t number = in.varint();
    if (number < least) return false;
    least = number + 1;
    FieldInfo field;
    field.document_count = in.varint32();
    field.total_length = in.varint();
    field.token_count = in.varint();
    field.term_count = in.varint();
    field.posting_count = in.varint();
    field.list_bytes = in.varint();
    if (number < info.fields.size()) {
      info.fields[number] = field;
    } else {
      info.unknown_list_bytes += field.list_bytes;
    }
  }
  return in.ok();
}

// Families that this program does not know are read over, too.
void read_digests(ByteReader& in, SegmentInfo& info) {
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const auto digest = in.le<std::uint64_t>();
    if (i < info.digests.size()) info.digests[i] = digest;
  }
}

}  // namespace

std::string serialize_segment_info(const SegmentInfo& info) {
  std::string out = start_record(kSegmentMagic);
  append_varint(out, info.id);
  append_varint(out, info.document_count);
  out.push_back(static_cast<char>(info.is_reordered ? kIsReordered : 0));
  append_le(out, std::bit_cast<std::uint32_t>(info.impact_parameters.k1));
  append_le(out, std::bit_cast<std::uint32_t>(info.impact_parameters.b));
  append_fields(out, info);
  append_varint(out, info.languages.size());
  for (const auto& [name, count] : info.languages) {
    append_prefixed(out, name);
    append_varint(out, count);
  }
  append_varint(out, info.stores.size());
  for (const std::uint32_t store : info.stores) append_varint(out, store);
  append_varint(out, info.digests.size());
  for (const std::uint64_t digest : info.digests) append_le(out, digest);
  return finish_record(std::move(out));
}

Result<SegmentInfo> parse_segment_info(std::string_view bytes) {
  constexpr const char* kWhat = "segment record";
  NEWSIDX_ASSIGN_OR_RETURN(ByteReader in, open_record(bytes, kSegmentMagic, kWhat));
  SegmentInfo info;
  info.format_version = version_of(bytes);
  info.id = in.varint32();
  info.document_count = in.varint32();
  info.is_reordered = (in.le<std::uint8_t>() & kIsReordered) != 0;
  info.impact_parameters.k1 = std::bit_cast<float>(in.le<std::uint32_t>());
  info.impact_parameters.b = std::bit_cast<float>(in.le<std::uint32_t>());
  if (!(info.impact_parameters.k1 >= 0) || !(info.impact_parameters.b >= 0)) {
    return broken_record(kWhat, "broken body");
  }
  if (!read_fields(in, info)) return broken_record(kWhat, "broken body");
  const std::uint64_t language_count = in.varint();
  for (std::uint64_t i = 0; i < language_count && in.ok(); ++i) {
    const std::string_view name = in.prefixed();
    const std::uint32_t count = in.varint32();
    info.languages.emplace_back(name, count);
  }
  const std::uint64_t store_count = in.varint();
  for (std::uint64_t i = 0; i < store_count && in.ok(); ++i) info.stores.push_back(in.varint32());
  read_digests(in, info);
  NEWSIDX_RETURN_IF_ERROR(finish_reading(in, kWhat));
  info.live = {0, info.document_count};
  return info;
}

}  // namespace newsidx::segment
