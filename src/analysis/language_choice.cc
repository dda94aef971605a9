#include "analysis/language_choice.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/folding.h"
#include "analysis/languages.h"
#include "base/edit_distance.h"

namespace newsidx::analysis {
namespace {

constexpr std::size_t kLongestName = 64;

std::string listed(std::vector<std::string> names) {
  std::ranges::sort(names);
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// The names nearest to what was written; where none is near, those with a stemmer.
std::string suggestions(std::string_view written) {
  std::string lower;
  fold_case_ascii(written.substr(0, kLongestName), lower);
  std::size_t nearest = std::max<std::size_t>(1, lower.size() / 3);
  std::vector<std::string> near;
  for (std::string& name : names_in_use()) {
    const std::size_t distance = edit_distance(lower, name);
    if (distance > nearest || distance >= name.size()) continue;
    if (distance < nearest) near.clear();
    nearest = distance;
    near.push_back(std::move(name));
  }
  return near.empty() ? listed(language_names()) + ", none" : listed(std::move(near));
}

}  // namespace

Status check_language(std::string_view name) {
  if (is_in_use(name)) return {};
  return fail(ErrorCode::invalid_argument, "unknown language '" + std::string(name) + "'",
              suggestions(name));
}

}  // namespace newsidx::analysis
