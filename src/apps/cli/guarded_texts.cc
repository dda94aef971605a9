#include "cli/guarded_texts.h"

#include <string_view>

namespace newsidx::cli {
namespace {

constexpr char kMark = '\0';

bool is_text(std::string_view argument) {
  if (argument.starts_with('[') || argument == "++") return true;
  const std::size_t blank = argument.find(' ');
  if (!argument.starts_with('-') || blank == std::string_view::npos) return false;
  return !argument.starts_with("--") || argument.find('=') > blank;
}

bool lacks_value(std::string_view argument) {
  return argument.starts_with("--") && argument.find('=') == argument.size() - 1;
}

}  // namespace

Result<std::vector<std::string>> guarded(std::vector<std::string> arguments) {
  std::vector<std::string> result;
  bool only_texts = false;
  for (std::string& argument : arguments) {
    if (!only_texts && argument == "--") {
      only_texts = true;
      continue;
    }
    if (!only_texts && lacks_value(argument)) {
      return fail(ErrorCode::invalid_argument, "option '" + argument + "' needs a value");
    }
    if (only_texts || is_text(argument)) argument.insert(0, 1, kMark);
    result.push_back(std::move(argument));
  }
  return result;
}

std::string unguarded(std::string text) {
  if (!text.empty() && text.front() == kMark) text.erase(0, 1);
  return text;
}

}  // namespace newsidx::cli
