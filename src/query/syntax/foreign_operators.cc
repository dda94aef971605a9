#include "query/syntax/foreign_operators.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

#include "analysis/shouting.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "query/syntax/characters.h"
#include "query/syntax/quotes.h"
#include "query/syntax/syntax_error.h"

namespace newsidx::query {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool are_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

template <std::size_t kSize>
bool is_any_of(std::string_view text, const std::array<std::string_view, kSize>& words) {
  return std::ranges::find(words, text) != words.end();
}

// A piece of the query between blanks and phrases.
struct Piece {
  std::string_view text;  // without the brackets and the boost behind it: "(a b~2)^3"
  std::size_t begin = 0;
  bool is_behind_phrase = false;  // directly
};

std::string_view without_end(std::string_view piece) {
  const std::size_t boost = piece.rfind('^');
  if (boost != kNowhere && boost > 0) piece = piece.substr(0, boost);
  while (piece.size() > 1 && piece.back() == ')') piece.remove_suffix(1);
  return piece;
}

// The end of the phrase that a quote at `at` opens, as the lexer has it; `at` where it opens none.
std::size_t phrase_end(std::string_view query, std::size_t at, bool is_in_piece) {
  const std::size_t closing = closing_quote(query, at);
  const bool is_text = closing == query.size() || is_gershayim(query, at) ||
                       (is_in_piece && is_blank(decode_utf8(query, at + 1).value));  // 19" and
  return is_text ? at : closing + decode_utf8(query, closing).size;
}

std::vector<Piece> pieces_of(std::string_view query) {
  std::vector<Piece> pieces;
  std::size_t begin = 0;
  bool is_behind_phrase = false;
  const auto end_piece = [&](std::size_t end) {
    if (end > begin) {
      pieces.push_back({without_end(query.substr(begin, end - begin)), begin, is_behind_phrase});
    }
    is_behind_phrase = false;
  };
  for (std::size_t at = 0; at < query.size();) {
    const char c = query[at];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      end_piece(at);
      begin = ++at;
    } else if (c == '\\' && at + 1 < query.size()) {
      at += 2;
    } else if (const std::size_t end = c == '"' ? phrase_end(query, at, at > begin) : at;
               end > at) {
      end_piece(at);
      begin = at = end;
      is_behind_phrase = true;
    } else {
      ++at;
    }
  }
  end_piece(query.size());
  return pieces;
}

// Operators between words, and how what they ask for is written here. Empty of other pieces.
std::string_view form_of_operator(std::string_view piece) {
  constexpr std::string_view kNear = "a NEAR/5 b", kAndNot = "a AND NOT b";
  constexpr std::array<std::array<std::string_view, 2>, 6> kForms = {{
      {"NEAR", kNear},
      {"ADJ", "a PRE/1 b, or \"a b\""},
      {"WITHIN", kNear},
      {"ANDNOT", kAndNot},
      {"AND_NOT", kAndNot},
      {"AND_MAYBE", "+a b"},
  }};
  for (const auto& [name, form] : kForms) {
    if (piece == name) return form;
  }
  return {};
}

// "NEAR(a b, 5)", "AROUND(5)"; segments of a document, "w/seg".
std::string_view form_of_function(std::string_view piece, bool is_between) {
  const bool is_around =
      piece.starts_with("AROUND(") && are_digits(piece.substr(sizeof "AROUND(" - 1));
  if (piece.starts_with("NEAR(") || is_around) return "a NEAR/5 b";
  const bool is_segment = piece == "w/seg" || piece == "W/SEG";
  return is_segment && is_between ? "title:(a b), body:(a b) or a w/p b" : std::string_view();
}

// "headline(oil)", "atleast(oil)" of Nexis, also "atleast0(oil)": a section or a condition and its
// words; no word with its plural or a note, "headline(s)", "byline(2)", nor a call, "headline()".
// @param before_phrase  a phrase follows directly
bool is_section(std::string_view piece, bool before_phrase) {
  constexpr std::array<std::string_view, 3> kNames = {"headline", "byline", "atleast"};
  const std::size_t bracket = piece.find('(');
  if (bracket == kNowhere) return false;
  std::string_view words = piece.substr(bracket + 1);
  words = words.substr(0, words.find_first_of("),.:;!?"));
  const bool is_note = words == "s" || words == "S" || are_digits(words);
  if (is_note || (words.empty() && !before_phrase)) return false;
  std::string name(piece.substr(0, bracket));
  if (name.ends_with('0')) name.pop_back();
  const bool is_one_case = std::ranges::all_of(
      name, [&](char c) { return is_capital(c) == is_capital(name.front()) && is_letter(c); });
  std::ranges::transform(name, name.begin(),
                         [](char c) { return is_capital(c) ? static_cast<char>(c | 0x20) : c; });
  return is_one_case && is_any_of(name, kNames);
}

// "hd=oil", "rst=lba" of Factiva: a field and its value; no number and no part of a url: "la=3",
// "by=x&la=y".
bool is_field_with_equals(std::string_view piece) {
  constexpr std::array<std::string_view, 8> kNames = {
      "hd=", "hl=", "hlp=", "lp=", "rst=", "la=", "by=", "ns="};
  return std::ranges::any_of(kNames, [&](std::string_view name) {
    if (!piece.starts_with(name)) return false;
    const std::string_view value = piece.substr(name.size());
    return !value.empty() && !is_digit(value.front()) && value.find_first_of("&=") == kNowhere;
  });
}

// "2015..2016".
bool is_dotted_range(std::string_view piece) {
  const std::size_t dots = piece.find("..");
  return dots != kNowhere && are_digits(piece.substr(0, dots)) &&
         are_digits(piece.substr(dots + 2));
}

// "N3", "W3", "SAME": operators of databases that may be names, too.
bool may_be_operator(std::string_view piece) {
  if (piece == "XOR" || piece == "SAME") return true;
  return (piece.starts_with('N') || piece.starts_with('W')) && are_digits(piece.substr(1));
}

// "+5", "+s", "+p" of Westlaw: within so many words, or in one sentence or paragraph, in this
// order. Also a word that is required, but hardly one of so few letters: "+2016".
std::string_view form_of_plus(std::string_view piece) {
  constexpr std::size_t kMostDigits = 3;
  if (!piece.starts_with('+')) return {};
  if (piece == "+s") return "a w/s b";
  if (piece == "+p") return "a w/p b";
  const bool is_distance = piece.size() <= 1 + kMostDigits && are_digits(piece.substr(1));
  return is_distance ? "a PRE/5 b" : std::string_view();
}

// "word~3", "word~0.8": more edits than are searched, or a likeness.
bool is_fuzzy_otherwise(std::string_view piece) {
  const std::size_t tilde = piece.find('~');
  if (tilde == kNowhere || tilde == 0 || piece.find_first_of("/\\") != kNowhere) return false;
  const char32_t before = decode_utf8(piece, utf8_floor(piece, tilde - 1)).value;
  const bool is_word = before < 0x80 ? is_letter(piece[tilde - 1]) : is_of_alphabet(before);
  const std::string_view number = piece.substr(tilde + 1);
  if (!is_word || number.empty() || number == "1" || number == "2") return false;
  return is_digit(number.front()) && number.find_first_not_of("0123456789.") == kNowhere;
}

// "a b c"/2 of Sphinx: any two of the words.
bool is_quorum(const Piece& piece) {
  return piece.is_behind_phrase && piece.text.starts_with('/') && are_digits(piece.text.substr(1));
}

// The "[2016" or "{2016" that opens a range of which `pieces[at]` is the "TO".
bool is_range(const std::vector<Piece>& pieces, std::size_t at) {
  if (pieces[at].text != "TO" || at == 0 || at + 1 >= pieces.size()) return false;
  const std::string_view before = pieces[at - 1].text, behind = pieces[at + 1].text;
  const std::size_t open = before.find_last_of("[{"), close = before.find_last_of("]}");
  const bool opens = open != kNowhere && (close == kNowhere || close < open);
  const bool is_of_field = opens && open > 1 && before[open - 1] == ':';
  if (is_of_field) return false;
  return opens && (behind.ends_with(']') || behind.ends_with('}'));
}

Failure refused(std::string_view query, std::size_t at, std::string_view what, Hint hint) {
  const auto place = static_cast<std::uint32_t>(at);
  return syntax_error(query, {place, place}, what, std::move(hint));
}

// Another form of the query, or the text without operators.
Hint or_literal(std::string_view form) {
  return Hint(form, "; ", HintName::literal, " for the text as it is");
}

Status check_piece(std::string_view query, const std::vector<Piece>& pieces, std::size_t at,
                   bool is_all_capitals, Remarks& remarks) {
  const auto& [text, begin, is_behind_phrase] = pieces[at];
  const bool is_between = at > 0 && at + 1 < pieces.size();
  const std::string_view operator_form = is_between ? form_of_operator(text) : std::string_view();
  const bool is_name = !operator_form.empty();
  const std::string_view form =
      is_name && !is_all_capitals ? operator_form : form_of_function(text, is_between);
  if (!form.empty()) {
    return refused(query, begin, "'" + std::string(text) + "' is no operator here",
                   or_literal(form));
  }
  const std::size_t end = begin + text.size();
  const bool before_phrase = end < query.size() && query[end] == '"';
  if (is_section(text, before_phrase) || is_field_with_equals(text)) {
    return refused(query, begin, "'" + std::string(text) + "' is no form of a field here",
                   or_literal("title:oil, body:oil, hlead(oil) or atleast5(oil)"));
  }
  if (is_dotted_range(text)) {
    remarks.warn("'" + std::string(text) + "' is no range here and is read as words");
  }
  const bool may_be_name =
      is_between && may_be_operator(text) && (text == "XOR" || !is_all_capitals);
  if (is_name || may_be_name) {
    remarks.warn({"'" + std::string(text) + "' is no operator here and is read as a word",
                  text == "XOR" ? Hint() : Hint("a w/p b, a NEAR/3 b")});
  }
  if (const std::string_view plus = is_between ? form_of_plus(text) : ""; !plus.empty()) {
    remarks.note({"'" + std::string(text) + "' requires the word " + std::string(text.substr(1)),
                  Hint(plus, " for words near each other")});
  }
  if (is_quorum(pieces[at])) {
    return refused(query, begin, "'" + std::string(text) + "' behind a phrase is no operator here",
                   "\"a b\"~5 for words near each other, or a OR b");
  }
  if (is_fuzzy_otherwise(text)) {
    return refused(query, begin, "behind a word '~' takes one or two edits",
                   or_literal("word~1 or word~2"));
  }
  if (is_range(pieces, at)) {
    return refused(query, pieces[at - 1].begin, "a range needs a field",
                   or_literal("words:[50 TO 120] or date:2016..2017"));
  }
  return {};
}

bool has_any_of(std::string_view query, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts,
                             [&](std::string_view part) { return query.find(part) != kNowhere; });
}

// Nearly all queries have nothing of it.
bool may_have_some(std::string_view query) {
  const bool is_plain = std::ranges::all_of(query, [](char c) {
    return is_small(c) || is_digit(c) || c == ' ' || c == '+' || c == '-' || c == '"' || c == '*';
  });
  if (has_any_of(query, {" +s ", " +p "})) return true;
  for (std::size_t plus = query.find(" +"); plus != kNowhere; plus = query.find(" +", plus + 1)) {
    if (plus + 2 < query.size() && is_digit(query[plus + 2])) return true;
  }
  if (is_plain) return false;
  return query.find_first_of("~/[{<>(") != kNowhere ||
         has_any_of(query, {"NEAR", "ADJ", "AND_", "ANDNOT", "WITHIN", "XOR", "SAME", " N", " W",
                            "..", "="});
}

}  // namespace

Status refuse_foreign_operators(std::string_view query, Remarks& remarks) {
  if (!may_have_some(query)) return {};
  const bool is_all_capitals = analysis::is_all_capitals_line(query);
  const std::vector<Piece> pieces = pieces_of(query);
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    NEWSIDX_RETURN_IF_ERROR(check_piece(query, pieces, at, is_all_capitals, remarks));
  }
  return {};
}

}  // namespace newsidx::query
