#include "source/stream/decoder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/assert.h"
#include "base/status_macros.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockBytes = StreamCodec::kMinOutputBytes;

// Of gzip: the magic, deflate as the method, no flags but the five that there are.
constexpr std::string_view kMemberMagic = "\x1f\x8b\x08";
constexpr std::size_t kMemberStartBytes = 4;

bool is_member_start(std::string_view text) {
  return text.size() >= kMemberStartBytes && text.starts_with(kMemberMagic) &&
         (static_cast<unsigned char>(text[3]) & 0xe0) == 0;
}

// Where a member of gzip may begin, with less than its first bytes at the end of the text.
std::size_t find_member(std::string_view text) {
  for (std::size_t at = text.find(kMemberMagic[0]); at != std::string_view::npos;
       at = text.find(kMemberMagic[0], at + 1)) {
    const std::string_view rest = text.substr(at);
    const bool is_cut_off = rest.size() < kMemberStartBytes &&
                            kMemberMagic.starts_with(rest.substr(0, kMemberMagic.size()));
    if (is_cut_off || is_member_start(rest)) return at;
  }
  return text.size();
}

std::unique_ptr<StreamCodec> make_codec(Compression compression, std::uint64_t max_window_bytes) {
  switch (compression) {
    case Compression::gzip: return make_gzip_codec();
    case Compression::zstd: return make_zstd_codec(max_window_bytes);
    case Compression::xz: return make_xz_codec(max_window_bytes);
    case Compression::bzip2: return make_bzip2_codec();
    case Compression::lz4: return make_lz4_codec();
    case Compression::none: break;
  }
  return nullptr;
}

}  // namespace

Failure out_of_memory() {
  return fail(ErrorCode::limit, "there is not enough memory to unpack it");
}

Failure window_too_large(std::uint64_t window_bytes, std::string_view unpacking_command) {
  const std::uint64_t mebibytes = (window_bytes + (1 << 20) - 1) >> 20;
  return fail(ErrorCode::limit, "its window takes " + std::to_string(mebibytes) + " MiB of memory",
              Hint(HintName::memory_bytes, " ", std::to_string(mebibytes * kMemoryPerWindow),
                   "M, or ", unpacking_command, " FILE", HintName::piped_build));
}

Decoder::Decoder(BlockSource& file, Compression compression, std::uint64_t max_window_bytes)
    : file_(file),
      compression_(compression),
      codec_(make_codec(compression, max_window_bytes)),
      block_(std::make_unique_for_overwrite<char[]>(kBlockBytes)) {
  NEWSIDX_CHECK(codec_ != nullptr);
}

Result<std::string_view> Decoder::next_block() {
  while (!fault_) {
    if (input_.empty() && !may_owe_bytes_) {
      NEWSIDX_RETURN_IF_ERROR(next_input());
      if (input_.empty()) {
        NEWSIDX_RETURN_IF_ERROR(end_of_file());
        return std::string_view();
      }
    }
    NEWSIDX_ASSIGN_OR_RETURN(const std::size_t size, decode_some());
    if (size > 0) return std::string_view(block_.get(), size);
  }
  return fail(*fault_);
}

// A fault is kept for the next call when there are bytes in front of it. @return how many bytes
Result<std::size_t> Decoder::decode_some() {
  if (!in_stream_) {
    NEWSIDX_RETURN_IF_ERROR(skip_padding());
    if (input_.empty()) return 0;
    NEWSIDX_RETURN_IF_ERROR(codec_->begin());
    in_stream_ = true;
    search_begin_ = file_block_.size() - input_.size() + 1;
  }
  const std::size_t input_bytes = input_.size();
  std::span<char> out(block_.get(), kBlockBytes);
  const Result<bool> complete = codec_->step(input_, out);
  const std::size_t size = kBlockBytes - out.size();
  text_bytes_ += size;
  if (!complete) {
    fault_ = in_context(complete.error());
  } else if (*complete) {
    in_stream_ = false;
    checked_bytes_ = text_bytes_;
  } else if (size == 0 && input_.size() == input_bytes && !may_owe_bytes_) {
    fault_ = in_context({ErrorCode::corruption, "neither text nor an end is found in it"});
  }
  may_owe_bytes_ = in_stream_ && out.empty();
  return size;
}

Result<bool> Decoder::resume() {
  if (compression_ != Compression::gzip || !fault_ || fault_->code != ErrorCode::corruption)
    return false;
  go_back();
  std::string edge;  // the end of the block before, if a member may begin there
  while (true) {
    if (!edge.empty() && is_member_start(edge + std::string(input_.substr(0, kMemberStartBytes)))) {
      NEWSIDX_RETURN_IF_ERROR(begin_member(edge));
      break;
    }
    const std::size_t at = find_member(input_);
    if (input_.size() - at >= kMemberStartBytes) {
      NEWSIDX_RETURN_IF_ERROR(begin_member(""));
      input_.remove_prefix(at);
      break;
    }
    edge = input_.substr(at);
    NEWSIDX_RETURN_IF_ERROR(next_input());
    if (input_.empty()) return false;
  }
  fault_.reset();
  return true;
}

// At the end of the file the last block stays, to go back in.
Status Decoder::next_input() {
  NEWSIDX_ASSIGN_OR_RETURN(input_, file_.next_block());
  if (input_.empty()) return {};
  file_block_ = input_;
  search_begin_ = 0;
  return {};
}

// Back to where the next member may begin that the damaged one was read over. Not more often than
// that the file is read twice at the most.
void Decoder::go_back() {
  const std::size_t read = file_block_.size() - input_.size();
  if (read <= search_begin_) return;
  const std::size_t back = read - search_begin_;
  if (bytes_gone_back_ + back > file_.bytes_read()) return;
  bytes_gone_back_ += back;
  input_ = file_block_.substr(search_begin_);
}

// @param start  its first bytes, if they are in the block before
Status Decoder::begin_member(std::string_view start) {
  in_stream_ = false;
  may_owe_bytes_ = false;
  padding_bytes_ = 0;
  if (start.empty()) return {};
  NEWSIDX_RETURN_IF_ERROR(codec_->begin());
  std::span<char> out(block_.get(), kBlockBytes);
  in_stream_ = true;
  const Result<bool> complete = codec_->step(start, out);
  return complete ? Status() : fail(complete.error());
}

Status Decoder::skip_padding() {
  if (compression_ != Compression::gzip && compression_ != Compression::xz) return {};
  const std::size_t size = std::min(input_.find_first_not_of('\0'), input_.size());
  input_.remove_prefix(size);
  padding_bytes_ += size;
  if (input_.empty()) return {};
  return check_padding();
}

// Before another stream, or at the end.
Status Decoder::check_padding() {
  const bool is_odd = compression_ == Compression::xz && padding_bytes_ % 4 != 0;
  padding_bytes_ = 0;
  if (!is_odd) return {};
  fault_ = in_context({ErrorCode::corruption, "zero bytes that are no padding"});
  return fail(*fault_);
}

Status Decoder::end_of_file() {
  if (!in_stream_) return check_padding();
  fault_ = Error{ErrorCode::corruption,
                 "the " + std::string(name_of(compression_)) + " data is cut off"};
  return fail(*fault_);
}

Error Decoder::in_context(Error error) const {
  if (error.code != ErrorCode::corruption) return error;
  std::string message = "the " + std::string(name_of(compression_)) + " data is damaged";
  if (!error.message.empty()) message += ": " + error.message;
  return {error.code, std::move(message), std::move(error.hint)};
}

}  // namespace newsidx::source
