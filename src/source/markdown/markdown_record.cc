#include "source/markdown/markdown_record.h"

#include <algorithm>
#include <array>

#include "source/markdown/front_matter.h"
#include "source/markdown/markdown_text.h"
#include "source/xml/article_draft.h"
#include "source/xml/xml_encoding.h"

namespace newsidx::source {
namespace {

enum class Role : std::uint8_t {
  title,
  published,
  modified,
  author,
  tags,
  language,
  url,
  id,
  source,
  lead,
  ignored
};

struct Name {
  std::string_view name;
  Role role;
};

// Of two names of one role the first counts.
constexpr std::array<Name, 56> kNames = {{{"lang", Role::language},
                                          {"language", Role::language},
                                          {"locale", Role::language},
                                          {"title", Role::title},
                                          {"headline", Role::title},
                                          {"titel", Role::title},
                                          {"titre", Role::title},
                                          {"date", Role::published},
                                          {"published", Role::published},
                                          {"datepublished", Role::published},
                                          {"date_published", Role::published},
                                          {"publishdate", Role::published},
                                          {"publish_date", Role::published},
                                          {"published_at", Role::published},
                                          {"pubdate", Role::published},
                                          {"created", Role::published},
                                          {"datum", Role::published},
                                          {"lastmod", Role::modified},
                                          {"updated", Role::modified},
                                          {"modified", Role::modified},
                                          {"datemodified", Role::modified},
                                          {"last_modified_at", Role::modified},
                                          {"author", Role::author},
                                          {"authors", Role::author},
                                          {"author.name", Role::author},
                                          {"authors.name", Role::author},
                                          {"byline", Role::author},
                                          {"by", Role::author},
                                          {"autor", Role::author},
                                          {"auteur", Role::author},
                                          {"tags", Role::tags},
                                          {"tag", Role::tags},
                                          {"categories", Role::tags},
                                          {"category", Role::tags},
                                          {"keywords", Role::tags},
                                          {"topics", Role::tags},
                                          {"section", Role::tags},
                                          {"canonical_url", Role::url},
                                          {"canonicalurl", Role::url},
                                          {"canonical", Role::url},
                                          {"url", Role::url},
                                          {"link", Role::url},
                                          {"source_url", Role::url},
                                          {"permalink", Role::url},
                                          {"id", Role::id},
                                          {"guid", Role::id},
                                          {"uid", Role::id},
                                          {"source", Role::source},
                                          {"publication", Role::source},
                                          {"publisher", Role::source},
                                          {"newspaper", Role::source},
                                          {"description", Role::lead},
                                          {"summary", Role::lead},
                                          {"excerpt", Role::lead},
                                          {"lead", Role::lead},
                                          {"layout", Role::ignored}}};

class Reader {
 public:
  Reader(std::string_view text, ArticleDraft& draft) : text_(text), draft_(draft) {}

  void read() {
    const FrontMatter matter = read_front_matter(text_);
    struct Known {
      const Name* name;
      const FrontMatterField* field;
    };
    std::vector<Known> known;
    for (const FrontMatterField& field : matter.fields) {
      const auto* const name = std::ranges::find(kNames, std::string_view(field.name), &Name::name);
      if (name != kNames.end()) {
        known.push_back({name, &field});
      } else {
        take_other(field);
      }
    }
    std::ranges::stable_sort(known, {}, &Known::name);
    for (const Known& one : known) take(one.name->role, *one.field);
    read_text(text_.substr(matter.end));
    take_name();
  }

 private:
  void take(Role role, const FrontMatterField& field) {
    for (const std::string& value : field.values) {
      switch (role) {
        case Role::title: draft_.title(field_text(value)); break;
        case Role::published: draft_.published(value); break;
        case Role::modified: draft_.modified(value); break;
        case Role::author: draft_.keyword("author", value); break;
        case Role::tags: take_tag(field, value); break;
        case Role::language: draft_.language(value); break;
        case Role::url: take_url(value); break;
        case Role::id: draft_.id(value); break;
        case Role::source: take_source(value); break;
        case Role::lead: lead_ = lead_.empty() ? field_text(value) : lead_; break;
        case Role::ignored: break;
      }
    }
  }

  // One value may be a list: Jekyll's with blanks, Pandoc's and others' with commas.
  void take_tag(const FrontMatterField& field, const std::string& value) {
    const bool is_list = field.values.size() == 1 && value.find(',') != std::string::npos;
    draft_.keywords("tags", value, is_list ? "," : "\n");
  }

  // Of the site's own pages a path is no url.
  void take_url(const std::string& value) {
    if (value.starts_with("http://") || value.starts_with("https://")) draft_.url(value);
  }

  void take_source(const std::string& value) {
    const bool is_url = value.starts_with("http://") || value.starts_with("https://");
    is_url ? draft_.url(value) : draft_.source(value);
  }

  void take_other(const FrontMatterField& field) {
    constexpr std::size_t kLongest = 256;
    for (const std::string& value : field.values) {
      if (value.size() <= kLongest && field.name.size() <= kLongest) {
        draft_.keyword(field.name, value);
      }
    }
  }

  void read_text(std::string_view markdown) {
    MarkdownText text = markdown_text(markdown);
    const bool is_title = draft_.article.title.empty() || draft_.article.title == text.heading;
    if (is_title) {
      draft_.title(text.heading);
    } else if (!text.heading.empty()) {
      text.text.insert(0, text.heading + (text.text.empty() ? "" : "\n\n"));
    }
    draft_.article.body = text.text.empty() ? lead_ : with_lead(lead_, std::move(text.text));
  }

  // "blog/_posts/2016-08-27-ferry-late.md"
  void take_name() {
    constexpr std::size_t kDateBytes = 10;
    const std::string_view path = draft_.origin().name;
    const std::string_view name = path.substr(path.find_last_of("/!") + 1);
    const bool has_date =
        name.size() > kDateBytes && name[4] == '-' && name[7] == '-' &&
        (name[kDateBytes] == '-' || name[kDateBytes] == '.' || name[kDateBytes] == '_');
    if (draft_.article.published || !has_date) return;
    draft_.article.published = Timestamp::parse(name.substr(0, kDateBytes));
    if (draft_.article.published) draft_.keyword(kDateFromField, "name");
  }

  std::string_view text_;
  ArticleDraft& draft_;
  std::string lead_;
};

}  // namespace

void parse_markdown_record(const RawRecord& record, ParsedRecord& parsed,
                           const std::stop_token& stop) {
  if (stop.stop_requested()) return;
  ArticleDraft draft(record, parsed);
  std::string text = record.bytes;
  if (const std::size_t replaced = decode_xml_text(text, draft.origin().charset); replaced > 0) {
    draft.report(Problem::Kind::repaired_text,
                 std::to_string(replaced) + " ill-formed sequences became U+FFFD");
  }
  Reader(text, draft).read();
  draft.finish();
}

}  // namespace newsidx::source
