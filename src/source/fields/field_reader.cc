#include "source/fields/field_reader.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "source/fields/field_text.h"
#include "source/html/html_text.h"
#include "source/record.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxKnownNames = 4096;   // remembered; hostile records have new ones each
constexpr std::size_t kLongTextBytes = 512;    // more than a keyword is searched for
constexpr std::size_t kSpareTextBytes = 4096;  // a second text beside the body is not kept

bool takes_number(FieldRole role) {
  switch (role) {
    case FieldRole::id:
    case FieldRole::published:
    case FieldRole::modified:
    case FieldRole::first_seen:
    case FieldRole::time_of_day:
    case FieldRole::year:
    case FieldRole::month:
    case FieldRole::day: return true;
    default: return false;
  }
}

bool is_text_role(FieldRole role) { return role == FieldRole::body || role == FieldRole::lead; }

bool looks_like_url(std::string_view text) {
  return text.find_first_of(" \t\r\n") == std::string_view::npos &&
         text.find_first_of("./") != std::string_view::npos;
}

}  // namespace

FieldReader::FieldReader(std::shared_ptr<const FieldMap> map) : map_(std::move(map)) {}

Status FieldReader::read(FlatRecord& record, FieldArticle& found, const DateHints& hints) {
  fields_ = &record.fields;
  found_ = &found;
  found_->unused = std::move(record.unused);
  match_fields();
  pass_over_settings();
  take_line(FieldRole::id, found_->article.id);
  take_line(FieldRole::title, found_->article.title);
  take_line(FieldRole::url, found_->article.url);
  take_line(FieldRole::lang, found_->article.lang);
  take_source();
  take_body();
  if (is_blank(found_->article.title) && is_blank(found_->article.body)) {
    return no_text();
  }
  DateHints own_hints = hints;
  if (!found_->article.lang.empty()) own_hints.language = found_->article.lang;
  take_dates(own_hints);
  take_keywords(own_hints);
  say_wrong_kinds();
  if (record.is_cut) {
    ignore("keywords", " beyond the first " + std::to_string(kMaxFlatFields) + " are left out");
  }
  auto& unused = found_->unused;
  std::sort(unused.begin(), unused.end());
  unused.erase(std::unique(unused.begin(), unused.end()), unused.end());
  return {};
}

// ---- roles -------------------------------------------------------------------------------------

void FieldReader::match_fields() {
  const std::size_t count = fields_->size();
  matches_.resize(count);
  is_used_.assign(count, 0);
  best_.fill(kNone);
  for (std::size_t i = 0; i < count; ++i) {
    const FlatField& field = (*fields_)[i];
    const bool is_repeated = i > 0 && field.place > 1 && (*fields_)[i - 1].name == field.name;
    matches_[i] = is_repeated ? matches_[i - 1] : match_of(field);
    std::size_t& best_place = best_[static_cast<std::size_t>(matches_[i].role)];
    if (matches_[i].role == FieldRole::none || !is_usable(i)) continue;
    if (best_place == kNone || matches_[i].rank < matches_[best_place].rank) best_place = i;
  }
}

FieldMatch FieldReader::match_of(const FlatField& field) {
  if (!map_) {
    const FieldMatch own = match_own_name(field.name);
    if (own.role != FieldRole::none) return own;
  }
  // Records of one file have their fields in one order.
  const bool is_in_list = field.is_in_listed_object;
  if (!is_in_list && last_name_ != nullptr) {
    if (last_name_->first == field.name) return last_name_->second.match;
    Names::value_type* next = last_name_->second.next;
    if (next != nullptr && next->first == field.name) {
      last_name_ = next;
      return next->second.match;
    }
  }
  Names& names = is_in_list ? names_in_list_ : names_;
  auto known = names.find(field.name);
  if (known == names.end()) {
    if (names.size() >= kMaxKnownNames) {
      names.clear();
      last_name_ = nullptr;
    }
    known = names.emplace(field.name, KnownField{find_match(field), nullptr}).first;
  }
  if (!is_in_list) {
    if (last_name_ != nullptr) last_name_->second.next = &*known;
    last_name_ = &*known;
  }
  return known->second.match;
}

FieldMatch FieldReader::find_match(const FlatField& field) const {
  FieldMatch match = map_ ? map_->match(field.name) : FieldMatch{};
  if (match.role == FieldRole::none) match = match_own_name(field.name);
  if (match.role == FieldRole::none)
    match = match_known_name(field.name, field.is_in_listed_object);
  return match;
}

bool FieldReader::is_own(std::size_t index) const {
  return matches_[index].rank >= kOwnRank && matches_[index].rank < kTableRank;
}

bool FieldReader::is_usable(std::size_t index) const {
  const FlatField& field = (*fields_)[index];
  switch (field.kind) {
    case FlatField::Kind::text: {
      const FieldMatch& match = matches_[index];
      // A name of the table may be that of something else: "URL": "Old Site".
      const bool must_fit = match.role == FieldRole::url && match.rank >= kTableRank;
      if (must_fit && !looks_like_url(field.value)) return false;
      return is_text_role(match.role) ? !is_blank(field.value) : !field.value.empty();
    }
    case FlatField::Kind::number: return takes_number(matches_[index].role);
    default: return false;
  }
}

std::size_t FieldReader::next_best(FieldRole role, std::size_t than) const {
  std::size_t found = kNone;
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    if (matches_[i].role != role || !is_usable(i) || is_used_[i] != 0) continue;
    const auto is_before = [this](std::size_t a, std::size_t b) {
      return std::pair(matches_[a].rank, a) < std::pair(matches_[b].rank, b);
    };
    if (than != kNone && !is_before(than, i)) continue;
    if (found == kNone || is_before(i, found)) found = i;
  }
  return found;
}

// Settings of programs have a name and a description, too ("package.json"): these are a title and a
// text only beside a text, a date or a title that is called so.
void FieldReader::pass_over_settings() {
  const auto is_weak = [this](FieldRole role, std::string_view name) {
    const std::size_t place = best(role);
    return place != kNone && matches_[place].rank >= kTableRank &&
           canonical_name((*fields_)[place].name) == name;
  };
  if (best(FieldRole::body) != kNone || best(FieldRole::published) != kNone) return;
  std::size_t& title = best_[static_cast<std::size_t>(FieldRole::title)];
  std::size_t& lead = best_[static_cast<std::size_t>(FieldRole::lead)];
  if (is_weak(FieldRole::title, "name")) title = kNone;
  if (title == kNone && is_weak(FieldRole::lead, "description")) lead = kNone;
}

// ---- texts -------------------------------------------------------------------------------------

void FieldReader::take_line(FieldRole role, std::string& out) {
  const std::size_t place = best(role);
  if (place == kNone) return;
  out = std::move((*fields_)[place].value);
  is_used_[place] = 1;
  if (role == FieldRole::title && is_html(out)) out = html_text(out);
}

// What trafilatura calls the source is the url of the page; the publication stands elsewhere.
void FieldReader::take_source() {
  std::string& source = found_->article.source;
  const std::size_t first = best(FieldRole::source);
  if (first == kNone) return;
  std::size_t place = first;
  if (is_url((*fields_)[first].value)) {
    const std::size_t other = next_best(FieldRole::source, first);
    if (other != kNone) {
      if (found_->article.url.empty()) found_->article.url = std::move((*fields_)[first].value);
      is_used_[first] = 1;
      place = other;
    }
  }
  source = std::move((*fields_)[place].value);
  is_used_[place] = 1;
  if (!is_own(place) && is_html(source)) source = html_text(source);
}

void FieldReader::take_body() {
  std::string& body = found_->article.body;
  for (const FieldRole role : {FieldRole::body, FieldRole::lead}) {
    std::size_t tried = 0;
    for (std::size_t place = best(role); place != kNone && tried < kMaxTriedFields;
         place = next_best(role, place), ++tried) {
      body = join_body(place);
      if (is_html(body)) body = html_text(body);
      cut_truncation_mark(body);
      if (!is_blank(body)) return;
    }
  }
}

// All items of the list that begins at `first`, as paragraphs; or as runs of one text, where
// strings stand between objects: ["It ", {"type": "bold", "text": "hit"}, "."].
std::string FieldReader::join_body(std::size_t first) {
  const auto has_name = [this, role = matches_[first].role](std::size_t i, std::string_view name) {
    const FlatField& field = (*fields_)[i];
    return is_used_[i] == 0 && matches_[i].role == role && field.name == name &&
           field.kind == FlatField::Kind::text;
  };
  constexpr std::string_view kRun = ".text";
  std::string name = (*fields_)[first].name;
  std::string text_name = name;
  if (text_name.ends_with(kRun)) text_name.resize(text_name.size() - kRun.size());
  const std::string run_name = text_name + std::string(kRun);
  bool has_texts = false;
  bool has_runs = false;
  for (std::size_t i = 0; i < fields_->size() && (*fields_)[first].place > 0; ++i) {
    has_texts = has_texts || has_name(i, text_name);
    has_runs = has_runs || has_name(i, run_name);
  }
  const bool is_mixed = has_texts && has_runs;
  if (is_mixed) name = text_name;
  std::string body;
  for (std::size_t i = is_mixed ? 0 : first; i < fields_->size(); ++i) {
    const bool is_run = is_mixed && has_name(i, run_name);
    if (!is_run && !has_name(i, name)) continue;
    is_used_[i] = 1;
    if (!is_run && !is_text_block(i)) continue;
    if (body.empty()) {
      body = std::move((*fields_)[i].value);
    } else {
      if (!is_mixed) body += '\n';
      body += (*fields_)[i].value;
    }
  }
  return body;
}

// A list of blocks ("content_elements") says of each what it is; a picture's text is none.
bool FieldReader::is_text_block(std::size_t index) const {
  const FlatField& field = (*fields_)[index];
  const std::size_t dot = field.name.rfind('.');
  if (field.place == 0 || dot == std::string::npos) return true;
  const std::string_view list = std::string_view(field.name).substr(0, dot);
  const auto type_at = [&](std::size_t i) -> const FlatField* {
    const FlatField& other = (*fields_)[i];
    const std::string_view name = other.name;
    const bool is_type = other.place == field.place && name.size() > dot + 1 &&
                         name.starts_with(list) && name.substr(dot + 1) == "type";
    return is_type ? &other : nullptr;
  };
  // Its neighbours: the fields of one object stand together.
  constexpr std::size_t kMaxNeighbours = 64;
  for (std::size_t away = 1; away <= kMaxNeighbours; ++away) {
    for (const std::size_t i : {index - away, index + away}) {
      if (i >= fields_->size()) continue;
      if (const FlatField* type = type_at(i)) return is_text_type(type->value);
    }
  }
  return true;
}

// ---- the rest ----------------------------------------------------------------------------------

void FieldReader::take_keywords(const DateHints& hints) {
  for (std::size_t i = 0; i < fields_->size(); ++i) {
    if (is_used_[i] != 0 || (is_own(i) && matches_[i].role != FieldRole::none)) continue;
    take_keyword((*fields_)[i], matches_[i], hints);
  }
}

void FieldReader::take_keyword(FlatField& field, FieldMatch match, const DateHints& hints) {
  if (field.kind == FlatField::Kind::structure || field.name.empty() || field.value.empty()) return;
  const Article& article = found_->article;
  if (is_text_role(match.role)) {
    if (field.value == article.body) return;  // the same text once more
    if (field.value.size() > kSpareTextBytes) {
      found_->unused.push_back(field.name);
      return;
    }
  } else if (match.role == FieldRole::none && field.value.size() > kLongTextBytes) {
    found_->unused.push_back(field.name);
  }
  auto& keywords = found_->article.keywords;
  const std::size_t place = best(match.role);
  const bool is_best = place != kNone && (*fields_)[place].name == field.name;
  if (is_best && match.role == FieldRole::author) {
    keywords.emplace_back("author", std::move(field.value));
    return;
  }
  if (is_best && (match.role == FieldRole::modified || match.role == FieldRole::first_seen)) {
    if (const auto time = parse_date(field.value, hints)) {
      const bool is_modified = match.role == FieldRole::modified;
      keywords.emplace_back(is_modified ? kModifiedField : kFirstSeenField, time->to_string());
      return;
    }
  }
  keywords.emplace_back(std::move(field.name), std::move(field.value));
}

// Told once for each field, however often the record has it.
void FieldReader::ignore(const std::string& name, const std::string& why) {
  auto& values = found_->ignored_values;
  const bool is_told = std::any_of(values.begin(), values.end(), [&name](const auto& value) {
    return value.starts_with(name + ' ');
  });
  if (!is_told) values.push_back(name + why);
}

// Our own names with numbers or objects where text belongs, unless another field had it.
void FieldReader::say_wrong_kinds() {
  for (std::size_t i = 0; i < fields_->size(); ++i) {
    if (matches_[i].role == FieldRole::none || !is_own(i)) continue;
    const FlatField& field = (*fields_)[i];
    if (field.place > 1 && matches_[i].role != FieldRole::body) {
      ignore(field.name, " has several values: the first is taken");
    }
    const bool is_number = field.kind == FlatField::Kind::number;
    if (field.kind == FlatField::Kind::text || (is_number && takes_number(matches_[i].role))) {
      continue;
    }
    if (field.place == 0 && best(matches_[i].role) == kNone) {
      ignore(field.name, " is not a string");
    }
  }
}

Failure FieldReader::no_text() const {
  std::string message = "an article with neither title nor body";
  constexpr std::size_t kMaxShown = 12;
  std::vector<std::string_view> shown;
  for (std::size_t i = 0; i < fields_->size() && shown.size() <= kMaxShown; ++i) {
    const FlatField& field = (*fields_)[i];
    if (field.kind == FlatField::Kind::structure || field.name.empty()) continue;
    if (matches_[i].role != FieldRole::none && is_own(i)) continue;
    if (std::find(shown.begin(), shown.end(), field.name) == shown.end()) {
      shown.push_back(field.name);
    }
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    message += i == 0 ? "; its fields are " : ", ";
    message += i == kMaxShown ? "..." : quoted_part(shown[i]);
  }
  if (shown.empty()) return fail(ErrorCode::parse, message);
  return fail(ErrorCode::parse, message, Hint(HintName::field_map, " body=NAME"));
}

}  // namespace newsidx::source
