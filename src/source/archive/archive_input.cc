#include "source/archive/archive_input.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockBytes = 64 << 10;

Failure system_failure(std::string_view what) {
  return fail(ErrorCode::io, std::string(what) + ": " + std::generic_category().message(errno));
}

}  // namespace

ArchiveInput::ArchiveInput(ByteStream& stream, ArchiveBudget& budget, bool is_outermost,
                           std::stop_token stop)
    : stream_(stream),
      budget_(budget),
      is_outermost_(is_outermost),
      stop_(std::move(stop)),
      block_(std::make_unique_for_overwrite<char[]>(kBlockBytes)) {}

Result<std::string_view> ArchiveInput::read_stream() {
  if (stop_.stop_requested()) return cancelled_error();
  NEWSIDX_ASSIGN_OR_RETURN(const std::size_t size, stream_.read(block_.get(), kBlockBytes));
  if (is_outermost_) budget_.bytes_in += size;
  return std::string_view(block_.get(), size);
}

Status ArchiveInput::spool() {
  std::unique_ptr<std::FILE, CloseFile> copy(std::tmpfile());
  if (copy == nullptr) return system_failure("no file to unpack from");
  for (std::uint64_t bytes = 0;;) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::string_view block, read_stream());
    if (block.empty()) break;
    bytes += block.size();
    if (bytes > budget_.max_spool_bytes) {
      return fail(ErrorCode::limit,
                  "it is longer than " + std::to_string(budget_.max_spool_bytes) + " bytes");
    }
    if (std::fwrite(block.data(), 1, block.size(), copy.get()) != block.size())
      return system_failure("the copy to unpack from");
  }
  if (std::fflush(copy.get()) != 0) return system_failure("the copy to unpack from");
  std::rewind(copy.get());
  copy_ = std::move(copy);
  return {};
}

Result<std::string_view> ArchiveInput::read() {
  if (copy_ == nullptr) {
    auto block = read_stream();
    if (!block) fault_ = block.error();
    return block;
  }
  if (stop_.stop_requested()) {
    fault_ = Error{ErrorCode::cancelled, "stopped"};
    return fail(*fault_);
  }
  return std::string_view(block_.get(), std::fread(block_.get(), 1, kBlockBytes, copy_.get()));
}

bool ArchiveInput::seek(std::int64_t offset, int whence) {
  return copy_ != nullptr && ::fseeko(copy_.get(), offset, whence) == 0;
}

std::int64_t ArchiveInput::position() const {
  return copy_ == nullptr ? -1 : static_cast<std::int64_t>(::ftello(copy_.get()));
}

}  // namespace newsidx::source
