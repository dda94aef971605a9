#include "source/json/bulk_action.h"

#include "base/blanks.h"
#include "source/json/json_cursor.h"

namespace newsidx::source {
namespace {

using Token = JsonCursor::Token;

constexpr std::size_t kMaxActionBytes = 4096;

// All tokens but the characters of numbers and literals, which are one by one.
class ActionScan {
 public:
  explicit ActionScan(std::string_view text) : text_(text) {}

  Token next() { return cursor_.next(text_, at_, true); }
  bool accept(Token expected) { return next() == expected; }
  [[nodiscard]] const std::string& string() const { return cursor_.string(); }

  // The value at hand, up to the comma or bracket behind it, which is read too.
  // @return nothing when it is an object or an array
  std::optional<std::string> scalar(Token& behind) {
    const std::size_t begin = at_;
    while (true) {
      const std::size_t end = at_;
      behind = next();
      switch (behind) {
        case Token::string:
        case Token::other: continue;
        case Token::comma:
        case Token::close_object: return std::string(trimmed(text_.substr(begin, end - begin)));
        default: return std::nullopt;
      }
    }
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  JsonCursor cursor_;
};

}  // namespace

std::optional<BulkAction> bulk_action(std::string_view object) {
  if (object.size() > kMaxActionBytes) return std::nullopt;
  ActionScan in(object);
  if (!in.accept(Token::open_object) || !in.accept(Token::string)) return std::nullopt;
  const std::string name = in.string();
  if (name != "index" && name != "create" && name != "update" && name != "delete") {
    return std::nullopt;
  }
  BulkAction action;
  action.has_source = name != "delete";
  if (!in.accept(Token::colon) || !in.accept(Token::open_object)) return std::nullopt;
  Token token = in.next();
  while (token == Token::string) {
    const std::string key = in.string();
    const bool is_setting = key.starts_with('_') || key.find("routing") != std::string::npos ||
                            key.find("version") != std::string::npos ||
                            key.find("retry") != std::string::npos || key == "pipeline" ||
                            key == "require_alias" || key.starts_with("if_");
    if (!is_setting || !in.accept(Token::colon)) return std::nullopt;
    const auto value = in.scalar(token);
    if (!value) return std::nullopt;
    if (key == "_id" && *value != "null") action.id_token = *value;
    if (token == Token::comma) token = in.next();
  }
  if (token != Token::close_object || !in.accept(Token::close_object)) return std::nullopt;
  return in.next() == Token::none ? std::optional(action) : std::nullopt;
}

}  // namespace newsidx::source
