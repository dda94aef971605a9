#include "query/synonyms/synonym_rules.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

constexpr std::size_t kMaxFormBytes = 256;
constexpr float kMaxWeight = 100;
constexpr const char* kLineForm = "a line such as US = USA = United States, or a => b^0.5";

bool is_blank_byte(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// One line; what is wrong with it is told without its place.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) {}

  // Nothing of an empty line.
  Result<std::optional<SynonymRule>> read() {
    SynonymRule rule;
    bool is_one_way = false;
    for (;;) {
      const std::size_t begin = at_;
      const Separator separator = read_form();
      if (separator == Separator::end && begin == 0 && words_.empty()) {
        return std::optional<SynonymRule>();
      }
      NEWSIDX_ASSIGN_OR_RETURN(SynonymForm form, take_form());
      (is_one_way ? rule.found : rule.asked).push_back(std::move(form));
      if (separator == Separator::end) break;
      if (separator != Separator::arrow) continue;
      if (is_one_way) return wrong("it has two '=>'");
      is_one_way = true;
    }
    if (!is_one_way) rule.found = rule.asked;
    if (rule.asked.size() + rule.found.size() < 3 && !is_one_way) {
      return wrong("'" + rule.asked[0].text + "' stands alone");
    }
    return std::optional(std::move(rule));
  }

 private:
  enum class Separator : std::uint8_t { equal, arrow, end };

  static Failure wrong(std::string what) {
    return fail(ErrorCode::invalid_argument, std::move(what), kLineForm);
  }

  // Into words_, to behind the sign that ends it.
  Separator read_form() {
    words_.clear();
    weight_.reset();
    bool is_behind_blank = true;
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (c == '#' && is_behind_blank) break;
      if (is_blank_byte(c)) {
        is_behind_blank = true;
        continue;
      }
      if (c == '=' || c == ',') {
        const bool is_arrow = c == '=' && at_ + 1 < line_.size() && line_[at_ + 1] == '>';
        at_ += is_arrow ? 2 : 1;
        return is_arrow ? Separator::arrow : Separator::equal;
      }
      if (c == '^' && !weight_) {
        weight_.emplace();
      } else if (weight_) {
        *weight_ += c;
      } else {
        if (c == '\\' && at_ + 1 < line_.size() && !is_blank_byte(line_[at_ + 1])) ++at_;
        if (is_behind_blank) words_.emplace_back();
        words_.back() += line_[at_];
      }
      is_behind_blank = false;
    }
    at_ = line_.size();
    return Separator::end;
  }

  Result<SynonymForm> take_form() const {
    SynonymForm form;
    for (const std::string& word : words_) form.text += (form.text.empty() ? "" : " ") + word;
    if (form.text.empty()) return wrong("it has nothing beside a '=', ',' or '=>'");
    const bool has_letter = std::ranges::any_of(form.text, [](char c) {
      return is_small(c) || is_capital(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!has_letter) return wrong("'" + form.text + "' has no letters");
    if (words_.size() > kMaxFormWords || form.text.size() > kMaxFormBytes) {
      return wrong("'" + form.text.substr(0, utf8_floor(form.text, 40)) +
                   "...' has more than 8 words or 256 bytes");
    }
    if (weight_) {
      NEWSIDX_ASSIGN_OR_RETURN(form.weight, weight_of(*weight_));
    }
    return form;
  }

  // Digits with a point, as in queries; not by the locale.
  static Result<float> weight_of(const std::string& text) {
    double weight = 0, digit_worth = 1;
    bool is_behind_point = false, is_number = !text.empty() && text.size() < 10;
    for (const char c : text) {
      if (c == '.' && !is_behind_point) {
        is_behind_point = true;
      } else if (is_digit(c)) {
        if (is_behind_point) digit_worth /= 10;
        weight = is_behind_point ? weight + (c - '0') * digit_worth : weight * 10 + (c - '0');
      } else {
        is_number = false;
      }
    }
    if (!is_number || weight <= 0 || weight > kMaxWeight) {
      return wrong("'^" + text + "' is no weight");
    }
    return static_cast<float>(weight);
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::vector<std::string> words_;     // of the form
  std::optional<std::string> weight_;  // what stands behind its "^"
};

// As they are written.
std::size_t form_count(const SynonymRule& rule) {
  return rule.asked.size() + (rule.found == rule.asked ? 0 : rule.found.size());
}

}  // namespace

Status add_synonyms(std::string_view text, std::string_view name, SynonymRules& rules) {
  const std::string in_file = "synonyms: " + std::string(name);
  if (text.size() > kMaxSynonymBytes) {
    return fail(ErrorCode::limit, in_file + ": the file is larger than 1 MiB", "a shorter list");
  }
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  rules.fingerprint = hash64(std::to_string(rules.fingerprint) + ' ' + std::string(text));
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  std::size_t number = 0, forms = 0;
  for (const SynonymRule& rule : rules.rules) forms += form_count(rule);
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    const std::string place = in_file + ": line " + std::to_string(++number);
    if (!is_valid_utf8(line) || line.find('\0') != std::string_view::npos) {
      return fail(ErrorCode::invalid_argument, place + ": it is no UTF-8 text", kLineForm);
    }
    auto rule = LineReader(line).read();
    if (!rule) return fail(place, std::move(rule).error());
    if (!*rule) continue;
    forms += form_count(**rule);
    if (forms > kMaxSynonymForms) {
      return fail(ErrorCode::limit, place + ": more than 65,536 forms", "a shorter list");
    }
    rules.rules.push_back(**std::move(rule));
  }
  return {};
}

}  // namespace newsidx::query
