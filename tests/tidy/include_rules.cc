#include "tidy/include_rules.h"

#include <iterator>
#include <optional>
#include <regex>
#include <sstream>

namespace newsidx::tidy {
namespace {

struct Include {
  std::size_t line = 0;
  bool quoted = false;
  std::string name;

  [[nodiscard]] std::string written() const {
    return quoted ? "#include \"" + name + "\"" : "#include <" + name + ">";
  }
};

std::vector<Include> includes_of(std::string_view text) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    std::smatch match;
    if (!std::regex_search(line, match, kInclude)) continue;
    includes.push_back({.line = number, .quoted = match[1] == "\"", .name = match[2]});
  }
  return includes;
}

std::set<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "nothing" : text;
}

std::string first_folder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

/// "rocksdb/db.h" is named by "rocksdb/", and "archive.h" by itself.
std::string key_of(const std::string& header) {
  const std::string folder = first_folder(header);
  return folder.empty() ? header : folder + "/";
}

bool is_standard(const std::string& header) {
  return header.find_first_of("./") == std::string::npos;  // <vector>, <cstdint>
}

constexpr std::string_view kPublicFolder = "newsidx/";

/// What is wrong with one include; nothing when it is allowed.
using Verdict = std::optional<std::string>;

Verdict judge_public(const IncludeRules& rules, const std::string& module,
                     const std::string& header) {
  const auto rule = rules.public_headers.find(header);
  if (rule == rules.public_headers.end()) return "no such public header in layers.txt";
  if (rule->second.contains("any") || rule->second.contains(module)) return std::nullopt;
  return "public header of " + joined(rule->second) + " only";
}

Verdict judge_external(const IncludeRules& rules, const std::string& module,
                       const std::string& header) {
  if (is_standard(header) || rules.system_headers.contains(key_of(header))) return std::nullopt;
  const auto rule = rules.libraries.find(key_of(header));
  if (rule == rules.libraries.end()) return "not in layers.txt";
  if (rule->second == module) return std::nullopt;
  return "confined to " + rule->second;
}

/// @param own  the first folder of includes of the module's own files
Verdict judge_internal(const Module& module, const std::string& module_name, const std::string& own,
                       const std::string& header) {
  const std::string folder = first_folder(header);
  if (folder.empty() || folder == "..") return "name it from its module: \"" + own + "/...\"";
  if (folder == own || module.may_include.contains(folder)) return std::nullopt;
  return module_name + " may include " + joined(module.may_include) + " and its own files only";
}

Verdict judge_in_source(const IncludeRules& rules, std::string_view path, const Include& include) {
  const std::string_view inside = path.substr(std::string_view("src/").size());
  const std::string module_name = first_folder(inside);
  const auto module = rules.modules.find(module_name);
  if (module == rules.modules.end()) return "module '" + module_name + "' is not in layers.txt";
  if (include.name.starts_with(kPublicFolder)) {
    return judge_public(rules, module_name, include.name.substr(kPublicFolder.size()));
  }
  if (!include.quoted) return judge_external(rules, module_name, include.name);
  // Each application is a world of its own: src/apps/cli includes "cli/...".
  const std::string own =
      module_name == "apps" ? first_folder(inside.substr(module_name.size() + 1)) : module_name;
  return judge_internal(module->second, module_name, own, include.name);
}

Verdict judge_in_public(const Include& include) {
  if (is_standard(include.name) || include.name.starts_with(kPublicFolder)) return std::nullopt;
  return "public headers include the standard library and <newsidx/...> only";
}

}  // namespace

IncludeRules parse_rules(std::string_view text, std::vector<std::string>& problems) {
  static const std::regex kModule(R"(module (\d+) (\w+):(.*))");
  static const std::regex kPublic(R"(public (\S+):(.*))");
  static const std::regex kLibrary(R"(library (\S+): (\w+))");
  static const std::regex kSystem(R"(system (\S+))");
  IncludeRules rules;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.empty() || line.front() == '#') continue;
    if (std::regex_match(line, match, kModule)) {
      rules.modules[match[2]] = {.layer = std::stoi(match[1]), .may_include = words_of(match[3])};
    } else if (std::regex_match(line, match, kPublic)) {
      rules.public_headers[match[1]] = words_of(match[2]);
    } else if (std::regex_match(line, match, kLibrary)) {
      rules.libraries[match[1]] = match[2];
    } else if (std::regex_match(line, match, kSystem)) {
      rules.system_headers.insert(match[1]);
    } else {
      problems.push_back("not a rule: " + line);
    }
  }
  return rules;
}

std::vector<std::string> upward_edges(const IncludeRules& rules) {
  std::vector<std::string> edges;
  for (const auto& [name, module] : rules.modules) {
    for (const std::string& target : module.may_include) {
      const auto found = rules.modules.find(target);
      if (found != rules.modules.end() && found->second.layer < module.layer) continue;
      edges.push_back(name + " -> " + target);
    }
  }
  return edges;
}

std::vector<std::string> forbidden_includes(const IncludeRules& rules, std::string_view path,
                                            std::string_view text) {
  std::vector<std::string> found;
  for (const Include& include : includes_of(text)) {
    const Verdict verdict =
        path.starts_with("src/") ? judge_in_source(rules, path, include) : judge_in_public(include);
    if (!verdict) continue;
    found.push_back(std::string(path) + ":" + std::to_string(include.line) + ": " +
                    include.written() + ": " + *verdict);
  }
  return found;
}

std::vector<std::string> forbidden_dependencies(const IncludeRules& rules,
                                                const std::string& module, std::string_view cmake) {
  static const std::regex kDepends(R"(\bDEPENDS\s+([a-z\s]+))");
  std::vector<std::string> found;
  std::match_results<std::string_view::const_iterator> match;
  if (!std::regex_search(cmake.begin(), cmake.end(), match, kDepends)) return found;
  const auto rule = rules.modules.find(module);
  for (const std::string& dependency : words_of(match[1])) {
    if (rule != rules.modules.end() && rule->second.may_include.contains(dependency)) continue;
    found.push_back("src/" + module + "/CMakeLists.txt: DEPENDS " + dependency + ": " + module +
                    " may not depend on it (layers.txt)");
  }
  return found;
}

}  // namespace newsidx::tidy
