// source file := magic:"NSRC" version:u32 body parts checksum:u32(all before)
// body        := number size_bytes modified_ns:i64 digest:u64 path:prefixed
//                count number_before*
// part 1      := kind:u8 byte line head:u64 digest:u64         where it can be read on
// Numbers are varints unless said otherwise.

#include "segment/source_file.h"

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/sealed_record.h"

namespace newsidx::segment {
namespace {

constexpr std::uint64_t kEndPart = 1;

std::string serialize_end(const SourceFileEnd& end) {
  std::string out(1, static_cast<char>(end.kind));
  append_varint(out, end.byte);
  append_varint(out, end.line);
  append_le(out, end.head);
  append_le(out, end.digest);
  return out;
}

// Nothing of a kind that this program does not know.
std::optional<SourceFileEnd> parse_end(std::string_view bytes) {
  ByteReader in(bytes);
  SourceFileEnd end;
  end.kind = static_cast<SourceFileEnd::Kind>(in.le<std::uint8_t>());
  end.byte = in.varint();
  end.line = in.varint();
  end.head = in.le<std::uint64_t>();
  end.digest = in.le<std::uint64_t>();
  const bool is_known =
      end.kind >= SourceFileEnd::Kind::lines && end.kind <= SourceFileEnd::Kind::mbox;
  if (!in.ok() || !in.at_end() || !is_known) return std::nullopt;
  return end;
}

}  // namespace

std::string serialize_source_file(const SourceFile& file) {
  std::string out = start_record(kSourceFileMagic);
  append_varint(out, file.number);
  append_varint(out, file.size_bytes);
  append_le(out, static_cast<std::uint64_t>(file.modified_ns));
  append_le(out, file.digest);
  append_prefixed(out, file.path);
  append_varint(out, file.numbers_before.size());
  for (const std::uint32_t number : file.numbers_before) append_varint(out, number);
  FurtherParts parts;
  if (file.end) parts.emplace(kEndPart, serialize_end(*file.end));
  return finish_record(std::move(out), parts);
}

Result<SourceFile> parse_source_file(std::string_view bytes) {
  constexpr const char* kWhat = "record of a source file";
  NEWSIDX_ASSIGN_OR_RETURN(ByteReader in, open_record(bytes, kSourceFileMagic, kWhat));
  SourceFile file;
  file.number = in.varint32();
  file.size_bytes = in.varint();
  file.modified_ns = static_cast<std::int64_t>(in.le<std::uint64_t>());
  file.digest = in.le<std::uint64_t>();
  file.path = in.prefixed();
  const std::uint64_t before_count = in.varint();
  for (std::uint64_t i = 0; i < before_count && in.ok(); ++i) {
    file.numbers_before.push_back(in.varint32());
  }
  NEWSIDX_ASSIGN_OR_RETURN(const FurtherParts parts, read_further_parts(in, kWhat));
  if (const auto end = parts.find(kEndPart); end != parts.end()) file.end = parse_end(end->second);
  if (file.number == 0 || file.path.empty()) return broken_record(kWhat, "broken body");
  return file;
}

}  // namespace newsidx::segment
