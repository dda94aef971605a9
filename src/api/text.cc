#include <newsidx/text.h>

#include <utility>

#include "analysis/display_width.h"
#include "analysis/local_times.h"
#include "base/status_macros.h"
#include "base/utf8.h"

namespace newsidx {

DisplayChar display_char(std::string_view text, std::size_t at) noexcept {
  const CodePoint next = decode_utf8(text, at);
  return {next.value, next.size, analysis::columns_of(next.value)};
}

std::size_t display_width(std::string_view text) noexcept {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const DisplayChar next = display_char(text, at);
    columns += next.columns;
    at += next.bytes;
  }
  return columns;
}

struct LocalTimes::Forms {
  analysis::LocalTimeText text;
};

Result<LocalTimes> LocalTimes::of(std::string_view time_zone, std::string_view locale) {
  NEWSIDX_ASSIGN_OR_RETURN(auto text, analysis::LocalTimeText::of(time_zone, locale));
  LocalTimes times;
  times.forms_ = std::make_shared<const Forms>(Forms{std::move(text)});
  return times;
}

std::string LocalTimes::text(const Timestamp& time) const { return forms_->text.of_time(time); }

}  // namespace newsidx
