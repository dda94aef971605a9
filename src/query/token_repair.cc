#include "query/token_repair.h"

#include <cstddef>
#include <string>
#include <utility>

namespace newsidx::query {
namespace {

using Kind = Token::Kind;

bool is_operand(Kind kind) {
  return kind == Kind::word || kind == Kind::prefix || kind == Kind::phrase || kind == Kind::all;
}

bool is_binary(Kind kind) { return kind == Kind::and_ || kind == Kind::or_; }

bool begins_operand(Kind kind) {
  return is_operand(kind) || kind == Kind::open || kind == Kind::field || kind == Kind::plus ||
         kind == Kind::minus || kind == Kind::not_;
}

bool ends_operand(Kind kind) { return is_operand(kind) || kind == Kind::close; }

class Repair {
 public:
  Repair(std::vector<Token> tokens, std::string_view query, Remarks& remarks)
      : tokens_(std::move(tokens)), query_(query), remarks_(remarks) {}

  std::vector<Token> run() {
    drop_unpaired_brackets();
    drop_empty_brackets();
    settle_fields_and_operators();
    return std::move(tokens_);
  }

 private:
  // Most queries have none.
  [[nodiscard]] bool has(Kind kind) const {
    for (const Token& token : tokens_) {
      if (token.kind == kind) return true;
    }
    return false;
  }

  void drop(const std::vector<bool>& dropped) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (dropped[at]) continue;
      if (kept != at) tokens_[kept] = std::move(tokens_[at]);
      ++kept;
    }
    tokens_.resize(kept);
  }

  void drop_unpaired_brackets() {
    if (!has(Kind::open) && !has(Kind::close)) return;
    std::vector<bool> dropped(tokens_.size());
    std::vector<std::size_t> open;
    bool any = false;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (tokens_[at].kind == Kind::open) open.push_back(at);
      if (tokens_[at].kind != Kind::close) continue;
      if (open.empty()) {
        any = dropped[at] = true;
        if (tokens_[at + 1].kind == Kind::boost) dropped[at + 1] = true;
      } else {
        open.pop_back();
      }
    }
    for (const std::size_t at : open) any = dropped[at] = true;
    if (!any) return;
    remarks_.warn("a bracket without its other half is read as text");
    drop(dropped);
  }

  // "()", and what that leaves: "(())".
  void drop_empty_brackets() {
    if (!has(Kind::open)) return;
    std::vector<Token> kept;
    bool any = false;
    bool was_empty = false;  // what stood before the token, whose boost goes with it
    for (Token& token : tokens_) {
      const bool is_empty = token.kind == Kind::close && kept.back().kind == Kind::open;
      if (is_empty) {
        kept.pop_back();
      } else if (token.kind != Kind::boost || !was_empty) {
        kept.push_back(std::move(token));
      }
      was_empty = is_empty;
      any = any || is_empty;
    }
    tokens_ = std::move(kept);
    if (any) remarks_.warn("empty brackets are left out");
  }

  void make_word(Token& token) {
    token.text = query_.substr(token.place.begin, token.place.end - token.place.begin);
    token.kind = Kind::word;
  }

  // From the front, so that what became a word is an operand for what follows.
  void settle_fields_and_operators() {
    std::vector<bool> dropped(tokens_.size());
    bool any = false;
    for (std::size_t at = 0; at + 1 < tokens_.size(); ++at) {
      Token& token = tokens_[at];
      const Kind next = tokens_[at + 1].kind;
      const bool has_before = at > 0 && ends_operand_[at - 1];
      const bool has_next = begins_operand(next) || next == Kind::end;
      if (token.kind == Kind::field && !is_operand(next) && next != Kind::open) make_word(token);
      if ((token.kind == Kind::plus || token.kind == Kind::minus) && !begins_operand(next)) {
        any = dropped[at] = true;
      }
      if ((is_binary(token.kind) && (!has_before || !has_next)) ||
          (token.kind == Kind::not_ && !has_next)) {
        remarks_.warn(
            "'" +
            std::string(query_.substr(token.place.begin, token.place.end - token.place.begin)) +
            "' without a word on its sides is read as a word");
        make_word(token);
      }
      ends_operand_.push_back(ends_operand(token.kind) || token.kind == Kind::boost);
    }
    if (any) drop(dropped);
  }

  std::vector<Token> tokens_;
  std::string_view query_;
  Remarks& remarks_;
  std::vector<bool> ends_operand_;  // of each token that was settled
};

}  // namespace

std::vector<Token> repaired(std::vector<Token> tokens, std::string_view query, Remarks& remarks) {
  return Repair(std::move(tokens), query, remarks).run();
}

}  // namespace newsidx::query
