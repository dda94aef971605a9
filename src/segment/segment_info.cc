// manifest := magic:"NIDX" version:u32 body checksum:u32(all before)
// body     := generation next_segment next_sequence analyzer language fingerprint title_weight
//             stores_articles:u8 segment_count segment*
// segment  := id document_count first_sequence is_reordered:u8
//             (document_count total_length token_count term_count posting_count list_bytes)*7
//             language_count (name count)*  digest:u64*9
//             seven fields, nine families
// Numbers are varints and texts prefixed, unless said otherwise.

#include "segment/segment_info.h"

#include "base/bytes.h"
#include "base/hash.h"

namespace newsidx::segment {
namespace {

constexpr std::string_view kMagic = "NIDX";
constexpr std::size_t kHeadBytes = 8;
constexpr std::size_t kChecksumBytes = 4;

void append_segment(std::string& out, const SegmentInfo& segment) {
  append_varint(out, segment.id);
  append_varint(out, segment.document_count);
  append_varint(out, segment.first_sequence);
  out.push_back(segment.is_reordered ? 1 : 0);
  for (const FieldInfo& field : segment.fields) {
    append_varint(out, field.document_count);
    append_varint(out, field.total_length);
    append_varint(out, field.token_count);
    append_varint(out, field.term_count);
    append_varint(out, field.posting_count);
    append_varint(out, field.list_bytes);
  }
  append_varint(out, segment.languages.size());
  for (const auto& [name, count] : segment.languages) {
    append_prefixed(out, name);
    append_varint(out, count);
  }
  for (const std::uint64_t digest : segment.digests) append_le(out, digest);
}

SegmentInfo read_segment(ByteReader& in) {
  SegmentInfo segment;
  segment.id = in.varint32();
  segment.document_count = in.varint32();
  segment.first_sequence = in.varint();
  segment.is_reordered = in.le<std::uint8_t>() == 1;
  for (FieldInfo& field : segment.fields) {
    field.document_count = in.varint32();
    field.total_length = in.varint();
    field.token_count = in.varint();
    field.term_count = in.varint();
    field.posting_count = in.varint();
    field.list_bytes = in.varint();
  }
  const std::uint64_t language_count = in.varint();
  for (std::uint64_t i = 0; i < language_count && in.ok(); ++i) {
    const std::string_view name = in.prefixed();
    const std::uint32_t count = in.varint32();
    segment.languages.emplace_back(name, count);
  }
  for (std::uint64_t& digest : segment.digests) digest = in.le<std::uint64_t>();
  return segment;
}

Failure broken(const char* what) {
  return fail(ErrorCode::corruption, std::string("manifest: ") + what, "build the index again");
}

}  // namespace

std::uint64_t Manifest::document_count() const noexcept {
  std::uint64_t count = 0;
  for (const SegmentInfo& segment : segments) count += segment.document_count;
  return count;
}

std::string serialize_manifest(const Manifest& manifest) {
  std::string out(kMagic);
  append_le(out, kFormatVersion);
  append_varint(out, manifest.generation);
  append_varint(out, manifest.next_segment);
  append_varint(out, manifest.next_sequence);
  append_prefixed(out, manifest.settings.analyzer);
  append_prefixed(out, manifest.settings.language);
  append_prefixed(out, manifest.settings.fingerprint);
  append_varint(out, manifest.settings.title_weight);
  out.push_back(manifest.settings.stores_articles ? 1 : 0);
  append_varint(out, manifest.segments.size());
  for (const SegmentInfo& segment : manifest.segments) append_segment(out, segment);
  append_le(out, checksum32(out));
  return out;
}

Result<Manifest> parse_manifest(std::string_view bytes) {
  if (bytes.size() < kHeadBytes + kChecksumBytes || bytes.substr(0, 4) != kMagic) {
    return broken("bad magic");
  }
  // The version comes before the checksum: another version may have another one.
  const auto version = load_le<std::uint32_t>(bytes.data() + 4);
  if (version != kFormatVersion) {
    return fail(ErrorCode::unsupported,
                "the index has format version " + std::to_string(version) +
                    ", this newsidx reads " + std::to_string(kFormatVersion),
                Hint(version > kFormatVersion ? "a newer newsidx, or " : "",
                     "build it again with another ", HintName::index_path));
  }
  const auto checksum = load_le<std::uint32_t>(bytes.data() + bytes.size() - kChecksumBytes);
  bytes.remove_suffix(kChecksumBytes);
  if (checksum32(bytes) != checksum) return broken("bad checksum");

  ByteReader in(bytes.substr(kHeadBytes));
  Manifest manifest;
  manifest.generation = in.varint();
  manifest.next_segment = in.varint32();
  manifest.next_sequence = in.varint();
  manifest.settings.analyzer = in.prefixed();
  manifest.settings.language = in.prefixed();
  manifest.settings.fingerprint = in.prefixed();
  manifest.settings.title_weight = in.varint32();
  manifest.settings.stores_articles = in.le<std::uint8_t>() == 1;
  const std::uint64_t segment_count = in.varint();
  for (std::uint64_t i = 0; i < segment_count && in.ok(); ++i) {
    manifest.segments.push_back(read_segment(in));
  }
  if (!in.ok() || !in.at_end()) return broken("broken body");
  return manifest;
}

}  // namespace newsidx::segment
