#include "segment/dictionary_reader.h"

#include <algorithm>

#include "base/try.h"
#include "segment/place.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Access;
using storage::Family;

namespace {

constexpr std::size_t kSegmentKeyBytes = 4;

// Of a key that has a segment and a field.
std::string_view term_of(std::string_view key) { return key.substr(kSegmentKeyBytes + 1); }

}  // namespace

std::string_view DictionaryCursor::key() const { return terms_.key().substr(kSegmentKeyBytes); }

std::uint8_t DictionaryCursor::field() const {
  const std::string_view here = key();
  return here.empty() ? kNoField : static_cast<std::uint8_t>(here[0]);
}

std::string_view DictionaryCursor::term() const {
  const std::string_view here = key();
  return here.substr(std::min<std::size_t>(here.size(), 1));
}

std::string DictionaryReader::key(Field field, std::string_view term) const {
  return storage::term_key(segment_, number_of(field), term);
}

Result<std::optional<storage::PinnedValue>> DictionaryReader::find(Field field,
                                                                   std::string_view term) const {
  return store_->get(Family::terms, key(field, term));
}

Result<std::optional<TermCounts>> DictionaryReader::counts(Field field,
                                                           std::string_view term) const {
  NEWSIDX_ASSIGN_OR_RETURN(const auto value, find(field, term));
  if (!value) return std::optional<TermCounts>();
  const auto counts = parse_term_counts(value->bytes());
  if (!counts) return in_term(segment_, term, counts.error());
  return std::optional(*counts);
}

Status DictionaryReader::visit_counts(Field field, std::span<const std::string> terms,
                                      const CountsVisitor& visit) const {
  constexpr int kNear = 8;  // so many steps take as long as a seek
  if (terms.empty()) return {};
  storage::Iterator it = store_->iterate(Family::terms, key(field, ""), Access::lookup);
  it.seek(key(field, terms[0]));
  for (std::size_t i = 0; i < terms.size() && it.valid(); ++i) {
    const std::string wanted = this->key(field, terms[i]);
    for (int steps = 0; steps < kNear && it.valid() && it.key() < wanted; ++steps) it.next();
    if (it.valid() && it.key() < wanted) it.seek(wanted);
    if (!it.valid()) break;
    if (it.key() != wanted) {  // the terms before the one that is here are not
      const std::string_view here = it.key().substr(wanted.size() - terms[i].size());
      const auto rest = terms.subspan(i + 1);
      std::size_t reach = 1;  // mostly near: where segments have words of their own, one of each
      while (reach < rest.size() && rest[reach] < here) reach *= 2;
      const auto near = rest.subspan(reach / 2, std::min(reach + 1, rest.size()) - reach / 2);
      i +=
          reach / 2 + static_cast<std::size_t>(std::ranges::lower_bound(near, here) - near.begin());
      continue;
    }
    const auto counts = parse_term_counts(it.value());
    if (!counts) return in_term(segment_, terms[i], counts.error());
    if (!visit(i, *counts)) return {};
  }
  return it.status();
}

Status DictionaryReader::visit_terms(Field field, std::string_view prefix, std::string_view from,
                                     const TermVisitor& visit) const {
  storage::Iterator it = store_->iterate(Family::terms, key(field, prefix), Access::lookup);
  if (from > prefix) it.seek(key(field, from));
  while (it.valid()) {
    const Visit answer = visit(term_of(it.key()));
    if (answer == Visit::stop) return {};
    if (answer == Visit::next) {
      it.next();
    } else {
      const std::string_view term = term_of(it.key());
      std::string behind(term.substr(0, term.find('\0')));
      behind.push_back('\1');
      it.seek(key(field, behind));
    }
  }
  return it.status();
}

Status DictionaryReader::visit_surfaces(std::string_view prefix, std::string_view from,
                                        const SurfaceVisitor& visit) const {
  storage::Iterator it =
      store_->iterate(Family::terms, key(Field::surface, prefix), Access::lookup);
  if (from > prefix) it.seek(key(Field::surface, from));
  for (; it.valid(); it.next()) {
    const auto terms = parse_surface_entry(it.value());
    if (!terms) return in_segment(segment_, {ErrorCode::corruption, "surface entry is broken"});
    if (!visit(term_of(it.key()), *terms)) return {};
  }
  return it.status();
}

Result<SurfaceCounts> DictionaryReader::surface_counts(std::string_view surface) const {
  SurfaceCounts sum;
  NEWSIDX_RETURN_IF_ERROR(visit_surfaces(
      surface, surface, [&](std::string_view found, std::span<const SurfaceTerm> terms) {
        if (found == surface) {
          for (const SurfaceTerm& term : terms) sum += term.counts;
        }
        return false;  // the word itself comes before all that begin with it
      }));
  return sum;
}

DictionaryCursor DictionaryReader::scan() const {
  return DictionaryCursor(
      store_->iterate(Family::terms, storage::segment_prefix(segment_), Access::scan));
}

DictionaryCursor DictionaryReader::scan(Field field) const {
  return DictionaryCursor(store_->iterate(Family::terms, key(field, ""), Access::scan));
}

}  // namespace newsidx::segment
