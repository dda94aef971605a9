#include "analysis/segmenter_icu.h"

#include <unicode/ubrk.h>
#include <unicode/utf16.h>

#include <optional>
#include <utility>

#include "analysis/scripts.h"
#include "analysis/unicode.h"
#include "analysis/units.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

constexpr char32_t kNarrowNoBreakSpace = 0x202f;
// What ICU sees of a unit: a character that is no part of any word.
constexpr char32_t kUnit = 0x3002;
// "m", "km", "yd": more letters than these are a word, and a digit above them is a footnote.
constexpr std::size_t kMaxUnitOfMeasure = 3;

// Letters to Unicode, but signs behind a word that is the same without them: Thai and Lao "and so
// on" (the usual กรุงเทพฯ is กรุงเทพ) and "say it twice" (เด็กๆ).
bool is_sign_behind_word(char32_t point) noexcept {
  return point == 0xe2f || point == 0xe46 || point == 0xeaf || point == 0xec6;
}

}  // namespace

void IcuSegmenter::Close::operator()(UBreakIterator* iterator) const noexcept {
  ubrk_close(iterator);
}

Result<IcuSegmenter> IcuSegmenter::open() {
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator* iterator = ubrk_open(UBRK_WORD, "en", nullptr, 0, &error);
  if (U_FAILURE(error) != 0) {
    return fail(ErrorCode::internal,
                std::string("ICU gave no word-break rules: ") + u_errorName(error),
                "reinstall libicu");
  }
  return IcuSegmenter(iterator);
}

void IcuSegmenter::push(char32_t point, std::size_t offset) {
  const auto at = static_cast<std::uint32_t>(offset);
  if (point < 0x10000) {
    utf16_.push_back(static_cast<char16_t>(point));
  } else {
    utf16_.push_back(static_cast<char16_t>(U16_LEAD(point)));
    utf16_.push_back(static_cast<char16_t>(U16_TRAIL(point)));
    offsets_.push_back(at);
  }
  offsets_.push_back(at);
}

// A character behind what was pushed before, as the rules of UAX #29 are to see it.
char32_t IcuSegmenter::as_read(char32_t point) const {
  if (point == kNarrowNoBreakSpace) return U' ';
  const std::optional<RaisedDigit> digit = raised_digit(point);
  if (!digit) return point;
  if (digit->is_below) return digit->value;
  std::size_t letters = 0;
  for (std::size_t at = utf16_.size(); at > 0 && is_letter(kind_of(utf16_[at - 1])); --at) {
    if (++letters > kMaxUnitOfMeasure) return point;  // a footnote
  }
  return letters == 0 ? point : digit->value;
}

void IcuSegmenter::decode(std::string_view text) {
  utf16_.clear();
  offsets_.clear();
  units_.clear();
  next_unit_ = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t size = apostrophe_size(text, at); size != 0) {
      push(U'\'', at);
      at += size;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    if (is_unit_letter(point.value)) {
      const std::size_t end = unit_end(text, at);
      units_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
      push(kUnit, at);
      at = end;
      continue;
    }
    push(as_read(point.value), at);
    at += point.size;
  }
  offsets_.push_back(static_cast<std::uint32_t>(text.size()));
}

void IcuSegmenter::append_units_before(std::size_t offset, std::vector<Span>& words) {
  for (; next_unit_ < units_.size() && units_[next_unit_].begin < offset; ++next_unit_) {
    words.push_back(units_[next_unit_]);
  }
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
    if (is_sign_behind_word(point)) continue;
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

bool IcuSegmenter::restart() {
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(iterator_.get(), utf16_.data(), static_cast<std::int32_t>(utf16_.size()), &error);
  return U_SUCCESS(error);  // else out of memory
}

void IcuSegmenter::segment(std::string_view text, std::vector<Span>& words) {
  decode(text);
  if (!restart()) return;
  std::size_t begin = 0;
  for (std::int32_t end = ubrk_next(iterator_.get()); end != UBRK_DONE;
       end = ubrk_next(iterator_.get())) {
    append_units_before(offsets_[begin], words);
    append_word(begin, static_cast<std::size_t>(end), words);
    begin = static_cast<std::size_t>(end);
  }
  append_units_before(text.size(), words);
}

void IcuSegmenter::cut_by_dictionary(std::string_view run, std::vector<Span>& words) {
  decode(run);
  const std::vector<Span> units = std::exchange(units_, {});
  utf16_.clear();
  offsets_.clear();
  for (std::size_t at = 0; at < run.size();) {
    const CodePoint point = decode_utf8(run, at);
    push(point.value, at);
    at += point.size;
  }
  offsets_.push_back(static_cast<std::uint32_t>(run.size()));
  if (!restart()) return;
  std::uint32_t begin = 0;
  auto unit = units.begin();
  for (std::int32_t end = ubrk_next(iterator_.get()); end != UBRK_DONE;
       end = ubrk_next(iterator_.get())) {
    const std::uint32_t offset = offsets_[static_cast<std::size_t>(end)];
    while (unit != units.end() && unit->end < offset) ++unit;
    if (unit == units.end() || unit->end != offset) continue;  // within a unit: no word ends here
    words.push_back({begin, offset});
    begin = offset;
  }
}

}  // namespace newsidx::analysis
