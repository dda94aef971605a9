#include "source/mail/mail_charset.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "base/utf8.h"
#include "source/text_encoding.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::size_t kMaxNameBytes = 40;

// What mails mean by a name, where iconv is stricter: the superset that they are written in.
std::string iconv_name(std::string_view charset) {
  std::string name = lower_ascii(trimmed(charset).substr(0, kMaxNameBytes));
  if (!name.starts_with("ks_")) std::replace(name.begin(), name.end(), '_', '-');
  if (name == "iso-8859-1" || name == "latin1") return "CP1252";
  if (name == "gb2312" || name == "gbk" || name == "eucgb2312-cn") return "GB18030";
  if (name == "big5" || name == "big5-tw") return "BIG5-HKSCS";
  if (name == "ks_c_5601-1987" || name == "euc-kr") return "CP949";
  if (name == "shift-jis" || name == "x-sjis") return "CP932";
  if (name == "x-unknown" || name == "us-ascii" || name == "utf-8" || name == "utf8") return "";
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
  };
  return std::all_of(name.begin(), name.end(), is_plain) ? name : "";  // no "//TRANSLIT"
}

// Where the converter may stand in the middle of a shifted charset, ASCII is not itself.
bool is_shifted(std::string_view name) {
  return name.starts_with("iso-2022") || name.starts_with("utf-7") || name.starts_with("utf-16") ||
         name.starts_with("utf-32") || name.starts_with("hz");
}

class Converter {
 public:
  explicit Converter(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
  ~Converter() {
    if (is_known()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool is_known() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::string convert(std::string& bytes) {
    std::string out;
    char* in = bytes.data();
    std::size_t left = bytes.size();
    char block[4096];
    while (left > 0) {
      char* to = block;
      std::size_t room = sizeof block;
      const std::size_t result = iconv(handle_, &in, &left, &to, &room);
      const int error = result == static_cast<std::size_t>(-1) ? errno : 0;
      out.append(block, sizeof block - room);
      if (error == 0 || error == E2BIG) continue;
      out += kReplacement;
      ++in;
      --left;
    }
    return out;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::string mail_text_to_utf8(std::string bytes, std::string_view charset) {
  const std::string name = iconv_name(charset);
  if (!name.empty() && (is_shifted(name) || !is_valid_utf8(bytes))) {
    Converter converter(name);
    if (converter.is_known()) bytes = converter.convert(bytes);
  }
  mend_encoding(bytes);
  return bytes;
}

}  // namespace newsidx::source
