#include "source/read_on.h"

#include <string_view>

#include "source/mail/mbox_splitter.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kLookaheadBytes = 4 << 10;
constexpr std::size_t kTableHeadBytes = 64 << 10;  // as CsvSplitter looks at

}  // namespace

bool may_grow(FileFormat format) {
  return format == FileFormat::records || format == FileFormat::table || format == FileFormat::mbox;
}

bool goes_on(const DecompressedStream& stream, const FileEnd& end, const FieldMap* map,
             std::optional<CsvTable>& table) {
  if (end.byte == 0) return false;
  const RawFile& file = *stream.plain_file();
  const auto around = file.read_at(end.byte - 1, 1 + kLookaheadBytes);
  if (!around || around->empty()) return false;
  const bool is_ended = around->front() == '\n' || end.byte <= stream.mark_bytes();
  const std::string_view behind = std::string_view(*around).substr(1);
  if (end.format == FileFormat::mbox) return is_ended && (behind.empty() || begins_mail(behind));
  // The last line may have had no end, and gets one now.
  const bool is_ended_now =
      behind.empty() || behind.starts_with('\n') || behind.starts_with("\r\n");
  if (!is_ended && !is_ended_now) return false;
  if (end.format != FileFormat::table) return true;
  const auto head = file.read_at(stream.mark_bytes(), kTableHeadBytes);
  if (head) table = csv_table_of(*head, map, true);
  return table && hash_of(*table) == end.head;
}

}  // namespace newsidx::source
