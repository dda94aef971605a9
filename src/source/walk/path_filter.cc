#include "source/walk/path_filter.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"

namespace newsidx::source {
namespace {

Result<std::vector<PathPattern>> parse_all(const std::vector<std::string>& texts) {
  std::vector<PathPattern> patterns;
  for (const std::string& text : texts) {
    auto pattern = PathPattern::parse(text);
    if (!pattern) {
      return fail(ErrorCode::invalid_argument, "'" + text + "' is no pattern of paths",
                  "'*.html' or 'drafts/'");
    }
    patterns.push_back(*std::move(pattern));
  }
  return patterns;
}

bool any_matches(const std::vector<PathPattern>& patterns, std::string_view name, bool is_folder) {
  bool matched = false;  // the last one that matches decides
  for (const PathPattern& pattern : patterns) {
    if (pattern.is_negated() == matched && pattern.matches(name, is_folder)) {
      matched = !pattern.is_negated();
    }
  }
  return matched;
}

}  // namespace

Result<PathRules> parse_path_rules(const std::vector<std::string>& includes,
                                   const std::vector<std::string>& excludes) {
  PathRules rules;
  NEWSIDX_ASSIGN_OR_RETURN(rules.includes, parse_all(includes));
  NEWSIDX_ASSIGN_OR_RETURN(rules.excludes, parse_all(excludes));
  return rules;
}

void PathFilter::add_ignore_file(const std::string& folder, std::string_view text) {
  std::vector<PathPattern>& patterns = ignored_[folder];
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (auto pattern = PathPattern::parse(text.substr(begin, end - begin))) {
      patterns.push_back(*std::move(pattern));
    }
    begin = end + 1;
  }
}

bool PathFilter::leaves_out(std::string_view name, bool is_folder) const {
  if (any_matches(rules_.excludes, name, is_folder)) return true;
  if (is_ignored(name, is_folder)) return true;
  return !is_folder && !rules_.includes.empty() && !any_matches(rules_.includes, name, false);
}

bool PathFilter::is_asked_for(std::string_view name) const {
  return any_matches(rules_.includes, name, false);
}

// The nearest file that says something of the entry decides.
bool PathFilter::is_ignored(std::string_view name, bool is_folder) const {
  if (ignored_.empty()) return false;
  for (std::size_t slash = name.rfind('/');; slash = name.rfind('/', slash - 1)) {
    const bool is_root = slash == std::string_view::npos;
    const std::string_view folder = is_root ? "" : name.substr(0, slash);
    if (const auto found = ignored_.find(folder); found != ignored_.end()) {
      const std::string_view rest = is_root ? name : name.substr(slash + 1);
      for (auto rule = found->second.rbegin(); rule != found->second.rend(); ++rule) {
        if (rule->matches(rest, is_folder)) return !rule->is_negated();
      }
    }
    if (is_root || slash == 0) return false;
  }
}

}  // namespace newsidx::source
