#include "source/office/office_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/blanks.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxFacts = 100;
constexpr std::size_t kMaxFactBytes = 10'000;
constexpr std::size_t kMaxOpenParagraphs = 50;

// Elements that are left out with all that is in them.
bool is_left_out(std::string_view name) {
  for (const std::string_view each :
       {"Fallback", "del", "moveFrom", "annotation", "tracked-changes", "note", "instrText",
        "table-of-content", "alphabetical-index", "bibliography", "forms", "title", "desc"}) {
    if (name == each) return true;
  }
  return false;
}

std::size_t count_of(std::string_view digits) {
  constexpr std::size_t kMaxBlanks = 8;
  std::size_t count = 1;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return std::min(count, kMaxBlanks);
}

}  // namespace

void OfficeTextHandler::start_element(std::string_view name, const Attributes& attributes) {
  if (skipped_depth_ > 0 || is_left_out(name)) {
    ++skipped_depth_;
    return;
  }
  if (name == "document-content") is_odf_ = true;
  if (name == "p" || (is_odf_ && name == "h")) {
    if (open_.size() < kMaxOpenParagraphs) open_.emplace_back();
    named_ = is_odf_ ? named_by(attributes("style-name")) : nullptr;
  } else if (name == "pStyle") {
    named_ = named_by(attributes("val"));
  } else if (name == "t" && !is_odf_) {
    is_in_run_ = true;
  } else if (name == "tab" || name == "br" || name == "line-break" || name == "cr") {
    add(" ");
  } else if (is_odf_ && name == "s") {
    add(std::string(count_of(attributes("c")), ' '));
  } else if (name == "noBreakHyphen") {
    add("-");
  }
}

void OfficeTextHandler::end_element(std::string_view name) {
  if (skipped_depth_ > 0) {
    --skipped_depth_;
    return;
  }
  if (name == "t") is_in_run_ = false;
  if (name == "p" || (is_odf_ && name == "h")) finish_paragraph();
}

void OfficeTextHandler::text(std::string_view utf8) {
  if (skipped_depth_ == 0 && (is_odf_ || is_in_run_)) add(utf8);
}

void OfficeTextHandler::add(std::string_view utf8) {
  if (open_.empty() || is_too_long()) return;
  bytes_ += utf8.size();
  open_.back() += utf8;
}

void OfficeTextHandler::finish_paragraph() {
  if (open_.empty()) return;
  std::string paragraph = std::move(open_.back());
  open_.pop_back();
  std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
  const std::string_view words = trimmed(paragraph);
  if (words.empty()) return;
  std::string* const named = std::exchange(named_, nullptr);
  if (named != nullptr && named->empty()) {
    *named = words;
  } else {
    paragraphs_.emplace_back(words);
  }
}

std::string* OfficeTextHandler::named_by(std::string_view style) {
  if (style == "Title") return &title_;
  if (style == "Author") return &author_;
  return style == "Date" ? &date_ : nullptr;
}

void OfficeFactsHandler::start_element(std::string_view, const Attributes&) { text_.clear(); }

void OfficeFactsHandler::end_element(std::string_view name) {
  const std::string_view words = trimmed(text_);
  if (!words.empty() && facts_.size() < kMaxFacts) facts_.emplace_back(name, words);
  text_.clear();
}

void OfficeFactsHandler::text(std::string_view utf8) {
  text_ += utf8.substr(0, kMaxFactBytes - std::min(kMaxFactBytes, text_.size()));
}

std::string_view OfficeFactsHandler::fact(std::string_view name) const {
  const auto found = std::find_if(facts_.begin(), facts_.end(),
                                  [name](const auto& each) { return each.first == name; });
  return found == facts_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace newsidx::source
