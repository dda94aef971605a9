// Any bytes as a zip, a tar or a 7z: its members end, within the budget, whatever is in them; what
// lies in them is unpacked once more.
#include "fuzz.h"
#include "source/archive/member_reader.h"
#include "source/stream/decompressed_stream.h"
#include "support/string_stream.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

ArchiveBudget small_budget() {
  ArchiveBudget budget;
  budget.max_members = 1000;
  budget.max_bytes = 4 << 20;
  budget.free_bytes = 1 << 20;
  budget.max_spool_bytes = 1 << 20;
  return budget;
}

void read_members(ByteStream& stream, ContainerKind kind, ArchiveBudget& budget, int depth) {
  char block[5000];
  auto reader = MemberReader::open(stream, kind, budget, "a", {}, depth == 0);
  if (!reader) return;
  while (true) {
    auto member = (*reader)->next();
    if (!member || !member->has_value()) return;
    NEWSIDX_CHECK((*member)->name.find('\n') == std::string::npos && !(*member)->name.empty());
    auto content = DecompressedStream::open(*(*member)->content, (*member)->name);
    if (!content) continue;
    const ContainerKind inner = container_kind_of(content->head());
    if (inner >= ContainerKind::wacz && depth == 0) {
      read_members(*content, inner, budget, depth + 1);
      continue;
    }
    while (true) {
      const auto size = content->read(block, sizeof block);
      if (!size || *size == 0) break;
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  const std::string_view bytes = fuzz::text(data, size);
  const ContainerKind kind = container_kind_of(bytes.substr(0, 8192));
  ArchiveBudget budget = small_budget();
  StringStream stream{std::string(bytes)};
  read_members(stream, kind < ContainerKind::docx ? ContainerKind::zip : kind, budget, 0);
  NEWSIDX_CHECK(budget.bytes_out <= budget.max_bytes + 5000);
  return 0;
}
