#include "analysis/segmenter_icu.h"

#include <unicode/ubrk.h>
#include <unicode/utf16.h>

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {

void IcuSegmenter::Close::operator()(UBreakIterator* iterator) const noexcept {
  ubrk_close(iterator);
}

Result<IcuSegmenter> IcuSegmenter::open() {
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator* iterator = ubrk_open(UBRK_WORD, "en", nullptr, 0, &error);
  if (U_FAILURE(error) != 0) {
    return fail(ErrorCode::internal, std::string("ICU gave no word-break rules: ") +
                                         u_errorName(error) + " (try: reinstall libicu)");
  }
  return IcuSegmenter(iterator);
}

void IcuSegmenter::decode(std::string_view text) {
  utf16_.clear();
  offsets_.clear();
  for (std::size_t at = 0; at < text.size();) {
    const auto offset = static_cast<std::uint32_t>(at);
    if (const std::size_t size = apostrophe_size(text, at); size != 0) {
      utf16_.push_back(u'\'');
      offsets_.push_back(offset);
      at += size;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    if (point.value < 0x10000) {
      utf16_.push_back(static_cast<char16_t>(point.value));
    } else {
      utf16_.push_back(static_cast<char16_t>(U16_LEAD(point.value)));
      utf16_.push_back(static_cast<char16_t>(U16_TRAIL(point.value)));
      offsets_.push_back(offset);
    }
    offsets_.push_back(offset);
    at += point.size;
  }
  offsets_.push_back(static_cast<std::uint32_t>(text.size()));
}

void IcuSegmenter::append_word(std::size_t begin, std::size_t end, std::vector<Span>& words) const {
  std::size_t first = end;
  std::size_t last = end;  // past the last letter, digit or mark
  for (std::size_t at = begin; at < end;) {
    const std::size_t start = at;
    char32_t point = utf16_[at++];
    if (U16_IS_LEAD(point)) {  // decode() makes whole pairs
      point = 0x10000 + ((point - 0xd800) << 10) + (char32_t{utf16_[at++]} - 0xdc00);
    }
    const CharKind kind = kind_of(point);
    if (is_letter_or_digit(kind)) {
      if (first == end) first = start;
      last = at;
    } else if (kind == CharKind::mark && first != end) {
      last = at;
    }
  }
  if (first != end) words.push_back({offsets_[first], offsets_[last]});
}

void IcuSegmenter::segment(std::string_view text, std::vector<Span>& words) {
  decode(text);
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(iterator_.get(), utf16_.data(), static_cast<std::int32_t>(utf16_.size()), &error);
  if (U_FAILURE(error) != 0) return;  // out of memory only
  std::size_t begin = 0;
  for (std::int32_t end = ubrk_next(iterator_.get()); end != UBRK_DONE;
       end = ubrk_next(iterator_.get())) {
    append_word(begin, static_cast<std::size_t>(end), words);
    begin = static_cast<std::size_t>(end);
  }
}

}  // namespace newsidx::analysis
