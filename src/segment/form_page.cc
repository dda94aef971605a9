// page  := entry* checksum:u32
// entry := term piece:prefixed                         ascending by term, first block and place
// term  := shared:varint suffix:prefixed               with the entry or page before
// index := version:u8 page_count:varint (term first_block:varint)* parts checksum:u32

#include "segment/form_page.h"

#include <algorithm>

#include "segment/checksum.h"
#include "segment/further_parts.h"

namespace newsidx::segment {
namespace {

constexpr std::uint8_t kVersion = 1;

void append_term(std::string& out, std::string_view last_term, std::string_view term) {
  const auto shared =
      static_cast<std::size_t>(std::ranges::mismatch(last_term, term).in1 - last_term.begin());
  append_varint(out, shared);
  append_prefixed(out, term.substr(shared));
}

bool read_term(ByteReader& in, std::string& term) {
  const std::uint64_t shared = in.varint();
  const std::string_view suffix = in.prefixed();
  if (!in.ok() || shared > term.size()) return false;
  term.resize(shared);
  term += suffix;
  return true;
}

Failure broken_index() { return fail(ErrorCode::corruption, "forms: the index is broken"); }

}  // namespace

void append_form_index(std::string& out, const std::vector<FormPageStart>& pages) {
  out.push_back(static_cast<char>(kVersion));
  append_varint(out, pages.size());
  std::string_view last;
  for (const FormPageStart& page : pages) {
    append_term(out, last, page.term);
    append_varint(out, page.first_block);
    last = page.term;
  }
  append_no_parts(out);
  append_checksum(out);
}

Result<std::vector<FormPageStart>> read_form_index(std::string_view value) {
  const auto bytes = without_checksum(value);
  if (!bytes) return broken_index();
  ByteReader in(*bytes);
  const auto version = in.le<std::uint8_t>();
  if (version != kVersion) {
    return fail(ErrorCode::unsupported,
                "forms: they are of a kind that this newsidx does not know");
  }
  const std::uint64_t count = in.varint();
  if (!in.ok() || count > in.rest().size()) return broken_index();
  std::vector<FormPageStart> pages;
  FormPageStart page;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!read_term(in, page.term)) return broken_index();
    page.first_block = in.varint32();
    const bool ascends =
        pages.empty() || pages.back().term < page.term ||
        (pages.back().term == page.term && pages.back().first_block <= page.first_block);
    if (!in.ok() || !ascends) return broken_index();
    pages.push_back(page);
  }
  skip_parts(in);
  if (!in.ok() || !in.at_end()) return broken_index();
  return pages;
}

void append_form_entry(std::string& out, std::string_view last_term, std::string_view term,
                       std::string_view piece) {
  append_term(out, last_term, term);
  append_prefixed(out, piece);
}

Result<bool> FormPageCursor::next() {
  if (in_.at_end()) return false;
  const bool has_term = read_term(in_, term_);
  piece_ = in_.prefixed();
  if (!has_term || !in_.ok()) return fail(ErrorCode::corruption, "forms: a page is broken");
  return true;
}

}  // namespace newsidx::segment
