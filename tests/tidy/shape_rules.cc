#include "tidy/shape_rules.h"

#include <algorithm>
#include <array>

namespace newsidx::tidy {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "Result<int> f(int a) {", or the first line of a longer head.
bool may_open_function(std::string_view line) {
  constexpr std::array<std::string_view, 6> kOthers = {"namespace", "class ", "struct ",
                                                       "enum ",     "union ", "extern"};
  return !line.empty() && is_letter(line.front()) && line.find('(') != std::string_view::npos &&
         std::ranges::none_of(kOthers, [&](auto other) { return line.starts_with(other); });
}

// The line behind the function that begins here; behind its head, if that is all there is of it: a
// declaration, a function in one line, or a table.
std::size_t function_end(const std::vector<std::string_view>& lines, std::size_t begin) {
  std::size_t body = begin;
  while (body < lines.size() && !lines[body].ends_with('{') && !lines[body].ends_with(';') &&
         !lines[body].ends_with('}')) {
    ++body;
  }
  if (body == lines.size()) return body;
  if (!lines[body].ends_with('{') || lines[body].ends_with("= {")) return body + 1;
  const auto closing =
      std::find(lines.begin() + static_cast<std::ptrdiff_t>(body), lines.end(), "}");
  return static_cast<std::size_t>(closing - lines.begin()) + (closing == lines.end() ? 0 : 1);
}

std::string place(std::string_view path, std::size_t line) {
  return std::string(path) + ":" + std::to_string(line + 1) + ": ";
}

constexpr std::string_view kNameLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_*";

// The names in a comment: "segment/check.cc" is "check.cc".
std::vector<std::string> file_names(std::string_view comment) {
  std::vector<std::string> names;
  for (const std::string_view ending : {".cc", ".h", ".py", ".cmake"}) {
    for (std::size_t at = comment.find(ending); at != std::string_view::npos;
         at = comment.find(ending, at + 1)) {
      const std::size_t end = at + ending.size();
      const bool is_whole =
          end == comment.size() || kNameLetters.find(comment[end]) == std::string_view::npos;
      std::size_t begin = at;
      while (begin > 0 && kNameLetters.find(comment[begin - 1]) != std::string_view::npos) --begin;
      if (is_whole && begin < at) names.emplace_back(comment.substr(begin, end - begin));
    }
  }
  return names;
}

bool is_pattern(std::string_view name) {
  return std::ranges::any_of(name, [](char c) { return c == '*' || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

std::vector<std::string> long_parts(std::string_view path, std::string_view text) {
  std::vector<std::string> found;
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.size() > kMaxFileLines) {
    found.push_back(place(path, kMaxFileLines) + std::to_string(lines.size()) +
                    " lines in a file (at most " + std::to_string(kMaxFileLines) + ")");
  }
  for (std::size_t begin = 0; begin < lines.size(); ++begin) {
    if (!may_open_function(lines[begin])) continue;
    const std::size_t end = function_end(lines, begin);
    if (end - begin > kMaxFunctionLines) {
      found.push_back(place(path, begin) + std::to_string(end - begin) +
                      " lines in a function (at most " + std::to_string(kMaxFunctionLines) + ")");
    }
    begin = end - 1;
  }
  return found;
}

std::vector<std::string> stale_file_names(std::string_view path, std::string_view text,
                                          const std::set<std::string>& files) {
  std::vector<std::string> found;
  const std::vector<std::string_view> lines = lines_of(text);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::size_t comment = lines[at].find("//");
    if (comment == std::string_view::npos) continue;
    for (const std::string& name : file_names(lines[at].substr(comment))) {
      if (is_pattern(name) || files.contains(name)) continue;
      found.push_back(place(path, at) + "names " + name + ", and there is no such file");
    }
  }
  return found;
}

}  // namespace newsidx::tidy
