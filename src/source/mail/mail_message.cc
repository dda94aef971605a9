#include "source/mail/mail_message.h"

#include <span>
#include <utility>

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

void append_text(Article& article, Article part) {
  if (article.body.empty()) {
    if (!article.title.empty()) part.title = std::move(article.title);
    article = std::move(part);
  } else if (!part.body.empty()) {
    article.body += '\n';
    article.body += part.body;
  }
}

// Makes one text of the parts of a mail, and of the messages in it.
class MailText {
 public:
  MailText(const RawRecord& record, const HtmlPageParser& parse_html)
      : record_(record), parse_html_(parse_html) {}

  Article read(std::span<const MimePart> parts) {
    Article article;
    while (!parts.empty()) {
      std::size_t count = 1;  // that say the same in several forms
      const std::size_t alternative = parts.front().alternative;
      while (alternative != 0 && count < parts.size() && parts[count].alternative == alternative)
        ++count;
      append_text(article, read_forms(parts.first(count)));
      parts = parts.subspan(count);
    }
    return article;
  }

 private:
  static constexpr std::size_t kMaxDepth = 4;  // of messages in messages

  Article read_forms(std::span<const MimePart> parts) {
    Article plain;
    Article rich;
    for (const MimePart& part : parts) {
      if (part.type == "message/rfc822" || part.type == "message/global") {
        append_text(plain, read_message(decoded_body(part)));
      } else if (part.is_attachment) {
        continue;
      } else if (part.type == "text/html" || part.type == "application/xhtml+xml") {
        append_text(rich, html_article(record_, part, parse_html_));
      } else if (part.type == "text/plain" || part.type == "text/markdown") {
        Article text;
        text.body = plain_text(part);
        append_text(plain, std::move(text));
      }
    }
    const bool is_stub = plain.body.empty() || plain.body.size() < rich.body.size() / kStubShare;
    return is_stub ? rich : plain;
  }

  Article read_message(const std::string& bytes) {
    Article message;
    if (depth_ == kMaxDepth) return message;
    ++depth_;
    const MimeParts inner = mime_parts(bytes);
    const std::string_view head = std::string_view(bytes).substr(0, head_bytes(bytes));
    message.body = decode_header(header_value(head, "Subject"));
    Article text = read(inner.parts);
    if (!message.body.empty() && !text.body.empty()) message.body += '\n';
    message.body += text.body;
    --depth_;
    return message;
  }

  const RawRecord& record_;
  const HtmlPageParser& parse_html_;
  std::size_t depth_ = 0;
};

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

  Article article = MailText(record, parse_html).read(parts);
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
