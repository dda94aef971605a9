#include "segment/surface_entry.h"

#include "base/bytes.h"

namespace newsidx::segment {

void append_surface_entry(std::string& out, std::span<const SurfaceTerm> terms) {
  for (const auto& [term, counts] : terms) {
    append_prefixed(out, term);
    append_varint(out, counts.occurrences);
    append_varint(out, counts.capitals);
  }
}

Result<std::vector<SurfaceTerm>> parse_surface_entry(std::string_view value) {
  std::vector<SurfaceTerm> terms;
  ByteReader in(value);
  bool is_right = true;
  while (in.ok() && !in.at_end()) {
    SurfaceTerm& term = terms.emplace_back();
    term.term = in.prefixed();
    term.counts.occurrences = in.varint();
    term.counts.capitals = in.varint();
    is_right = is_right && term.counts.capitals <= term.counts.occurrences;
  }
  if (!in.ok() || !is_right || terms.empty()) {
    return fail(ErrorCode::corruption, "surface entry is broken");
  }
  return terms;
}

}  // namespace newsidx::segment
