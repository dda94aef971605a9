#include "query/syntax/token_repair.h"

#include <cstddef>
#include <string>
#include <utility>

namespace newsidx::query {
namespace {

using Kind = Token::Kind;

bool is_operand(Kind kind) {
  return kind == Kind::word || kind == Kind::prefix || kind == Kind::pattern ||
         kind == Kind::phrase || kind == Kind::all;
}
bool is_binary(Kind kind) { return kind == Kind::and_ || kind == Kind::or_ || kind == Kind::near; }
// A group follows.
bool is_owner(Kind kind) {
  return kind == Kind::field || kind == Kind::at_least || kind == Kind::letters;
}
bool is_sign(Kind kind) { return kind == Kind::plus || kind == Kind::minus; }

class Repair {
 public:
  Repair(std::vector<Token> tokens, std::string_view query, Remarks& remarks)
      : tokens_(std::move(tokens)), query_(query), remarks_(remarks) {}

  std::vector<Token> run() {
    drop_unpaired_brackets();
    drop_empty_brackets();
    settle_operators();
    return std::move(tokens_);
  }

 private:
  // Most queries have none.
  template <class Is>
  [[nodiscard]] bool has(Is is) const {
    for (const Token& token : tokens_) {
      if (is(token.kind)) return true;
    }
    return false;
  }

  [[nodiscard]] std::string raw(const Token& token) const {
    return std::string(query_.substr(token.place.begin, token.place.end - token.place.begin));
  }

  void make_text(Token& token) const {
    token.text = raw(token);
    token.kind = Kind::word;
  }

  // What belonged to a bracket that goes: a sign goes too, a field's name stays as a word.
  void release_owner(std::vector<Token>& kept) const {
    if (!kept.empty() && is_owner(kept.back().kind)) make_text(kept.back());
    while (!kept.empty() && is_sign(kept.back().kind)) kept.pop_back();
  }

  void drop_unpaired_brackets() {
    if (!has([](Kind kind) { return kind == Kind::open || kind == Kind::close; })) return;
    std::vector<bool> unpaired(tokens_.size());
    std::vector<std::size_t> open;
    bool any = false;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (tokens_[at].kind == Kind::open) open.push_back(at);
      if (tokens_[at].kind != Kind::close) continue;
      if (open.empty()) {
        any = unpaired[at] = true;
      } else {
        open.pop_back();
      }
    }
    for (const std::size_t at : open) any = unpaired[at] = true;
    if (!any) return;
    remarks_.warn("a bracket without its other half is read as text");
    std::vector<Token> kept;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const bool is_of_dropped =
          tokens_[at].kind == Kind::boost && at > 0 && unpaired[at - 1];  // "a)^2"
      if (unpaired[at] && tokens_[at].kind == Kind::open) release_owner(kept);
      if (!unpaired[at] && !is_of_dropped) kept.push_back(std::move(tokens_[at]));
    }
    tokens_ = std::move(kept);
  }

  // "()", and what that leaves: "(())".
  void drop_empty_brackets() {
    if (!has([](Kind kind) { return kind == Kind::open; })) return;
    std::vector<Token> kept;
    bool any = false;
    bool was_empty = false;  // what stood before the token, whose boost goes with it
    for (Token& token : tokens_) {
      while (token.kind == Kind::close && !kept.empty() && is_sign(kept.back().kind)) {
        kept.pop_back();  // "(a -())"
      }
      const bool is_empty = token.kind == Kind::close && kept.back().kind == Kind::open;
      if (is_empty) {
        kept.pop_back();
        release_owner(kept);
      } else if (token.kind != Kind::boost || !was_empty) {
        kept.push_back(std::move(token));
      }
      was_empty = is_empty;
      any = any || is_empty;
    }
    tokens_ = std::move(kept);
    if (any) remarks_.warn("empty brackets are left out");
  }

  // For each token: does an operand start there, signs and NOT included?
  [[nodiscard]] std::vector<bool> operand_starts() const {
    std::vector<bool> starts(tokens_.size());
    bool is_plain = false;  // what follows is an operand without a sign of its own
    for (std::size_t at = tokens_.size(); at-- > 0;) {
      const Kind kind = tokens_[at].kind;
      const bool is_prefix = is_sign(kind) || kind == Kind::not_;
      starts[at] = is_prefix ? is_plain : is_operand(kind) || kind == Kind::open || is_owner(kind);
      is_plain = starts[at] && !is_prefix;
    }
    return starts;
  }

  // Of most queries with signs: each stands before a word, phrase or bracket.
  [[nodiscard]] bool may_lack_operand() const {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const Kind kind = tokens_[at].kind;
      if (is_binary(kind) || kind == Kind::not_ || is_owner(kind)) return true;
      if (!is_sign(kind)) continue;
      const Kind next = tokens_[at + 1].kind;  // there is one: the last token is `end`
      if (!is_operand(next) && next != Kind::open) return true;
    }
    return false;
  }

  // Fields, signs and operators that lack an operand. A name is a word then; an operator says
  // nothing beside words, and is one where it is all there is.
  void settle_operators() {
    if (!may_lack_operand()) return;
    const bool has_operand = has([](Kind kind) { return is_operand(kind) || kind == Kind::field; });
    const std::vector<bool> starts = operand_starts();
    std::vector<Token> kept;
    kept.reserve(tokens_.size());
    bool ends_operand = false;  // the token before
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      Token& token = tokens_[at];
      const Kind kind = token.kind;
      if (is_sign(kind) && (!starts[at] || (kind == Kind::plus && follows_or(kept)))) {
        remarks_.warn("a sign before an operator or behind OR is left out");
        continue;
      }
      const bool lacks_operand =
          is_binary(kind) ? !ends_operand || !starts[at + 1] : kind == Kind::not_ && !starts[at];
      ends_operand = is_operand(kind) || kind == Kind::close || kind == Kind::boost;
      if (lacks_operand) {
        const bool is_word = !has_operand || is_alone(kept, tokens_[at + 1].kind);
        remarks_.warn("'" + raw(token) + "' without a word on its sides is " +
                      (is_word ? "read as a word" : "left out"));
        if (!is_word) continue;
        make_text(token);
      } else if (kind == Kind::field && !is_operand(tokens_[at + 1].kind) &&
                 tokens_[at + 1].kind != Kind::open && tokens_[at + 1].kind != Kind::at_least &&
                 tokens_[at + 1].kind != Kind::letters) {
        make_text(token);
        ends_operand = true;
      }
      kept.push_back(std::move(token));
    }
    tokens_ = std::move(kept);
  }

  // In brackets: "(OR)".
  static bool is_alone(const std::vector<Token>& kept, Kind next) {
    const bool is_first = kept.empty() || kept.back().kind == Kind::open;
    return is_first && (next == Kind::close || next == Kind::end);
  }

  static bool follows_or(const std::vector<Token>& kept) {
    return !kept.empty() && kept.back().kind == Kind::or_;
  }

  std::vector<Token> tokens_;
  std::string_view query_;
  Remarks& remarks_;
};

}  // namespace

std::vector<Token> repaired(std::vector<Token> tokens, std::string_view query, Remarks& remarks) {
  return Repair(std::move(tokens), query, remarks).run();
}

}  // namespace newsidx::query
