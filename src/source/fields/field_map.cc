#include "source/fields/field_map.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/status_macros.h"

namespace newsidx::source {
namespace {

constexpr std::array<std::pair<std::string_view, FieldRole>, 12> kTargets = {
    {{"id", FieldRole::id},
     {"title", FieldRole::title},
     {"body", FieldRole::body},
     {"date", FieldRole::published},
     {"published", FieldRole::published},
     {"modified", FieldRole::modified},
     {"first_seen", FieldRole::first_seen},
     {"url", FieldRole::url},
     {"source", FieldRole::source},
     {"lang", FieldRole::lang},
     {"author", FieldRole::author},
     {"time", FieldRole::time_of_day}}};

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// A name up to the next of `ends`, or one in quotes; takes it off the text.
Result<std::string> take_name(std::string_view& text, std::string_view ends) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find_first_of(ends), text.size());
    std::string name(trim(text.substr(0, end)));
    text.remove_prefix(end);
    return name;
  }
  const std::size_t end = text.find('"', 1);
  if (end == std::string_view::npos) {
    return fail(ErrorCode::invalid_argument, "field map: a name in quotes has no end");
  }
  std::string name(text.substr(1, end - 1));
  text.remove_prefix(end + 1);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (!text.empty() && ends.find(text.front()) == std::string_view::npos) {
    return fail(ErrorCode::invalid_argument, "field map: text behind the quotes of '" + name + "'",
                ", or | between names");
  }
  return name;
}

}  // namespace

std::string_view FieldMap::targets() {
  return "id, title, body, date, modified, first_seen, url, source, lang, author, time";
}

Result<FieldMap> FieldMap::parse(std::string_view text) {
  FieldMap map;
  while (!trim(text).empty()) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::string target, take_name(text, "=,|"));
    if (!text.starts_with('=')) {
      return fail(ErrorCode::invalid_argument, "field map: no '=' behind '" + target + "'",
                  Hint(HintName::field_map, " body=maintext"));
    }
    do {
      text.remove_prefix(1);
      NEWSIDX_ASSIGN_OR_RETURN(std::string name, take_name(text, ",|="));
      if (text.starts_with('=')) {
        return fail(ErrorCode::invalid_argument, "field map: a second '=' behind '" + name + "'",
                    ", between two mappings");
      }
      NEWSIDX_RETURN_IF_ERROR(map.add(target, std::move(name)));
    } while (text.starts_with('|'));
    if (text.starts_with(',')) text.remove_prefix(1);
  }
  return map;
}

Status FieldMap::add(std::string_view target, std::string name) {
  const auto known = std::find_if(kTargets.begin(), kTargets.end(),
                                  [target](const auto& row) { return row.first == target; });
  if (known == kTargets.end()) {
    return fail(ErrorCode::invalid_argument,
                "field map: there is no field '" + std::string(target) + "'", targets());
  }
  if (name.empty()) {
    return fail(ErrorCode::invalid_argument,
                "field map: no name behind '" + std::string(target) + "='");
  }
  const auto place = std::count_if(paths_.begin(), paths_.end(), [known](const Path& path) {
    return path.match.role == known->second;
  });
  if (place >= kOwnRank - kMappedRank) {
    return fail(ErrorCode::invalid_argument,
                "field map: too many names for '" + std::string(target) + "'");
  }
  const auto rank = static_cast<std::uint16_t>(kMappedRank + place);
  std::string canonical = canonical_name(name);
  paths_.push_back({std::move(name), std::move(canonical), {known->second, rank}});
  return {};
}

FieldMatch FieldMap::match(std::string_view name) const {
  if (paths_.empty()) return {};
  const std::string canonical = canonical_name(name);
  const Path* found = nullptr;
  for (const Path& path : paths_) {
    if (path.name == name) {
      found = &path;
      break;
    }
    if (found == nullptr && !canonical.empty() && path.canonical == canonical) found = &path;
  }
  if (found == nullptr) return {};
  found->is_met->store(true, std::memory_order_relaxed);
  return found->match;
}

// Of several names for one field one is enough.
std::string FieldMap::unmet() const {
  std::vector<std::pair<FieldRole, std::string>> names;
  std::vector<FieldRole> met;
  for (const Path& path : paths_) {
    if (*path.is_met) met.push_back(path.match.role);
    const auto same =
        std::ranges::find(names, path.match.role, &decltype(names)::value_type::first);
    if (same == names.end()) {
      names.emplace_back(path.match.role, path.name);
    } else {
      (same->second += '|') += path.name;
    }
  }
  std::string text;
  for (const auto& [role, name] : names) {
    if (std::ranges::find(met, role) != met.end()) continue;
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

bool FieldMap::has_column_numbers() const {
  return std::any_of(paths_.begin(), paths_.end(),
                     [](const Path& path) { return is_number(path.name); });
}

}  // namespace newsidx::source
