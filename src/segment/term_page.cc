// page    := field:u8 term_count:u32 first_number:u32 block_count:u16 offset:u16* block*
//            checksum:u32(all before)
// block   := first_term:prefixed count:u8 chunk:varint offset:varint numbers_before:varint
//            entry (lengths suffix entry)*
// lengths := shared with the term before:4 bits, suffix:4 bits; 15: and a varint more
// entry   := flags:u8 [document_count - 1:varint occurrence_count - document_count:varint]
//            head_size:varint [occurrences:varint] [capitals:varint] [shouted:varint]
//          | [0:u8] count:u8 (lengths suffix occurrences * 2 + (capitals > 0):varint
//                             [capitals:varint] [shouted:varint])*            of field surface
//
// The addresses of heads and the numbers of terms are not written for each: they follow from the
// sizes, from what the block says at its start.

#include "segment/term_page.h"

#include <algorithm>

#include "base/assert.h"
#include "base/status_macros.h"
#include "segment/checksum.h"

namespace newsidx::segment {

namespace {

enum Flags : std::uint8_t {
  kIsSingle = 1,   // one occurrence in one document: no counts
  kHasNumber = 2,  // not inline
  kHasSpans = 4,
  kIsSurface = 8,
  kHasOccurrences = 16,  // of the surface, where they are not those of the term
  kHasCapitals = 32,
  kHasShouted = 64,
  kKnownFlags = 127,
};

// In front of the terms of a surface that stands in headlines of capitals: each has a number more.
constexpr std::uint8_t kShoutedFollow = 0;

constexpr std::uint8_t kLongest = 15;  // length in four bits

std::size_t shared_length(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

void append_shared(std::string& out, std::string_view before, std::string_view text) {
  const std::size_t shared = shared_length(before, text);
  const std::size_t rest = text.size() - shared;
  const auto high = static_cast<std::uint8_t>(std::min<std::size_t>(shared, kLongest));
  const auto low = static_cast<std::uint8_t>(std::min<std::size_t>(rest, kLongest));
  out.push_back(static_cast<char>(high << 4 | low));
  if (high == kLongest) append_varint(out, shared - kLongest);
  if (low == kLongest) append_varint(out, rest - kLongest);
  out += text.substr(shared);
}

struct FrontCoded {
  std::uint64_t shared = 0;
  std::string_view suffix;
};

FrontCoded read_front_coded(ByteReader& in) {
  const auto lengths = in.le<std::uint8_t>();
  std::uint64_t shared = lengths >> 4;
  std::uint64_t rest = lengths & kLongest;
  if (shared == kLongest) shared += in.varint();
  if (rest == kLongest) rest += in.varint();
  return {shared, in.take(rest)};
}

// Makes the text before into the one that is read. @return false at a fault
bool read_text(ByteReader& in, std::string& text) {
  const auto [shared, suffix] = read_front_coded(in);
  if (!in.ok() || shared > text.size()) return false;
  text.resize(shared);
  text += suffix;
  return true;
}

// The same of texts that ascend.
bool read_greater(ByteReader& in, std::string& text) {
  const auto [shared, suffix] = read_front_coded(in);
  if (!in.ok() || shared > text.size() || suffix.empty()) return false;
  const auto byte_of = [](char c) { return static_cast<unsigned char>(c); };
  if (shared < text.size() && byte_of(suffix[0]) <= byte_of(text[shared])) return false;
  text.resize(shared);
  text += suffix;
  return true;
}

Failure broken(const char* what) {
  return fail(ErrorCode::corruption, std::string("a page of terms ") + what);
}

std::uint8_t flags_of(const TermRecord& record) {
  std::uint8_t flags = 0;
  const TermCounts& counts = record.counts;
  if (counts.occurrence_count == 1) flags |= kIsSingle;
  if (!record.is_inline) flags |= kHasNumber;
  if (record.has_spans) flags |= kHasSpans;
  if (record.as_surface) {
    flags |= kIsSurface;
    if (record.as_surface->occurrences != counts.occurrence_count) flags |= kHasOccurrences;
    if (record.as_surface->capitals > 0) flags |= kHasCapitals;
    if (record.as_surface->shouted > 0) flags |= kHasShouted;
  }
  return flags;
}

}  // namespace

void TermPageWriter::start(Field field) {
  field_ = field;
  blocks_.clear();
  offsets_.clear();
  first_term_.clear();
  term_count_ = first_number_ = number_count_ = 0;
  left_in_block_ = 0;
}

void TermPageWriter::start_term(std::string_view term, const HeadAddress& head) {
  NEWSIDX_DCHECK(term_count_ == 0 || term > last_term_);
  if (term_count_++ == 0) first_term_ = term;
  if (left_in_block_ > 0) {
    append_shared(blocks_, last_term_, term);
    --left_in_block_;
    ++blocks_[count_at_];
  } else {
    NEWSIDX_CHECK(blocks_.size() <= UINT16_MAX);
    offsets_.push_back(static_cast<std::uint16_t>(blocks_.size()));
    append_prefixed(blocks_, term);
    count_at_ = blocks_.size();
    blocks_.push_back(1);
    append_varint(blocks_, head.chunk);
    append_varint(blocks_, head.offset);
    append_varint(blocks_, number_count_);
    left_in_block_ = kTermsPerBlock - 1;
  }
  last_term_ = term;
}

void TermPageWriter::close_block() {
  // Long terms make shorter blocks, so that a page is not much larger than it is meant to be.
  constexpr std::size_t kLargeBlockBytes = 4 << 10;
  if (blocks_.size() - offsets_.back() >= kLargeBlockBytes) left_in_block_ = 0;
}

void TermPageWriter::add_term(std::string_view term, const TermRecord& record) {
  const TermCounts& counts = record.counts;
  NEWSIDX_CHECK(counts.document_count > 0 && counts.occurrence_count >= counts.document_count);
  start_term(term, record.head);
  const std::uint8_t flags = flags_of(record);
  blocks_.push_back(static_cast<char>(flags));
  if ((flags & kIsSingle) == 0) {
    append_varint(blocks_, counts.document_count - 1);
    append_varint(blocks_, counts.occurrence_count - counts.document_count);
  }
  append_varint(blocks_, record.head.size);
  if ((flags & kHasOccurrences) != 0) append_varint(blocks_, record.as_surface->occurrences);
  if ((flags & kHasCapitals) != 0) append_varint(blocks_, record.as_surface->capitals);
  if ((flags & kHasShouted) != 0) append_varint(blocks_, record.as_surface->shouted);
  if (!record.is_inline) {
    if (number_count_ == 0) first_number_ = record.term_number;
    NEWSIDX_CHECK(record.term_number == first_number_ + number_count_);
    ++number_count_;
  }
  close_block();
}

void TermPageWriter::add_surface(std::string_view surface, std::span<const SurfaceTerm> terms) {
  NEWSIDX_CHECK(!terms.empty() && terms.size() <= kMaxSurfaceTerms);
  start_term(surface, {});
  const bool is_shouted =
      std::ranges::any_of(terms, [](const SurfaceTerm& term) { return term.counts.shouted > 0; });
  if (is_shouted) blocks_.push_back(static_cast<char>(kShoutedFollow));
  blocks_.push_back(static_cast<char>(terms.size()));
  std::string_view before = surface;
  for (const auto& [term, counts] : terms) {
    append_shared(blocks_, before, term);
    append_varint(blocks_, counts.occurrences << 1 | (counts.capitals > 0 ? 1 : 0));
    if (counts.capitals > 0) append_varint(blocks_, counts.capitals);
    if (is_shouted) append_varint(blocks_, counts.shouted);
    before = term;
  }
  close_block();
}

std::string TermPageWriter::finish() {
  std::string page;
  page.push_back(static_cast<char>(field_));
  append_le(page, term_count_);
  append_le(page, first_number_);
  append_le(page, static_cast<std::uint16_t>(offsets_.size()));
  for (const std::uint16_t offset : offsets_) append_le(page, offset);
  page += blocks_;
  append_checksum(page);
  return page;
}

Result<TermPage> TermPage::open(std::string_view bytes, Checksum checksum) {
  if (bytes.size() < kChecksumBytes) return broken("is cut short");
  if (checksum == Checksum::compare && !without_checksum(bytes)) {
    return broken("fails its checksum");
  }
  ByteReader in(bytes.substr(0, bytes.size() - kChecksumBytes));
  TermPage page;
  const auto field = in.le<std::uint8_t>();
  page.field_ = static_cast<Field>(field);
  page.term_count_ = in.le<std::uint32_t>();
  page.first_number_ = in.le<std::uint32_t>();
  page.block_count_ = in.le<std::uint16_t>();
  page.offsets_ = in.take(page.block_count_ * sizeof(std::uint16_t)).data();
  if (!in.ok() || field >= kFieldCount || page.block_count_ == 0) {
    return broken("is cut short");
  }
  page.blocks_ = in.rest();
  for (std::size_t block = 0; block < page.block_count_; ++block) {
    const std::size_t begin = page.begin_of(block);
    const bool in_order = block == 0 ? begin == 0 : begin > page.begin_of(block - 1);
    if (!in_order || begin >= page.blocks_.size()) return broken("has blocks out of order");
    ByteReader head(page.blocks_.substr(begin));
    const std::string_view first = head.prefixed();
    if (!head.ok() || (block > 0 && first <= page.first_term(block - 1))) {
      return broken("has blocks out of order");
    }
  }
  return page;
}

std::string_view TermPage::first_term(std::size_t block) const noexcept {
  return ByteReader(blocks_.substr(begin_of(block))).prefixed();
}

std::size_t TermPage::block_of(std::string_view term) const noexcept {
  std::size_t low = 0;
  for (std::size_t count = block_count_; count > 1;) {
    const std::size_t half = count / 2;
    if (first_term(low + half) <= term) low += half;
    count -= half;
  }
  return low;
}

std::string_view TermPage::bytes_of(std::size_t block) const noexcept {
  const std::size_t begin = begin_of(block);
  const std::size_t end = block + 1 < block_count_ ? begin_of(block + 1) : blocks_.size();
  return blocks_.substr(begin, end - begin);
}

void TermBlock::open(const TermPage& page, std::uint32_t page_number, std::size_t block) {
  field_ = page.field();
  is_broken_ = false;
  is_first_ = true;
  in_ = ByteReader(page.bytes_of(block));
  term_ = in_.prefixed();
  left_ = in_.le<std::uint8_t>();
  record_.head = {page_number, 0, 0, 0};
  const std::uint64_t chunk = in_.varint();
  record_.head.chunk = static_cast<std::uint16_t>(chunk);
  record_.head.offset = in_.varint32();
  next_number_ = page.first_number() + in_.varint32();
  if (!in_.ok() || left_ == 0 || chunk > UINT16_MAX) fail_here();
}

bool TermBlock::next() {
  if (left_ == 0) {
    if (!in_.at_end()) is_broken_ = true;
    return false;
  }
  --left_;
  if (is_first_) {
    is_first_ = false;
  } else if (!read_greater(in_, term_)) {
    return fail_here();
  }
  const bool is_read = field_ == Field::surface ? read_surface_terms() : read_record();
  return is_read || fail_here();
}

bool TermBlock::seek(std::string_view term) {
  while (std::string_view(term_) < term) {
    if (!next()) return false;
  }
  return true;
}

bool TermBlock::read_record() {
  const auto flags = in_.le<std::uint8_t>();
  TermCounts& counts = record_.counts;
  counts = {1, 1};
  if ((flags & kIsSingle) == 0) {
    const std::uint32_t documents = in_.varint32();
    const std::uint64_t more = in_.varint();
    counts.document_count = documents + 1;
    counts.occurrence_count = more + counts.document_count;
    if (documents == UINT32_MAX || more > UINT64_MAX - counts.document_count) return false;
  }
  const std::uint32_t head_size = in_.varint32();
  record_.is_inline = (flags & kHasNumber) == 0;
  record_.has_spans = (flags & kHasSpans) != 0;
  record_.term_number = record_.is_inline ? 0 : next_number_++;
  record_.as_surface.reset();
  if ((flags & kIsSurface) != 0) {
    SurfaceCounts& written = record_.as_surface.emplace();
    written.occurrences = (flags & kHasOccurrences) != 0 ? in_.varint() : counts.occurrence_count;
    if ((flags & kHasCapitals) != 0) written.capitals = in_.varint();
    if ((flags & kHasShouted) != 0) written.shouted = in_.varint();
    if (written.capitals > written.occurrences) return false;
  }
  return in_.ok() && (flags & ~kKnownFlags) == 0 && head_size > 0 &&
         place_head(record_.head, head_size);
}

bool TermBlock::read_surface_terms() {
  std::size_t count = in_.le<std::uint8_t>();
  const bool is_shouted = count == kShoutedFollow;
  if (is_shouted) count = in_.le<std::uint8_t>();
  if (texts_.size() < count) texts_.resize(count);
  terms_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    texts_[i] = i == 0 ? term_ : texts_[i - 1];
    if (!read_text(in_, texts_[i])) return false;
    const std::uint64_t occurrences = in_.varint();
    SurfaceCounts& counts = terms_[i].counts;
    counts.occurrences = occurrences >> 1;
    counts.capitals = (occurrences & 1) != 0 ? in_.varint() : 0;
    counts.shouted = is_shouted ? in_.varint() : 0;
    terms_[i].term = texts_[i];
    if (counts.capitals > counts.occurrences) return false;
  }
  return in_.ok() && count > 0;
}

Result<std::string_view> head_in(std::string_view chunk, const HeadAddress& address) {
  if (chunk.size() < std::size_t{address.offset} + address.size + kChecksumBytes) {
    return fail(ErrorCode::corruption, "the head of a posting list is missing or cut short");
  }
  return chunk.substr(address.offset, address.size);
}

}  // namespace newsidx::segment
