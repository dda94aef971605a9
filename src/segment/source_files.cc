#include "segment/source_files.h"

#include <algorithm>

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/column_reader.h"
#include "segment/error_context.h"

namespace newsidx::segment {
namespace {

Result<std::vector<std::uint32_t>> read(const std::shared_ptr<const storage::Store>& store,
                                        const SegmentInfo& info) {
  std::vector<std::uint32_t> files;
  files.reserve(info.document_count);
  NEWSIDX_ASSIGN_OR_RETURN(const auto column, ColumnReader::find(store, info.id, kSourceFileColumn,
                                                                 info.document_count));
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t chunk = 0; column && chunk < column->chunk_count(); ++chunk) {
    numbers.clear();
    NEWSIDX_RETURN_IF_ERROR(column->read(chunk, numbers));
    const bool are_files = std::ranges::all_of(numbers, [](auto n) { return n <= UINT32_MAX; });
    if (!are_files)
      return fail(ErrorCode::corruption, "columns 'source_file': no number of a file");
    for (const std::uint64_t number : numbers) files.push_back(static_cast<std::uint32_t>(number));
  }
  files.resize(info.document_count);
  return files;
}

}  // namespace

Result<std::vector<std::uint32_t>> read_source_files(
    const std::shared_ptr<const storage::Store>& store, const SegmentInfo& info) {
  auto files = read(store, info);
  if (!files) return in_segment(info.id, std::move(files).error());
  return files;
}

}  // namespace newsidx::segment
