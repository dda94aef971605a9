#include "search/near/text_parts.h"

#include <algorithm>

#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::search {

using segment::Field;

namespace {

std::size_t count_up_to(const std::vector<std::uint32_t>& begins, std::uint32_t position) {
  return static_cast<std::size_t>(std::ranges::upper_bound(begins, position) - begins.begin());
}

}  // namespace

Result<TextParts::List> TextParts::open_list(const segment::SegmentReader& segment,
                                             std::string_view term) {
  List opened;
  NEWSIDX_ASSIGN_OR_RETURN(auto list, segment.find(Field::boundary, term));
  if (list != nullptr) opened.cursor.emplace(std::move(list));
  return opened;
}

Result<TextParts> TextParts::open(const segment::SegmentReader& segment) {
  TextParts parts;
  parts.title_lengths_ = segment.title_lengths();
  NEWSIDX_ASSIGN_OR_RETURN(parts.paragraphs_, open_list(segment, segment::kParagraphTerm));
  NEWSIDX_ASSIGN_OR_RETURN(parts.sentences_, open_list(segment, segment::kSentenceTerm));
  NEWSIDX_ASSIGN_OR_RETURN(parts.lines_, open_list(segment, segment::kLineTerm));
  return parts;
}

void TextParts::go_to(std::uint32_t doc) {
  if (doc == doc_) return;
  doc_ = doc;
  has_paragraphs_ = has_sentences_ = has_gaps_ = false;
}

std::uint32_t TextParts::body_begin() const noexcept {
  const std::uint32_t title = title_lengths_.empty() ? 0 : title_lengths_[doc_];
  return title == 0 ? 0 : title + 1;
}

void TextParts::read(List& list) {
  list.positions.clear();
  if (!list.cursor) return;
  list.cursor->next_geq(doc_);
  if (list.cursor->doc() != doc_) return;
  const auto positions = list.cursor->positions();
  list.positions.assign(positions.begin(), positions.end());
}

// The body is one, also where nothing was analysed but words.
void TextParts::read_paragraphs() {
  if (has_paragraphs_) return;
  has_paragraphs_ = true;
  read(paragraphs_);
  std::vector<std::uint32_t>& begins = paragraphs_.positions;
  const std::uint32_t body = body_begin();
  const auto at = std::ranges::lower_bound(begins, body);
  if (body > 0 && (at == begins.end() || *at != body)) begins.insert(at, body);
}

std::uint32_t TextParts::lead_end() {
  read_paragraphs();
  const auto& begins = paragraphs_.positions;
  const auto second = std::ranges::upper_bound(begins, body_begin());
  return second == begins.end() ? UINT32_MAX : *second;
}

std::size_t TextParts::paragraph_of(std::uint32_t position) {
  read_paragraphs();
  return count_up_to(paragraphs_.positions, position);
}

std::size_t TextParts::sentence_of(std::uint32_t position) {
  if (!has_sentences_) {
    has_sentences_ = true;
    read_paragraphs();
    read(sentences_);
    read(lines_);
    begins_of_sentences_ = paragraphs_.positions;
    for (const List* const list : {&sentences_, &lines_}) {
      begins_of_sentences_.insert(begins_of_sentences_.end(), list->positions.begin(),
                                  list->positions.end());
    }
    std::ranges::sort(begins_of_sentences_);
  }
  return count_up_to(begins_of_sentences_, position);
}

std::size_t TextParts::gaps_before(std::uint32_t position) {
  if (!has_gaps_) {
    has_gaps_ = true;
    read_paragraphs();
    read(lines_);
    gaps_.clear();
    for (const List* const list : {&paragraphs_, &lines_}) {
      for (const std::uint32_t begin : list->positions) gaps_.push_back(begin - 1);
    }
    std::ranges::sort(gaps_);
  }
  return count_up_to(gaps_, position);
}

Status TextParts::status() const {
  for (const List* const list : {&paragraphs_, &sentences_, &lines_}) {
    if (list->cursor && !list->cursor->status()) return list->cursor->status();
  }
  return {};
}

}  // namespace newsidx::search
