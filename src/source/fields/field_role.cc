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

bool is_date_role(FieldRole role) {
  return role == FieldRole::published || role == FieldRole::modified ||
         role == FieldRole::first_seen;
}

// The whole path, or without the parts at its end that only hold the value.
FieldMatch match_path(std::string_view path) {
  bool is_time = false;
  while (true) {
    const FieldMatch match = find_in_table(path);
    if (match.role != FieldRole::none) {
      return is_time && !is_date_role(match.role) ? FieldMatch{} : match;
    }
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) return {};
    const std::string_view last = path.substr(dot + 1);
    if (!is_value_holder(last)) return {};
    is_time = is_time || is_time_holder(last);
    path = path.substr(0, dot);
  }
}

// "data.text" is the text of an object "data", and not a date of the name "data".
bool is_wrapped_name(std::string_view path) {
  const std::size_t dot = path.find('.');
  return dot != std::string_view::npos && is_wrapper(path.substr(0, dot)) &&
         find_in_table(path.substr(dot + 1)).role != FieldRole::none;
}

// A text in blocks of any depth: "body.sections.paragraphs", "content.children.text".
FieldMatch match_blocks(std::string_view path) {
  const std::size_t first_dot = path.find('.');
  const std::size_t last_dot = path.rfind('.');
  if (first_dot == std::string_view::npos) return {};
  const FieldMatch match = find_in_table(path.substr(0, first_dot));
  const std::string_view last = path.substr(last_dot + 1);
  const bool is_text = find_in_table(last).role == FieldRole::body ||
                       (is_value_holder(last) && !is_time_holder(last));
  if (match.role != FieldRole::body || !is_text) return {};
  for (std::size_t begin = first_dot + 1; begin <= last_dot;) {
    const std::size_t end = path.find('.', begin);
    if (!is_text_part(path.substr(begin, end - begin))) return {};
    begin = end + 1;
  }
  return {FieldRole::body, static_cast<std::uint16_t>(match.rank + kNestedRank)};
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

// The path, or what it is below the objects around it.
FieldMatch match_nested(std::string_view path, bool is_in_list) {
  constexpr std::uint16_t kMaxParts = 5;
  std::vector<std::string_view> dropped;
  while (true) {
    const bool may_drop = !is_in_list && dropped.size() < kMaxParts;
    FieldMatch match = is_wrapped_name(path) ? find_in_table(path) : match_path(path);
    for (const std::string_view part : dropped) {
      if (!may_be_below(match.role, part)) match = {};
    }
    if (match.role != FieldRole::none) {
      match.rank = static_cast<std::uint16_t>(match.rank + dropped.size() * kNestedRank);
      return match;
    }
    const std::size_t dot = path.find('.');
    if (!may_drop || dot == std::string_view::npos) return {};
    dropped.push_back(path.substr(0, dot));
    path.remove_prefix(dot + 1);
  }
}

// "title_t" and "content_txt" of Solr, "body_en": without what stands behind the last "_".
std::string_view without_tag(std::string_view name) {
  const std::size_t at = name.rfind('_');
  if (at == std::string_view::npos || at == 0) return {};
  return is_name_tag(canonical_name(name.substr(at + 1))) ? name.substr(0, at) : std::string_view();
}

// "story_published_on", "doc:title": without the word in front that only says what the record is.
// A "page name" is not that of the article, and "metadata" no date.
std::string_view without_subject(std::string_view canonical) {
  constexpr std::size_t kLongestSubject = 8;
  constexpr std::size_t kShortestRest = 4;
  for (std::size_t size = kLongestSubject; size > 0; --size) {
    if (canonical.size() < size + kShortestRest) continue;
    if (!is_name_subject(canonical.substr(0, size))) continue;
    const std::string_view rest = canonical.substr(size);
    return rest == "name" || rest == "data" ? std::string_view() : rest;
  }
  return {};
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
  FieldMatch match = match_nested(canonical, is_in_list);
  if (match.role == FieldRole::none) match = match_blocks(canonical);
  if (match.role != FieldRole::none) return match;
  for (const std::string& shorter :
       {std::string(without_subject(canonical)), canonical_name(without_tag(name))}) {
    match = match_nested(shorter, is_in_list);
    if (match.role == FieldRole::none) continue;
    match.rank = static_cast<std::uint16_t>(match.rank + kShortenedRank);
    return match;
  }
  return {};
}

}  // namespace newsidx::source
