#include "source/date_text.h"

namespace newsidx::source {

std::optional<Timestamp> parse_date(std::string_view text, const DateHints& /*hints*/) {
  return Timestamp::parse(text);
}

}  // namespace newsidx::source
