#include "present/credits.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::present {

using analysis::CharKind;
using analysis::is_blank;
using analysis::kind_of;

namespace {

bool is_dash(char32_t c) { return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015; }

// A line of a text from `at` on, without its break.
std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

std::size_t behind_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint next = decode_utf8(text, at);
    if (!is_blank(next.value)) break;
    at += next.size;
  }
  return at;
}

std::string_view trimmed(std::string_view line) {
  line.remove_prefix(behind_blanks(line, 0));
  while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ') line.remove_suffix(1);
  return line;
}

// Names of people, agencies and places: a few words with capitals, and no full stop at the end.
bool is_line_of_names(std::string_view line) {
  constexpr std::size_t kMostBytes = 100, kMostWords = 9;
  constexpr std::string_view kSmall[] = {"and", "in",  "of", "for", "the", "de", "van", "von",
                                         "al",  "bin", "&",  "at",  "und", "et", "y"};
  line = trimmed(line);
  if (line.empty() || line.size() > kMostBytes) return false;
  if (std::string_view(".!?:;\"").find(line.back()) != std::string_view::npos) return false;
  std::size_t words = 0;
  while (!line.empty()) {
    const std::size_t blank = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, blank);
    if (++words > kMostWords) return false;
    const bool is_small = std::ranges::find(kSmall, word) != std::end(kSmall);
    if (!word.empty() && !is_small && kind_of(decode_utf8(word, 0).value) != CharKind::upper) {
      return false;
    }
    line.remove_prefix(std::min(blank + 1, line.size()));
  }
  return true;
}

bool is_byline(std::string_view line) {
  constexpr std::string_view kBy[] = {"By ", "BY ", "by ", "Von ", "Par ", "Por "};
  for (const std::string_view by : kBy) {
    if (line.starts_with(by)) return is_line_of_names(line.substr(by.size()));
  }
  return false;
}

// "新华社北京8月27日电", "中新社上海八月二十七日电（记者张三）": behind it.
std::optional<std::size_t> behind_chinese_dateline(std::string_view line) {
  constexpr std::string_view kAgencies[] = {"新华社", "中新社", "中新网", "新華社", "中央社"};
  constexpr std::string_view kWired = "电", kOldWired = "電", kOpening = "（", kClosing = "）";
  constexpr std::size_t kMostBytes = 90;
  const auto begins = [&](std::string_view agency) { return line.starts_with(agency); };
  if (std::ranges::none_of(kAgencies, begins)) return std::nullopt;
  std::size_t at = std::min(line.find(kWired), line.find(kOldWired));
  if (at > kMostBytes) return std::nullopt;
  at = behind_blanks(line, at + kWired.size());
  if (line.substr(at).starts_with(kOpening)) {  // the reporter
    const std::size_t closing = line.find(kClosing, at);
    if (closing != std::string_view::npos && closing - at <= kMostBytes) {
      at = closing + kClosing.size();
    }
  }
  return behind_blanks(line, at);
}

// A dash with blanks around it, or a long one. @return behind it and its blanks
std::optional<std::size_t> behind_dash(std::string_view line, std::size_t at) {
  const std::size_t dash = behind_blanks(line, at);
  if (dash >= line.size()) return std::nullopt;
  CodePoint next = decode_utf8(line, dash);
  if (!is_dash(next.value)) return std::nullopt;
  const bool is_long = next.value != '-';
  std::size_t end = dash;
  while (end < line.size() && is_dash(next.value)) {
    end += next.size;
    if (end < line.size()) next = decode_utf8(line, end);
  }
  const std::size_t behind = behind_blanks(line, end);
  const bool is_alone = behind > end && (dash > at || is_long || end - dash > 1);
  return is_alone || (is_long && behind == end) ? std::optional(behind) : std::nullopt;
}

// Whether a sentence begins here, as far as its first letter tells.
bool begins_sentence(std::string_view line, std::size_t at) {
  return at < line.size() && kind_of(decode_utf8(line, at).value) != CharKind::lower;
}

// What stands behind is no line of capitals, of which a dash may be a part.
bool has_small_letter(std::string_view line, std::size_t at) {
  constexpr std::size_t kBytes = 40;
  return std::ranges::any_of(line.substr(at, kBytes), [](char c) { return c >= 'a' && c <= 'z'; });
}

// "LONDON, Aug 27 (Reuters) - ", "لندن (رويترز) - ", "WASHINGTON — ", "NEW YORK, Aug. 27 -- "
std::optional<std::size_t> behind_dateline(std::string_view line) {
  constexpr std::size_t kMostBytes = 120, kMostAgencyBytes = 40, kLeastCapitals = 3;
  if (const auto chinese = behind_chinese_dateline(line)) return chinese;
  std::size_t capitals = 0, small = 0;
  bool is_behind_comma = false;  // a date, or a state: not in capitals
  for (std::size_t at = 0; at < line.size() && at < kMostBytes;) {
    const CodePoint next = decode_utf8(line, at);
    if (next.value == '(') {
      const std::size_t closing = line.find(')', at);
      if (at == 0 || closing == std::string_view::npos || closing - at > kMostAgencyBytes) break;
      const auto behind = behind_dash(line, closing + 1);
      return behind && begins_sentence(line, *behind) ? behind : std::nullopt;
    }
    const auto behind =
        is_blank(next.value) || is_dash(next.value) ? behind_dash(line, at) : std::nullopt;
    if (behind) {
      const bool is_place = capitals >= kLeastCapitals && small == 0;
      return is_place && begins_sentence(line, *behind) && has_small_letter(line, *behind)
                 ? behind
                 : std::nullopt;
    }
    const CharKind kind = kind_of(next.value);
    if (next.value == ',') is_behind_comma = true;
    if (kind == CharKind::upper && !is_behind_comma) ++capitals;
    if (kind == CharKind::lower && !is_behind_comma) ++small;
    at += next.size;
  }
  return std::nullopt;
}

// Where the credits at the begin of the text end: at the sentence that tells something.
std::size_t behind_head(std::string_view text, std::size_t at) {
  bool had_byline = false;
  for (int line_number = 0; line_number < 3; ++line_number) {
    const std::string_view line = line_at(text, at);
    if (!is_byline(line) && !(had_byline && is_line_of_names(line))) break;
    const std::size_t next = behind_blanks(text, at + line.size());
    if (next == text.size()) return at;  // there is nothing else
    had_byline = true;
    at = next;
  }
  const auto behind = behind_dateline(line_at(text, at));
  return behind && at + *behind < text.size() ? at + *behind : at;
}

// A few names, and no sentence: "Ann Oil; Editing by Bob".
bool is_list_of_names(std::string_view line) {
  constexpr std::size_t kMostBytes = 200;
  line = trimmed(line);
  return !line.empty() && line.size() <= kMostBytes && line.back() != '.' &&
         line.find(". ") == std::string_view::npos && begins_sentence(line, 0);
}

// Of a line from a sentence on that names who reported, wrote or edited.
bool is_credit(std::string_view sentence) {
  constexpr std::string_view kBrackets[] = {"(", "[", "（", "［"};
  constexpr std::string_view kPhrases[] = {"Reporting by ",
                                           "Additional reporting by ",
                                           "Reporting and writing by ",
                                           "Writing by ",
                                           "Reporting and editing by ",
                                           "Additional writing by ",
                                           "Editing by ",
                                           "Writing and editing by ",
                                           "Additional editing by ",
                                           "Compiled by ",
                                           "Reporting, writing and editing by ",
                                           "reporting by ",
                                           "editing by ",
                                           "Bericht von ",
                                           "redigiert von "};
  constexpr std::string_view kInBrackets[] = {"إعداد",    "تغطية صحفية", "تحرير", "记者", "编辑",
                                              "責任編集", "责任编辑",    "編集",  "記者", "完"};
  bool is_in_brackets = false;
  for (const std::string_view bracket : kBrackets) {
    if (!sentence.starts_with(bracket)) continue;
    sentence.remove_prefix(bracket.size());
    is_in_brackets = true;
    break;
  }
  const auto begins = [&](std::string_view phrase) { return sentence.starts_with(phrase); };
  if (is_in_brackets && std::ranges::any_of(kInBrackets, begins)) return true;
  const auto phrase = std::ranges::find_if(kPhrases, begins);
  if (phrase == std::end(kPhrases)) return false;
  return is_in_brackets || is_list_of_names(sentence.substr(phrase->size()));
}

// Before the whole line is looked for.
bool may_begin_credit(char byte) {
  return static_cast<unsigned char>(byte) >= 0x80 ||
         std::string_view("([RAWECBre").find(byte) != std::string_view::npos;
}

// Where it ends: behind its bracket, or with the line; and behind the blanks there.
std::size_t end_of_credit(std::string_view text, std::size_t at) {
  const std::string_view line = line_at(text, at);
  constexpr std::pair<std::string_view, std::string_view> kBrackets[] = {
      {"(", ")"}, {"[", "]"}, {"（", "）"}, {"［", "］"}};
  for (const auto& [opening, closing] : kBrackets) {
    const std::size_t end = line.find(closing);
    if (line.starts_with(opening) && end != std::string_view::npos) {
      return behind_blanks(text, at + end + closing.size());
    }
  }
  return behind_blanks(text, at + line.size());
}

}  // namespace

std::vector<Mark> credits_of(std::string_view text, const std::vector<std::uint32_t>& sentences) {
  std::vector<Mark> credits;
  if (sentences.empty()) return credits;
  const auto add = [&](std::size_t begin, std::size_t end) {
    credits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  };
  const std::size_t head = behind_head(text, sentences.front());
  if (head > sentences.front()) add(sentences.front(), head);
  for (const std::uint32_t sentence : sentences) {
    if (!credits.empty() && sentence < credits.back().end) continue;
    if (may_begin_credit(text[sentence]) && is_credit(line_at(text, sentence)))
      add(sentence, end_of_credit(text, sentence));
  }
  return credits;
}

}  // namespace newsidx::present
