// tidy/include_rules.h
//
// The layering of src/README.md, checked line by line: which file may include what. The rules are
// data (layers.txt); whatever they do not name is forbidden, so a new module or library has to be
// entered there before it can be used.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::tidy {

struct Module {
  int layer = 0;
  std::set<std::string> may_include;
};

struct IncludeRules {
  std::map<std::string, Module> modules;
  std::map<std::string, std::set<std::string>> public_headers;  ///< header -> modules, or "any"
  std::map<std::string, std::string> libraries;  ///< header, or folder with its '/' -> module
  std::set<std::string> system_headers;          ///< likewise
};

/// @return the rules; lines that are none go to `problems`
[[nodiscard]] IncludeRules parse_rules(std::string_view text, std::vector<std::string>& problems);

/// Edges of the rules themselves that do not lead to a lower layer.
[[nodiscard]] std::vector<std::string> upward_edges(const IncludeRules& rules);

/// @param path  from the root of the project: "src/codec/bitpack.cc", "include/newsidx/index.h"
/// @return one line for each forbidden include: the place, the include, and the rule it breaks
[[nodiscard]] std::vector<std::string> forbidden_includes(const IncludeRules& rules,
                                                          std::string_view path,
                                                          std::string_view text);

/// The same for the DEPENDS of a module's CMakeLists.txt.
[[nodiscard]] std::vector<std::string> forbidden_dependencies(const IncludeRules& rules,
                                                              const std::string& module,
                                                              std::string_view cmake);

}  // namespace newsidx::tidy
