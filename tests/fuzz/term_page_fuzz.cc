// Any bytes as a page of terms, with the checksum that they would have: refused, or terms that
// ascend block by block, found again by the blocks that they are in, and written as they were read.
#include <optional>
#include <string>

#include "base/hash.h"
#include "fuzz.h"
#include "segment/term_page.h"

using namespace newsidx;
using segment::Field;
using segment::TermBlock;
using segment::TermPage;

namespace {

struct Term {
  std::string name;
  segment::TermRecord record;
  std::vector<std::pair<std::string, segment::SurfaceCounts>> surface_terms;
  friend bool operator==(const Term&, const Term&) = default;
};

std::optional<std::vector<Term>> read_all(const TermPage& page) {
  std::vector<Term> terms;
  TermBlock at;
  for (std::size_t block = 0; block < page.block_count(); ++block) {
    at.open(page, 0, block);
    for (std::size_t in_block = 0; at.next(); ++in_block) {
      Term& term = terms.emplace_back();
      term.name = at.term();
      NEWSIDX_CHECK(in_block == 0 || terms[terms.size() - 2].name < term.name);
      if (page.field() != Field::surface) {
        term.record = at.record();
        continue;
      }
      for (const auto& [stem, counts] : at.surface_terms()) {
        term.surface_terms.emplace_back(stem, counts);
      }
    }
    if (at.is_broken()) return std::nullopt;
  }
  return terms;
}

bool ascend(const std::vector<Term>& terms) {
  for (std::size_t i = 1; i < terms.size(); ++i) {
    if (terms[i].name <= terms[i - 1].name) return false;
  }
  return true;
}

void check_found(const TermPage& page, const std::vector<Term>& terms) {
  TermBlock block;
  for (const Term& term : terms) {
    block.open(page, 0, page.block_of(term.name));
    NEWSIDX_CHECK(block.next() && block.seek(term.name) && block.term() == term.name);
  }
}

// Addresses and numbers follow from sizes; those of a writer begin at the start.
std::string written(Field field, const std::vector<Term>& terms) {
  segment::TermPageWriter writer;
  writer.start(field);
  segment::HeadAddress head;
  std::uint32_t number = 0;
  for (const Term& term : terms) {
    if (field == Field::surface) {
      std::vector<segment::SurfaceTerm> stems;
      for (const auto& [stem, counts] : term.surface_terms) stems.push_back({stem, counts});
      writer.add_surface(term.name, stems);
      continue;
    }
    segment::TermRecord record = term.record;
    if (!place_head(head, record.head.size)) return {};
    record.head = head;
    if (!record.is_inline) record.term_number = number++;
    writer.add_term(term.name, record);
  }
  return writer.finish();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(fuzz::text(data, size));
  append_le(bytes, checksum32(bytes));
  const auto page = TermPage::open(bytes);
  NEWSIDX_CHECK(page.has_value() == TermPage::open(bytes, TermPage::Checksum::skip).has_value());
  if (!page) return 0;
  const auto terms = read_all(*page);
  if (!terms || !ascend(*terms)) return 0;
  check_found(*page, *terms);
  const std::string again = written(page->field(), *terms);
  if (again.empty()) return 0;
  const auto page_again = TermPage::open(again);
  NEWSIDX_CHECK(page_again.has_value());
  const auto terms_again = read_all(*page_again);
  NEWSIDX_CHECK(terms_again && terms_again->size() == terms->size());
  for (std::size_t i = 0; i < terms->size(); ++i) {
    Term expected = (*terms)[i];
    Term found = (*terms_again)[i];
    NEWSIDX_CHECK(found.record.head.size == expected.record.head.size);
    found.record.head = expected.record.head = {};
    found.record.term_number = expected.record.term_number = 0;
    NEWSIDX_CHECK(found == expected);
  }
  return 0;
}
