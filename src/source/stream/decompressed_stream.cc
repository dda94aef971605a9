#include "source/stream/decompressed_stream.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "source/stream/stream_blocks.h"

namespace newsidx::source {
namespace {

// A bomb is a small file that never ends. News packs 3 to 10 times smaller, and one letter
// repeated for ever 1,000 (gzip) to 32,000 times (zstd), so beyond this no text is left to be had.
constexpr std::uint64_t kMaxExpansion = 100'000;
constexpr std::uint64_t kExpansionFreeBytes = 64u << 20;

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

}  // namespace

Result<DecompressedStream> DecompressedStream::open(const std::string& path, const StopEvent* stop,
                                                    std::uint64_t max_window_bytes) {
  NEWSIDX_ASSIGN_OR_RETURN(std::unique_ptr<RawFile> file, RawFile::open(path, stop));
  RawFile* const plain = file->is_regular() ? file.get() : nullptr;
  DecompressedStream stream(std::move(file), stop);
  stream.plain_ = plain;
  NEWSIDX_RETURN_IF_ERROR(stream.start(compression_of_name(path), max_window_bytes));
  return stream;
}

Result<DecompressedStream> DecompressedStream::open(ByteStream& stream, std::string_view name,
                                                    const StopEvent* stop,
                                                    std::uint64_t max_window_bytes) {
  DecompressedStream decompressed(std::make_unique<StreamBlocks>(stream), stop);
  NEWSIDX_RETURN_IF_ERROR(decompressed.start(compression_of_name(name), max_window_bytes));
  return decompressed;
}

Status DecompressedStream::start(Compression claimed, std::uint64_t max_window_bytes) {
  NEWSIDX_ASSIGN_OR_RETURN(const std::string_view magic, file_->peek(16));
  const Compression found = compression_of_bytes(magic, claimed);
  if (found == Compression::none && !magic.empty()) claimed_in_vain_ = claimed;
  if (found != Compression::none)
    decoder_ = std::make_unique<Decoder>(*file_, found, max_window_bytes);

  while (head_.size() < kHeadBytes) {
    auto block = next_block();
    if (!block) {
      fault_ = std::move(block).error();
      if (head_.empty() && decoder_ && decoder_->resume().value_or(false)) {
        if (!first_fault_) first_fault_ = std::move(fault_);
        fault_.reset();
        continue;
      }
      break;
    }
    if (block->empty()) break;
    const std::size_t size = std::min(block->size(), kHeadBytes - head_.size());
    head_.append(*block, 0, size);
    block_ = block->substr(size);
  }
  if (head_.empty() && first_fault_) fault_ = std::exchange(first_fault_, std::nullopt);
  if (head_.empty() && fault_) return fail(*std::exchange(fault_, std::nullopt));
  if (head_.starts_with(kByteOrderMark)) {
    mark_bytes_ = kByteOrderMark.size();
    head_.erase(0, kByteOrderMark.size());
  }
  return {};
}

Result<std::size_t> DecompressedStream::read(char* out, std::size_t capacity) {
  if (first_fault_) return fail(*first_fault_);
  if (head_read_bytes_ < head_.size()) {
    const std::size_t size = head_.copy(out, capacity, head_read_bytes_);
    head_read_bytes_ += size;
    return size;
  }
  if (block_.empty()) {
    if (fault_) return fail(*fault_);
    NEWSIDX_ASSIGN_OR_RETURN(block_, next_block());
  }
  const std::size_t size = block_.copy(out, capacity);
  block_.remove_prefix(size);
  return size;
}

Result<bool> DecompressedStream::resume() {
  if (first_fault_) {
    first_fault_.reset();
    return true;
  }
  if (!decoder_) return false;
  NEWSIDX_ASSIGN_OR_RETURN(const bool goes_on, decoder_->resume());
  if (goes_on) fault_.reset();
  return goes_on;
}

Status DecompressedStream::seek(std::uint64_t byte) {
  head_read_bytes_ = head_.size();
  block_ = {};
  fault_.reset();
  return plain_->seek(byte);
}

std::uint64_t DecompressedStream::checked_bytes() const {
  const std::uint64_t bytes = decoder_ ? decoder_->checked_bytes() : 0;
  return bytes - std::min(bytes, mark_bytes_);
}

Result<std::string_view> DecompressedStream::next_block() {
  if (!decoder_) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::string_view block, file_->next_block());
    text_bytes_ += block.size();
    return block;
  }
  // A small file may hold much text: many blocks come of one read, which looks at the stop.
  if (stop_ != nullptr && stop_->requested()) return cancelled_error();
  NEWSIDX_ASSIGN_OR_RETURN(const std::string_view block, decoder_->next_block());
  text_bytes_ += block.size();
  if (text_bytes_ > kExpansionFreeBytes && text_bytes_ / kMaxExpansion > input_bytes()) {
    return fail(ErrorCode::limit, "the compressed data expands more than 100,000 times");
  }
  return block;
}

}  // namespace newsidx::source
