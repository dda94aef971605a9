#include "source/mail/mail_message.h"

#include <utility>
#include <vector>

#include "base/blanks.h"
#include "source/dates/date_text.h"
#include "source/html/html_text.h"
#include "source/mail/header_words.h"
#include "source/mail/mail_charset.h"
#include "source/mail/mail_text.h"
#include "source/mail/mime_parts.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kStubShare = 4;  // plain text shorter than a fourth of the HTML's is a stub

std::string plain_text(const MimePart& part) {
  const std::string_view type = header_value(part.head, "Content-Type");
  MailTextFormat format;
  format.is_flowed = equal_ignoring_case(header_parameter(type, "format"), "flowed");
  format.deletes_space = equal_ignoring_case(header_parameter(type, "delsp"), "yes");
  return mail_text(mail_text_to_utf8(decoded_body(part), part.charset), format);
}

Article html_article(const RawRecord& record, const MimePart& part,
                     const HtmlPageParser& parse_html) {
  RawRecord page;
  page.bytes = decoded_body(part);
  page.number = record.number;
  page.byte = record.byte;
  RecordOrigin origin = *record.origin;
  origin.charset = part.charset;
  origin.media_type = part.type;
  page.origin = std::make_shared<const RecordOrigin>(std::move(origin));
  if (parse_html) {
    ParsedRecord parsed;
    parse_html(page, parsed);
    if (!parsed.articles.empty() && !parsed.articles.front().body.empty())
      return std::move(parsed.articles.front());
  }
  Article article;
  article.body = trimmed(html_text(mail_text_to_utf8(std::move(page.bytes), part.charset)));
  return article;
}

// The plain text of all parts that are shown; of a mail in two forms only one is plain.
Article text_of(const RawRecord& record, const std::vector<MimePart>& parts,
                const HtmlPageParser& parse_html) {
  Article plain;
  const MimePart* html = nullptr;
  for (const MimePart& part : parts) {
    if (part.is_attachment) continue;
    if (part.type == "text/html" || part.type == "application/xhtml+xml") {
      if (html == nullptr) html = &part;
    } else if (part.type == "text/plain" || part.type == "text/markdown") {
      const std::string text = plain_text(part);
      if (!plain.body.empty() && !text.empty()) plain.body += '\n';
      plain.body += text;
    }
  }
  if (html == nullptr) return plain;
  Article rich = html_article(record, *html, parse_html);
  return plain.body.size() >= rich.body.size() / kStubShare && !plain.body.empty()
             ? plain
             : std::move(rich);
}

void add_keyword(Article& article, std::string_view name, std::string value) {
  if (!value.empty()) article.keywords.emplace_back(std::string(name), std::move(value));
}

// A head of a million keywords is no head: what is beyond these is left out.
void add_list(Article& article, std::string_view name, std::string_view list) {
  constexpr std::size_t kMaxItems = 4'096;
  for (std::size_t count = 0; !list.empty() && count < kMaxItems; ++count) {
    const std::size_t comma = std::min(list.find(','), list.size());
    add_keyword(article, name, decode_header(trimmed(list.substr(0, comma))));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

void report(const RawRecord& record, ParsedRecord& out, Problem::Kind kind, std::string message) {
  Problem problem;
  problem.kind = kind;
  problem.file = record.origin->file;
  problem.byte = record.byte;
  problem.message = std::move(message);
  out.problems.push_back(std::move(problem));
}

// "<news.a.example>", or with a name in front of it.
std::string list_name(std::string_view list_id) {
  std::string name = shown_address(list_id);
  return name.empty() ? std::string(in_brackets(list_id)) : name;
}

}  // namespace

void parse_mail(const RawRecord& record, ParsedRecord& out, const HtmlPageParser& parse_html) {
  const auto [parts, is_cut] = mime_parts(record.bytes);
  if (is_cut) report(record, out, Problem::Kind::cut_off, "the mail is cut off");
  const std::string_view head = std::string_view(record.bytes).substr(0, head_bytes(record.bytes));
  const auto field = [head](std::string_view name) { return header_value(head, name); };

  Article article = text_of(record, parts, parse_html);
  if (std::string subject = decode_header(field("Subject")); !subject.empty())
    article.title = std::move(subject);
  if (article.body.empty() && article.title.empty()) {
    report(record, out, Problem::Kind::broken_record, "a mail without any text");
    return;
  }
  const std::string_view date = field("Date");
  if (auto published = parse_date(date)) {
    article.published = published;
  } else if (!date.empty()) {
    report(record, out, Problem::Kind::ignored_value,
           "no date: " + decode_header(date.substr(0, 80)));
  }
  article.id = decode_header(in_brackets(field("Message-ID")));
  if (article.lang.empty()) article.lang = decode_header(field("Content-Language"));
  if (article.lang.find(',') != std::string::npos) article.lang.clear();
  if (article.lang.empty()) article.lang = record.origin->language;
  if (const auto url = in_brackets(field("Archived-At")); !url.empty())
    article.url = decode_header(url);
  article.source = list_name(field("List-Id"));
  if (article.source.empty()) article.source = record.origin->source;
  std::erase_if(article.keywords, [](const Keyword& each) { return each.first == "author"; });
  add_keyword(article, "author", shown_address(field("From")));
  add_list(article, "tags", field("Keywords"));
  add_list(article, "tags", field("Newsgroups"));
  if (article.published) add_keyword(article, kDateFromField, "mail");
  out.articles.push_back(std::move(article));
}

}  // namespace newsidx::source
