#include "source/charset/iconv_decoder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace newsidx::source {
namespace {

const iconv_t kUnknown = reinterpret_cast<iconv_t>(static_cast<std::intptr_t>(-1));
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

}  // namespace

IconvDecoder::IconvDecoder(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {
  if (from.starts_with("UTF-16")) unit_bytes_ = 2;
  if (from.starts_with("UTF-32")) unit_bytes_ = 4;
}

IconvDecoder::~IconvDecoder() {
  if (handle_ != kUnknown) iconv_close(handle_);
}

bool IconvDecoder::is_known() const { return handle_ != kUnknown; }

std::size_t IconvDecoder::decode(std::string_view text, bool is_end, std::string& out) {
  char* in = const_cast<char*>(text.data());  // iconv does not write there
  std::size_t left = text.size();
  std::array<char, 8192> chunk;
  while (left > 0) {
    char* to = chunk.data();
    std::size_t room = chunk.size();
    const std::size_t result = iconv(handle_, &in, &left, &to, &room);
    const int error = result == static_cast<std::size_t>(-1) ? errno : 0;
    out.append(chunk.data(), chunk.size() - room);
    if (error == EINVAL && !is_end) break;
    if (error == EILSEQ || error == EINVAL) {
      out += kReplacement;
      ++replaced_count_;
      const std::size_t step = error == EINVAL ? left : std::min(unit_bytes_, left);
      in += step;
      left -= step;
    }
  }
  return text.size() - left;
}

}  // namespace newsidx::source
