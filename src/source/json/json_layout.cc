#include <algorithm>

#include "base/blanks.h"
#include "source/json/bulk_action.h"
#include "source/json/json_cursor.h"
#include "source/json/json_repair.h"
#include "source/json/json_splitter.h"
#include "source/json/json_table.h"
#include "source/stream/memory_stream.h"

namespace newsidx::source {
namespace {

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kAsciiBlanks), text.size()));
  return text;
}

// "window.data = [", "callback(": what stands in front of JSON in a script.
std::string_view without_script(std::string_view text) {
  constexpr std::size_t kMaxBytes = 128;
  const std::size_t bracket = text.find_first_of("{[");
  if (bracket == std::string_view::npos || bracket == 0 || bracket > kMaxBytes) return text;
  std::string_view front = text.substr(0, bracket);
  const std::size_t last = front.find_last_not_of(kAsciiBlanks);
  const bool is_script =
      last != std::string_view::npos && (front[last] == '=' || front[last] == '(') &&
      front.find_first_not_of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$ =(") ==
          std::string_view::npos;
  return is_script ? text.substr(bracket) : text;
}

// Does a line hold one object, and is that the article?
bool is_article_line(std::string_view line) {
  MemoryStream stream(line);
  bool is_sound = true;
  JsonSplitter splitter(stream, std::make_shared<RecordOrigin>(),
                        {64u << 20, [&is_sound](const Problem&) { is_sound = false; }, {}});
  const auto record = splitter.next();
  if (!record || !record->has_value() || (*record)->bytes.size() != line.size()) return false;
  const auto second = splitter.next();
  return is_sound && second && !second->has_value();
}

// {"title":{"0":"..: does a text begin as a table does that is written column by column?
bool begins_columns(std::string_view text) {
  JsonItems members(text);
  if (!members.next() || !members.value().starts_with('{')) return false;
  JsonItems labels(members.value());
  if (!labels.next() || labels.value().starts_with('{')) return false;
  return labels.key().find_first_of("0123456789") != std::string_view::npos;
}

// Is the first member of an object, or that of an object in it, a list of objects, or a header?
bool leads_to_list(std::string_view text) {
  constexpr int kMaxDepth = 8;
  for (int depth = 0; depth < kMaxDepth; ++depth) {
    if (!text.starts_with('{')) return false;
    text = without_blanks(text.substr(1));
    if (!text.starts_with('"')) return false;
    const std::size_t quote = text.find('"', 1);
    if (quote == std::string_view::npos) return false;
    const bool is_header = text.starts_with("\"columns\"");
    text = without_blanks(text.substr(quote + 1));
    if (!text.starts_with(':')) return false;
    text = without_blanks(text.substr(1));
    if (text.starts_with('[')) {
      const std::string_view element = without_blanks(text.substr(1));
      return element.starts_with('{') || (is_header && element.starts_with('"'));
    }
  }
  return false;
}

// Does the beginning of a long line hold the first elements of a list of articles? One that leads
// to a list at once may have a longer first element.
bool begins_list(std::string_view line) {
  if (leads_to_list(line) || begins_columns(line)) return true;
  MemoryStream stream(line);
  JsonSplitter splitter(stream, std::make_shared<RecordOrigin>(), {});
  const auto record = splitter.next();
  return record && record->has_value();
}

struct Brackets {
  std::size_t end = std::string_view::npos;  // behind the one that closes the first
  std::string open;                          // at the end of the text, else
};

// Of a text that begins with a bracket.
Brackets brackets_of(std::string_view text) {
  using Token = JsonCursor::Token;
  Brackets brackets;
  JsonCursor cursor;
  for (std::size_t at = 0;;) {
    const Token token = cursor.next(text, at, false);
    if (token == Token::none || token == Token::broken_string) return brackets;
    if (token == Token::open_object || token == Token::open_array) {
      brackets.open.push_back(text[at - 1]);
    } else if (token == Token::close_object || token == Token::close_array) {
      brackets.open.pop_back();
      if (!brackets.open.empty()) continue;
      brackets.end = at;
      return brackets;
    }
  }
}

// Is another object behind the first one of a line, or a list?
bool has_more(std::string_view line, const Brackets& brackets) {
  if (brackets.end == std::string_view::npos) return false;
  const std::string_view behind = without_blanks(line.substr(brackets.end));
  return !behind.empty() && std::string_view("{[,").find(behind.front()) != std::string_view::npos;
}

// A damaged line among lines? Within an object no other one begins; within a list it may.
bool is_damaged_line(std::string_view line, std::string_view next) {
  if (!begins_record(line) || !begins_record(next)) return false;
  const Brackets brackets = brackets_of(line);
  return !has_more(line, brackets) && !brackets.open.ends_with('[');
}

std::string_view first_line_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.substr(0, line.find_last_not_of(kAsciiBlanks) + 1);
}

}  // namespace

bool may_be_json_lines(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::string_view text = without_blanks(head);
  if (!text.starts_with('{')) return false;
  const std::string_view line = first_line_of(text);
  if (bulk_action(line)) return false;
  const Brackets brackets = brackets_of(line);
  if (brackets.end != std::string_view::npos) return !has_more(line, brackets);
  JsonStringScan strings;
  strings.scan(line);
  const std::size_t line_end = text.find('\n');
  if (strings.is_in_string() || line_end == std::string_view::npos) return true;
  return is_damaged_line(line, without_blanks(text.substr(line_end)));
}

JsonLayout json_layout(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::string_view text = without_blanks(head);
  const std::string_view json = without_script(text);
  if (json.empty()) return JsonLayout::none;
  const std::string_view inside = without_blanks(json.substr(1));
  const char next = inside.empty() ? '\0' : inside.front();
  if (json.front() == '[') {
    return next == '{' || next == '[' || next == ']' || next == '"' ? JsonLayout::document
                                                                    : JsonLayout::none;
  }
  if (json.front() != '{' || (next != '"' && next != '}')) return JsonLayout::none;
  if (json.size() != text.size()) return JsonLayout::document;
  const std::size_t end = text.find('\n');
  const std::string_view line = first_line_of(text);
  if (end == std::string_view::npos && !is_article_line(line)) {
    return begins_list(text) ? JsonLayout::document : JsonLayout::lines;
  }
  if (bulk_action(line)) return JsonLayout::document;
  if (is_article_line(line)) return JsonLayout::lines;
  return is_damaged_line(line, text.substr(end + 1)) ? JsonLayout::lines : JsonLayout::document;
}

}  // namespace newsidx::source
