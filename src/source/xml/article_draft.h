// source/xml/article_draft.h
//
// An article while its record is read: fields are offered one by one, the first good one of a kind
// is kept, and what could not be used becomes a Problem.
//
// Threads: one draft, one thread.
#pragma once

#include <string>
#include <string_view>

#include "source/record.h"

namespace newsidx::source {

class ArticleDraft {
 public:
  static constexpr std::size_t kMaxKeywords = 4096;

  ArticleDraft(const RawRecord& record, ParsedRecord& parsed) : record_(record), parsed_(parsed) {}

  Article article;

  /// Each keeps the value, as one line, where there is none yet.
  void title(std::string_view text) { offer(article.title, text); }
  void id(std::string_view text) { offer(article.id, text); }
  void url(std::string_view text) { offer(article.url, text); }
  void source(std::string_view text) { offer(article.source, text); }
  void language(std::string_view text) { offer(article.lang, text); }
  /// One value of a keyword field; blank ones and those that are there already are left out.
  void keyword(std::string_view name, std::string_view value);
  void keywords(std::string_view name, std::string_view list, std::string_view separators);

  /// @param from  kept as `published_from`; "" where the field is made for it
  void published(std::string_view text, std::string_view from = "");
  void modified(std::string_view text);

  /// Adds the article to the record, with the language and the source of its origin where it names
  /// none; or says that it has no text.
  void finish();

  void report(Problem::Kind kind, std::string message);
  [[nodiscard]] const RecordOrigin& origin() const;

 private:
  void offer(std::string& field, std::string_view text);
  std::optional<Timestamp> date_of(std::string_view text);

  const RawRecord& record_;
  ParsedRecord& parsed_;
  std::string published_from_;
  std::optional<Timestamp> modified_;
};

/// Text without blanks at the ends of it and of its lines; HTML is read as such.
[[nodiscard]] std::string field_text(std::string_view text);

/// The beginning of a value, for a message.
[[nodiscard]] std::string shown(std::string_view text);

/// `lead` in front of `body`, unless that begins with it, or it is cut off.
[[nodiscard]] std::string with_lead(std::string_view lead, std::string body);

}  // namespace newsidx::source
