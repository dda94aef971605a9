#include "query/list_ref.h"

#include "segment/field.h"
#include "segment/keyword_term.h"

namespace newsidx::query {

using segment::Field;

Result<std::shared_ptr<const segment::PostingList>> ListRef::open(
    const segment::SegmentReader& segment) const {
  for (const auto& [owner, known, made] : opened->in_segments) {
    if (owner != &segment) continue;
    if (auto list = known.lock()) return list;
    return segment.find(field, term);  // the segment gave it up meanwhile
  }
  return std::shared_ptr<const segment::PostingList>();
}

namespace {

std::string text_of(const std::string& term, const segment::FormFilter& form) {
  std::string word = form.surface ? '=' + *form.surface : term;
  switch (form.letter_cases) {
    case kAllLetterCases: return word;
    case kWithCapitals: return "caps(" + word + ')';
    case kInCapitals: return "allcaps(" + word + ')';
    case kWithoutCapitals: return "nocaps(" + word + ')';
    default: return "none(" + word + ')';
  }
}

}  // namespace

std::string to_string(const ListRef& list) {
  std::string out;
  if (list.field != Field::text) out = std::string(name_of(list.field)) + ':';
  if (list.form != nullptr) return out + text_of(list.term, *list.form);
  const bool is_keyword = list.field == Field::keyword;
  for (const char c : list.term) {
    if (is_keyword && c == segment::kKeywordWord) {
      out.back() = '~';
    } else if (is_keyword && c == segment::kWholeUrl) {
      out.back() = '#';
    } else {
      out += c == '\0' ? '=' : c;
    }
  }
  return out;
}

}  // namespace newsidx::query
