#include "source/walk/path_pattern.h"

#include <algorithm>

namespace newsidx::source {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin) segments.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

// One character of a pattern at `at`, which moves behind it. "[" without an end is itself.
bool matches_one(std::string_view pattern, std::size_t& at, char c) {
  const char first = pattern[at++];
  if (first == '?') return true;
  if (first == '\\' && at < pattern.size()) return pattern[at++] == c;
  if (first != '[') return first == c;
  std::size_t next = at;
  const bool is_negated = next < pattern.size() && (pattern[next] == '!' || pattern[next] == '^');
  if (is_negated) ++next;
  bool found = false;
  for (const std::size_t begin = next; next < pattern.size(); ++next) {
    if (pattern[next] == ']' && next > begin) {
      at = next + 1;
      return found != is_negated;
    }
    const auto low = static_cast<unsigned char>(pattern[next]);
    auto high = low;
    if (next + 2 < pattern.size() && pattern[next + 1] == '-' && pattern[next + 2] != ']') {
      high = static_cast<unsigned char>(pattern[next += 2]);
    }
    const auto value = static_cast<unsigned char>(c);
    found = found || (low <= value && value <= high);
  }
  return c == '[';
}

}  // namespace

// The last star takes one more character whenever what follows it does not match.
bool matches_name(std::string_view pattern, std::string_view name) {
  std::size_t in_pattern = 0, in_name = 0;
  std::size_t star = std::string_view::npos, taken = 0;
  while (in_name < name.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = ++in_pattern;
      taken = in_name;
      continue;
    }
    std::size_t next = in_pattern;
    if (next < pattern.size() && matches_one(pattern, next, name[in_name])) {
      in_pattern = next;
      ++in_name;
    } else if (star != std::string_view::npos) {
      in_pattern = star;
      in_name = ++taken;
    } else {
      return false;
    }
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
  return in_pattern == pattern.size();
}

std::optional<PathPattern> PathPattern::parse(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  if (line.empty() || line.front() == '#') return std::nullopt;
  PathPattern pattern;
  pattern.is_negated_ = line.front() == '!';
  if (pattern.is_negated_) line.remove_prefix(1);
  pattern.is_of_folders_ = line.ends_with('/');
  const std::vector<std::string_view> segments = split(line);
  if (segments.empty()) return std::nullopt;  // slashes alone
  const bool is_tied = line.substr(0, line.size() - 1).find('/') != std::string_view::npos;
  if (!is_tied) pattern.segments_.emplace_back("**");
  pattern.segments_.insert(pattern.segments_.end(), segments.begin(), segments.end());
  return pattern;
}

// As matches_name(), of whole segments: "**" is the star.
bool PathPattern::matches(std::string_view path, bool is_folder) const {
  if (is_of_folders_ && !is_folder) return false;
  const std::vector<std::string_view> names = split(path);
  std::size_t in_pattern = 0, in_path = 0;
  std::size_t star = std::string_view::npos, taken = 0;
  while (in_path < names.size()) {
    const bool has_more = in_pattern < segments_.size();
    if (has_more && segments_[in_pattern] == "**") {
      star = ++in_pattern;
      taken = in_path;
      if (star == segments_.size()) return true;  // a/**: all that is in it
    } else if (has_more && matches_name(segments_[in_pattern], names[in_path])) {
      ++in_pattern;
      ++in_path;
    } else if (star != std::string_view::npos) {
      in_pattern = star;
      in_path = ++taken;
    } else {
      return false;
    }
  }
  return in_pattern == segments_.size();
}

}  // namespace newsidx::source
