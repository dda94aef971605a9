// source/fields/field_reader.h
//
// A record of names and values -> an article, whatever it was read from.
//
// Each field has a role by a field map, by newsidx's own names or by the table of field_names.cc;
// of those with one role the best that has a value is taken. What is left becomes keyword fields
// under its own name: strings, numbers and booleans, one for each item of a list. A summary is the
// body of a record that has no other. Text that is HTML is read as HTML. A date that comes without
// an hour takes it from another date of that day, or from a field that has only the hour; a date
// that is of none of our own names is said in keyword "published_from".
//
// Threads: one reader, one thread; it remembers names that it saw.   Cost: linear.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/dates/date_text.h"
#include "source/fields/field_map.h"
#include "source/fields/field_role.h"
#include "source/fields/flat_record.h"

namespace newsidx::source {

struct FieldArticle {
  Article article;                          ///< its id is empty when the record has none
  std::vector<std::string> ignored_values;  ///< one line each: "date is not a date: 'x'"
  std::vector<std::string> unused;          ///< names of text that is no part of the article, once
};

class FieldReader {
 public:
  /// @param map  may be null
  explicit FieldReader(std::shared_ptr<const FieldMap> map = nullptr);

  /// @param record  its values are taken
  /// @param found   what it says; REQUIRES that it is empty
  /// @param hints   the language is that of the record where it names one
  /// @errors parse  neither title nor body, with the names that it has
  [[nodiscard]] Status read(FlatRecord& record, FieldArticle& found, const DateHints& hints = {});

 private:
  struct KnownField;
  using Names = std::unordered_map<std::string, KnownField>;
  struct KnownField {
    FieldMatch match;
    Names::value_type* next = nullptr;  // that came behind it the last time
  };

  void match_fields();
  [[nodiscard]] FieldMatch match_of(const FlatField& field);
  [[nodiscard]] FieldMatch find_match(const FlatField& field) const;
  [[nodiscard]] std::size_t best(FieldRole role) const {
    return best_[static_cast<std::size_t>(role)];
  }
  [[nodiscard]] std::size_t next_best(FieldRole role, std::size_t than) const;
  [[nodiscard]] bool is_own(std::size_t index) const;
  [[nodiscard]] bool is_usable(std::size_t index) const;

  void pass_over_settings();
  void take_line(FieldRole role, std::string& out);
  void take_source();
  void take_body();
  [[nodiscard]] std::string join_body(std::size_t first);
  [[nodiscard]] bool is_text_block(std::size_t index) const;

  void take_dates(DateHints hints);
  void refine_day(const DateHints& hints, std::size_t taken);
  void take_calendar();
  void name_date(std::size_t taken);
  void ignore_date(std::size_t index, const DateHints& hints);

  void take_keywords(const DateHints& hints);
  void take_keyword(FlatField& field, FieldMatch match, const DateHints& hints);
  void ignore(const std::string& name, const std::string& why);
  void say_wrong_kinds();
  [[nodiscard]] Failure no_text() const;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::size_t kMaxTriedFields = 32;  // of one role
  static constexpr auto kRoleCount = static_cast<std::size_t>(FieldRole::count);

  std::shared_ptr<const FieldMap> map_;
  Names names_;                             // seen, and what they are
  Names names_in_list_;                     // of objects in lists
  Names::value_type* last_name_ = nullptr;  // of names_, that was looked up last

  // Of the record at hand.
  std::vector<FlatField>* fields_ = nullptr;
  std::vector<FieldMatch> matches_;  // by place in fields
  std::vector<char> is_used_;
  std::array<std::size_t, kRoleCount> best_{};  // place of the best usable field of a role
  FieldArticle* found_ = nullptr;
};

}  // namespace newsidx::source
