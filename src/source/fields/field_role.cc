#include "source/fields/field_role.h"

#include <algorithm>
#include <vector>

#include "source/fields/field_names.h"

namespace newsidx::source {
namespace {

struct TableRow {
  std::string_view name;
  FieldMatch match;
};

// Sorted by name; a name that two roles have stands under the first of them.
std::vector<TableRow> make_table() {
  std::vector<TableRow> rows;
  for (const KnownNames* known = known_names_begin(); known != known_names_end(); ++known) {
    std::uint16_t rank = kTableRank;
    std::size_t begin = 1;
    for (std::size_t end = known->names.find(' ', begin); end != std::string_view::npos;
         end = known->names.find(' ', begin)) {
      rows.push_back({known->names.substr(begin, end - begin), {known->role, rank++}});
      begin = end + 1;
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const TableRow& a, const TableRow& b) { return a.name < b.name; });
  return rows;
}

FieldMatch find_in_table(std::string_view canonical) {
  static const std::vector<TableRow> kTable = make_table();
  const auto row =
      std::lower_bound(kTable.begin(), kTable.end(), canonical,
                       [](const TableRow& a, std::string_view name) { return a.name < name; });
  return row != kTable.end() && row->name == canonical ? row->match : FieldMatch{};
}

// The whole path, or without the parts at its end that only hold the value.
FieldMatch match_path(std::string_view path) {
  while (true) {
    const FieldMatch match = find_in_table(path);
    if (match.role != FieldRole::none) return match;
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos || !is_value_holder(path.substr(dot + 1))) return {};
    path = path.substr(0, dot);
  }
}

// What stands below any object but those about other things. An id, a url or the name of a source
// is of the article only below objects that wrap it.
bool may_be_below(FieldRole role, std::string_view part) {
  switch (role) {
    case FieldRole::title:
    case FieldRole::body:
    case FieldRole::lead:
    case FieldRole::published:
    case FieldRole::modified: return is_wrapper(part) || !is_about_other(part);
    default: return is_wrapper(part);
  }
}

}  // namespace

std::string canonical_name(std::string_view name) {
  std::string canonical;
  canonical.reserve(name.size());
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      canonical += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c < 0) {
      canonical += c;
    }
  }
  return canonical;
}

FieldMatch match_known_name(std::string_view name, bool is_in_list) {
  constexpr std::string_view kHit = "_source.";  // of Elasticsearch; "source" is something else
  if (name.starts_with(kHit)) name.remove_prefix(kHit.size());
  const std::string canonical = canonical_name(name);
  std::string_view path = canonical;
  FieldMatch match = match_path(path);
  std::uint16_t penalty = 0;
  constexpr std::uint16_t kMaxParts = 5;
  std::vector<std::string_view> dropped;
  while (match.role == FieldRole::none && !is_in_list && dropped.size() < kMaxParts) {
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos) return {};
    dropped.push_back(path.substr(0, dot));
    path.remove_prefix(dot + 1);
    penalty = static_cast<std::uint16_t>(penalty + kNestedRank);
    match = match_path(path);
    for (const std::string_view part : dropped) {
      if (!may_be_below(match.role, part)) match = {};
    }
  }
  if (match.role == FieldRole::none) return {};
  match.rank = static_cast<std::uint16_t>(match.rank + penalty);
  return match;
}

}  // namespace newsidx::source
