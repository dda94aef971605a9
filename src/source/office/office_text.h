// source/office/office_text.h
//
// What stands in the XML of a document of Word (WordprocessingML) or of LibreOffice (ODF).
//
// Invariants: what was deleted, comments, notes, and the second form that Word keeps of a text box
//             are left out.
// Threads: one handler, one thread.   Memory: the text.
// Sources: ECMA-376, part 1, section 17; OASIS OpenDocument 1.3, part 3
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/office/xml_events.h"

namespace newsidx::source {

/// Paragraphs of "word/document.xml" or "content.xml".
class OfficeTextHandler final : public XmlHandler {
 public:
  explicit OfficeTextHandler(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  void start_element(std::string_view name, const Attributes& attributes) override;
  void end_element(std::string_view name) override;
  void text(std::string_view utf8) override;

  [[nodiscard]] const std::vector<std::string>& paragraphs() const { return paragraphs_; }
  /// The first paragraph that is styled as the title; empty if there is none.
  [[nodiscard]] const std::string& title() const { return title_; }
  /// The same of the styles "Author" and "Date".
  [[nodiscard]] const std::string& author() const { return author_; }
  [[nodiscard]] const std::string& date() const { return date_; }
  [[nodiscard]] bool is_too_long() const { return bytes_ > max_bytes_; }

 private:
  void add(std::string_view utf8);
  void finish_paragraph();

  [[nodiscard]] std::string* named_by(std::string_view style);

  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::vector<std::string> paragraphs_;
  std::string title_;
  std::vector<std::string> open_;  // a paragraph may hold a text box with others
  std::size_t skipped_depth_ = 0;  // elements open within one that is left out, with it
  bool is_in_run_ = false;         // of Word: only there text is text
  bool is_odf_ = false;
  std::string author_;
  std::string date_;
  std::string* named_ = nullptr;  // of these, where the paragraph at hand goes by its style
};

/// Facts of "docProps/core.xml" or "meta.xml": the name of each element with its text.
class OfficeFactsHandler final : public XmlHandler {
 public:
  void start_element(std::string_view name, const Attributes& attributes) override;
  void end_element(std::string_view name) override;
  void text(std::string_view utf8) override;

  /// The first of that name; empty if there is none.
  [[nodiscard]] std::string_view fact(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> facts_;
  std::string text_;
};

}  // namespace newsidx::source
