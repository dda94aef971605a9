// present/credits.h
//
// What of an article says who wrote it, where and when, and not what happened. A passage is not
// spent on it:
//
//   bylines      By Jane Doe and John Smith          the first lines; with the line of their agency
//   datelines    LONDON, Aug 27 (Reuters) -          in front of the first sentence, in any script
//                WASHINGTON —                        that writes the agency in brackets; of
//                capitals 新华社北京8月27日电
//   credits      (Reporting by J. Doe; editing by    sentences that begin so, up to the bracket
//   that
//                J. Smith)                           closes or the end of the line
#pragma once

#include <newsidx/answer.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace newsidx::present {

/// Cost: some hundred bytes of the text's begin, and a look at the begin of each sentence.
/// @param sentences  where they begin: analysis::sentence_begins()
/// @return bytes of the text, ascending, not overlapping; each ends where the next text begins
[[nodiscard]] std::vector<Mark> credits_of(std::string_view text,
                                           const std::vector<std::uint32_t>& sentences);

}  // namespace newsidx::present
