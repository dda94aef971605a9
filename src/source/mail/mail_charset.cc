#include "source/mail/mail_charset.h"

#include <utility>

#include "base/blanks.h"
#include "source/charset/decode_text.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

struct Alias {
  std::string_view name;
  std::string_view label;
};

// Names that only mails have, those of Python's email among them.
constexpr Alias kAliases[] = {
    {"eucgb2312_cn", "gb2312"}, {"big5_tw", "big5"},     {"euc_kr", "euc-kr"},
    {"euc_jp", "euc-jp"},       {"ks_c_5601", "euc-kr"}, {"iso_8859_1", "iso-8859-1"},
};

std::string_view label_of(std::string_view charset) {
  for (const Alias& alias : kAliases) {
    if (equal_ignoring_case(trimmed(charset), alias.name)) return alias.label;
  }
  return charset;
}

}  // namespace

std::string mail_text_to_utf8(std::string bytes, std::string_view charset) {
  return decode_text(std::move(bytes), label_of(charset)).text;
}

}  // namespace newsidx::source
