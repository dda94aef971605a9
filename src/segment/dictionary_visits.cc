// What is asked of a dictionary for many terms at once.

#include <algorithm>

#include "base/status_macros.h"
#include "segment/dictionary_reader.h"

namespace newsidx::segment {

namespace {

bool has_prefix(const DictionaryCursor& cursor, std::string_view prefix) {
  return cursor.valid() && cursor.term().starts_with(prefix);
}

// Goes on to a term that is a word, too.
void find_word(DictionaryCursor& terms, std::string_view prefix) {
  while (has_prefix(terms, prefix) && !terms.record().as_surface) terms.next();
}

void insert_term(std::vector<SurfaceTerm>& terms, const SurfaceTerm& own) {
  terms.insert(std::ranges::lower_bound(terms, own.term, {}, &SurfaceTerm::term), own);
}

}  // namespace

Result<std::optional<TermCounts>> DictionaryReader::counts(Field field,
                                                           std::string_view term) const {
  NEWSIDX_ASSIGN_OR_RETURN(const auto record, find(field, term));
  return record ? std::optional(record->counts) : std::nullopt;
}

Status DictionaryReader::visit_counts(Field field, std::span<const std::string> terms,
                                      const CountsVisitor& visit) const {
  DictionaryCursor at = cursor(field);
  for (std::size_t i = 0; i < terms.size();) {
    at.seek(terms[i]);
    if (!at.valid()) break;
    if (at.term() == terms[i]) {
      if (!visit(i++, at.record().counts)) return {};
      continue;
    }
    // The terms before the one that is here are not: mostly few.
    const auto rest = terms.subspan(i);
    std::size_t reach = 1;
    while (reach < rest.size() && rest[reach] < at.term()) reach *= 2;
    const auto near = rest.subspan(reach / 2, std::min(reach + 1, rest.size()) - reach / 2);
    i += reach / 2 +
         static_cast<std::size_t>(std::ranges::lower_bound(near, at.term()) - near.begin());
  }
  return at.status();
}

Status DictionaryReader::visit_terms(Field field, std::string_view prefix, std::string_view from,
                                     const TermVisitor& visit) const {
  DictionaryCursor at = cursor(field);
  at.seek(std::max(prefix, from));
  while (has_prefix(at, prefix)) {
    const Visit answer = visit(at.term());
    if (answer == Visit::stop) return {};
    if (answer == Visit::next) {
      at.next();
    } else {
      std::string behind(at.term().substr(0, at.term().find('\0')));
      behind.push_back('\1');
      at.seek(behind);
    }
  }
  return at.status();
}

Status DictionaryReader::visit_surfaces(std::string_view prefix, std::string_view from,
                                        const SurfaceVisitor& visit) const {
  DictionaryCursor own = cursor(Field::text);
  DictionaryCursor others = cursor(Field::surface);
  own.seek(std::max(prefix, from));
  others.seek(std::max(prefix, from));
  std::vector<SurfaceTerm> terms;
  for (;;) {
    find_word(own, prefix);
    if (!own.valid()) NEWSIDX_RETURN_IF_ERROR(own.status());  // or its words would be passed over
    if (!others.valid()) NEWSIDX_RETURN_IF_ERROR(others.status());
    const bool has_own = has_prefix(own, prefix);
    const bool has_others = has_prefix(others, prefix);
    if (!has_own && !has_others) break;
    const bool is_own = has_own && (!has_others || own.term() <= others.term());
    const bool is_other = has_others && (!has_own || others.term() <= own.term());
    terms.clear();
    if (is_other) terms.assign(others.surface_terms().begin(), others.surface_terms().end());
    if (is_own) insert_term(terms, {own.term(), *own.record().as_surface});
    if (!visit(is_own ? own.term() : others.term(), terms)) return {};
    if (is_own) own.next();
    if (is_other) others.next();
  }
  return {};
}

Result<SurfaceCounts> DictionaryReader::surface_counts(std::string_view surface) const {
  NEWSIDX_ASSIGN_OR_RETURN(const auto own, find(Field::text, surface));
  SurfaceCounts sum;
  if (own && own->as_surface) sum = *own->as_surface;
  DictionaryCursor others = cursor(Field::surface);
  others.seek(surface);
  if (others.valid() && others.term() == surface) {
    for (const SurfaceTerm& term : others.surface_terms()) sum += term.counts;
  }
  NEWSIDX_RETURN_IF_ERROR(others.status());
  return sum;
}

}  // namespace newsidx::segment
