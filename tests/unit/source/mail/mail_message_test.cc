#include "source/mail/mail_message.h"

#include <doctest/doctest.h>

#include "source/mail/mail_text.h"
#include "source/mail/mhtml.h"
#include "source/mail/mime_parts.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

RawRecord record_of(std::string bytes) {
  RawRecord record;
  record.bytes = std::move(bytes);
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = "a.eml";
  record.origin = origin;
  return record;
}

ParsedRecord parse(std::string bytes, const HtmlPageParser& parse_html = {}) {
  ParsedRecord out;
  parse_mail(record_of(std::move(bytes)), out, parse_html);
  return out;
}

std::string body_of(std::string bytes) {
  const ParsedRecord out = parse(std::move(bytes));
  return out.articles.empty() ? "(none)" : out.articles[0].body;
}

std::string keyword(const Article& article, std::string_view name) {
  for (const Keyword& each : article.keywords) {
    if (each.first == name) return each.second;
  }
  return "";
}

const std::string kTwoForms =
    "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
    "preamble\n--b\nContent-Type: text/plain\n\nThe plain text of it.\n"
    "--b\nContent-Type: text/html; charset=utf-8\n\n<p>The <b>rich</b> text.</p>\n--b--\nepilogue";

}  // namespace

TEST_CASE("a mail with all its fields") {
  const ParsedRecord out = parse(
      "Received: from a.example\r\n\tby b.example\r\n"
      "From: =?utf-8?q?Zo=C3=AB?= <zoe@a.example>\r\n"
      "To: list@b.example\r\n"
      "Subject: =?utf-8?q?Caf=C3=A9?= opens\r\n"
      "Date: 2016-08-27T02:17:00Z\r\n"
      "Message-ID: <1@a.example>\r\n"
      "List-Id: City news <news.b.example>\r\n"
      "Keywords: city, food\r\n"
      "Content-Language: en\r\n"
      "Archived-At: <http://b.example/1>\r\n"
      "Content-Type: text/plain; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
      "The caf=E9 opened on Fri=\r\nday.\r\n\r\nAll came.\r\n-- \r\nZo=EB\r\n");
  REQUIRE(out.articles.size() == 1);
  const Article& article = out.articles[0];
  CHECK(article.title == "Café opens");
  CHECK(article.body == "The café opened on Friday.\nAll came.");
  CHECK(article.id == "1@a.example");
  REQUIRE(article.published.has_value());
  CHECK(article.published->to_string() == "2016-08-27T02:17:00Z");
  CHECK(article.source == "City news");
  CHECK(article.lang == "en");
  CHECK(article.url == "http://b.example/1");
  CHECK(keyword(article, "author") == "Zoë");
  CHECK(keyword(article, "tags") == "city");
  CHECK(keyword(article, "published_from") == "mail");
  CHECK(out.problems.empty());
}

TEST_CASE("which part is the text") {
  const std::string head = "Subject: x\nContent-Type: multipart/";
  const std::string plain = "Content-Type: text/plain\n\n";
  struct Row {
    const char* name;
    std::string mail;
    std::string body;
  };
  const Row kRows[] = {
      {"two forms", kTwoForms, "The plain text of it."},
      {"HTML alone", "Subject: x\nContent-Type: text/html\n\n<p>One</p><p>two", "One\n\ntwo"},
      {"a stub beside HTML",
       head + "alternative; boundary=b\n\n--b\n" + plain +
           "See it there\n--b\n"
           "Content-Type: text/html\n\n<p>" +
           std::string(100, 'y') + "\n--b--",
       std::string(100, 'y')},
      {"with a file",
       head + "mixed; boundary=b\n\n--b\n" + plain +
           "Text\n--b\nContent-Type: text/plain\n"
           "Content-Disposition: attachment; filename=a.txt\n\nnot this\n--b--",
       "Text"},
      {"several texts",
       head + "mixed; boundary=b\n\n--b\n" + plain + "One\n--b\n\nTwo, without a head\n--b--",
       "One\nTwo, without a head"},
      {"within others",
       head +
           "mixed; boundary=b\n\n--b\nContent-Type: multipart/related; boundary=\"b c\"\n\n"
           "--b c\n" +
           plain + "Deep\n--b c--\n--b\n" + plain + "Shallow\n--b--",
       "Deep\nShallow"},
      {"an inner one that does not end",
       head + "mixed; boundary=b\n\n--b\nContent-Type: multipart/related; boundary=c\n\n--c\n" +
           plain + "Deep\n--b\n" + plain + "Shallow\n--b--",
       "Deep\nShallow"},
      {"it is cut off", head + "mixed; boundary=b\n\n--b\n" + plain + "Cut", "Cut"},
      {"no head", "Subject: x\n\nText", "Text"},
      {"base64", "Subject: x\nContent-Transfer-Encoding: base64\n\nVGV4dA==\n", "Text"},
      {"the boundary of another", head + "mixed; boundary=b\n\n--b\n" + plain + "A\n--bc\nB\n--b--",
       "A\n--bc\nB"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(body_of(row.mail) == row.body);
    std::string crlf;
    for (const char c : row.mail) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(body_of(crlf) == row.body);
  }
}

TEST_CASE("every part that is shown is kept, and messages within it") {
  const auto multi = [](const std::string& kind, const std::string& boundary,
                        const std::vector<std::string>& parts) {
    std::string text = "Content-Type: multipart/" + kind + "; boundary=" + boundary + "\n\n";
    for (const std::string& part : parts) text += "--" + boundary + "\n" + part + "\n";
    return text + "--" + boundary + "--\n";
  };
  const auto plain = [](const std::string& text) {
    return "Content-Type: text/plain\n\n" + text + "\n";
  };
  const auto html = [](const std::string& text) {
    return "Content-Type: text/html\n\n<p>" + text + "</p>";
  };
  const std::string image =
      "Content-Type: image/png\nContent-Disposition: inline\n"
      "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n";
  const std::string inner = "From: c@d.example\nSubject: Inner\n\nInner text.";
  const std::string rfc822 = "Content-Type: message/rfc822\n";
  const std::string mail = "Subject: x\n";
  std::string deep = "Deep.";
  for (int i = 0; i < 20; ++i) deep = rfc822 + "\nSubject: " + std::to_string(i) + "\n" + deep;
  struct Row {
    const char* name;
    std::string mail;
    std::string body;
  };
  const Row kRows[] = {
      {"two of HTML", mail + multi("mixed", "b", {html("One"), image, html("Two")}), "One\nTwo"},
      {"HTML behind text", mail + multi("mixed", "b", {plain("One"), html("Two")}), "One\nTwo"},
      {"two forms and a footer",
       mail + multi("mixed", "b",
                    {multi("alternative", "c", {plain("One"), html("One")}), plain("Footer")}),
       "One\nFooter"},
      {"two forms, one of several parts",
       mail + multi("alternative", "b",
                    {plain(" "), multi("mixed", "c", {html("One"), image, html("Two")})}),
       "One\nTwo"},
      {"two forms twice",
       mail + multi("mixed", "b",
                    {multi("alternative", "c", {plain("One"), html("1")}),
                     multi("alternative", "d", {plain("Two"), html("2")})}),
       "One\nTwo"},
      {"a message", mail + multi("mixed", "b", {plain("See below."), rfc822 + "\n" + inner}),
       "See below.\nInner\nInner text."},
      {"a message alone", mail + rfc822 + "\n" + inner, "Inner\nInner text."},
      {"an attached one",
       mail + multi("mixed", "b",
                    {plain("See file."), rfc822 +
                                             "Content-Disposition: attachment; "
                                             "filename=a.eml\n\n" +
                                             inner}),
       "See file.\nInner\nInner text."},
      {"one in base64",
       mail + multi("mixed", "b",
                    {rfc822 + "Content-Transfer-Encoding: base64\n\n"
                              "U3ViamVjdDogSW5uZXIKCklubmVyIHRleHQu\n"}),
       "Inner\nInner text."},
      {"one of several parts",
       mail + multi("mixed", "b",
                    {rfc822 + "\nSubject: Inner\n" +
                     multi("alternative", "c", {plain("Text"), html("Text")})}),
       "Inner\nText"},
      {"a digest",
       mail +
           multi("digest", "b", {"\nSubject: One\n\nText one.\n", "\nSubject: Two\n\nText two."}),
       "One\nText one.\nTwo\nText two."},
      {"one in the other", mail + deep, "19\n18\n17\n16"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(body_of(row.mail) == row.body);
  }
}

TEST_CASE("HTML is given to its reader with what is known of it") {
  std::string seen;
  const auto read = [&](const RawRecord& page, ParsedRecord& out) {
    seen = page.bytes + "|" + page.origin->charset + "|" + page.origin->media_type + "|" +
           page.origin->file;
    Article article;
    article.title = "of the page";
    article.body = "of the reader";
    out.articles.push_back(article);
  };
  const ParsedRecord out = parse(
      "Subject: of the mail\nContent-Type: text/html; charset=\"koi8-r\"\n"
      "Content-Transfer-Encoding: base64\n\nPHA+WA==\n",
      read);
  CHECK(seen == "<p>X|koi8-r|text/html|a.eml");
  REQUIRE(out.articles.size() == 1);
  CHECK(out.articles[0].title == "of the mail");
  CHECK(out.articles[0].body == "of the reader");
  const auto read_nothing = [](const RawRecord&, ParsedRecord&) {};
  const ParsedRecord plain = parse("Subject: x\nContent-Type: text/html\n\n<p>Some", read_nothing);
  REQUIRE(plain.articles.size() == 1);
  CHECK(plain.articles[0].body == "Some");
}

TEST_CASE("what cannot be used is told") {
  CHECK(parse("From: a\n\n").articles.empty());
  CHECK(parse("From: a\n\n").problems.at(0).message == "a mail without any text");
  const ParsedRecord out = parse("Subject: x\nDate: some day\n\ny");
  REQUIRE(out.problems.size() == 1);
  CHECK(out.problems[0].message == "no date: some day");
  CHECK(out.problems[0].kind == Problem::Kind::ignored_value);
  CHECK(out.articles.size() == 1);
}

TEST_CASE("quotes, signatures and lines that were broken") {
  const std::string broken =
      "This paragraph was broken into lines by a mailer that allows some\n"
      "seventy columns, so that it stands in two of them.\n";
  struct Row {
    const char* name;
    std::string text;
    std::string body;
  };
  const Row kRows[] = {
      {"a quote", "On Friday Ada wrote:\n> One\n> two\n\nI agree.", "I agree."},
      {"between", "Yes.\n> One\nNo.", "Yes.\nNo."},
      {"nothing else", "> One\n> two", "> One\n> two"},
      {"a signature", "Text\n-- \nAda\nTown", "Text"},
      {"broken lines", broken + "\n" + broken,
       "This paragraph was broken into lines by a mailer that allows some seventy columns, so that "
       "it stands in two of them.\nThis paragraph was broken into lines by a mailer that allows "
       "some seventy columns, so that it stands in two of them."},
      {"a list", "one\ntwo\nthree", "one\ntwo\nthree"},
      {"points", broken + "- a point",
       "This paragraph was broken into lines by a mailer that allows "
       "some seventy columns, so that it stands in two of them.\n- a point"},
      {"nothing", "", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(mail_text(row.text) == row.body);
  }
  CHECK(mail_text("one \ntwo\nthree", {.is_flowed = true}) == "one two\nthree");
  CHECK(mail_text("on \ne", {.is_flowed = true, .deletes_space = true}) == "one");
}

TEST_CASE("a hostile mail has bounded parts") {
  std::string deep = "Subject: x\n";
  for (int i = 0; i < 1000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  CHECK(mime_parts(deep + "\nText").parts.size() == 1);
  std::string wide = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 20'000; ++i) wide += "--b\n\nx\n";
  CHECK(mime_parts(wide).parts.size() == 10'000);
}

TEST_CASE("a page that a browser saved") {
  const std::string text =
      "From: <Saved by a test>\r\nSnapshot-Content-Location: http://a.example/1\r\n"
      "Subject: x\r\nDate: 2016-08-27T02:17:00Z\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b\"\r\n\r\n"
      "----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
      "----b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: http://a.example/x\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Caf=C3=A9\r\n"
      "----b\r\nContent-Type: text/html\r\nContent-ID: <frame>\r\n\r\n<p>frame\r\n----b--\r\n";
  ParsedRecord out;
  const auto page = mhtml_page(record_of(text), out);
  REQUIRE(page.has_value());
  CHECK(page->bytes == "<p>Café");
  CHECK(page->origin->url == "http://a.example/1");
  CHECK(page->origin->charset == "utf-8");
  CHECK(page->origin->media_type == "text/html");
  CHECK(page->origin->file == "a.eml");
  REQUIRE(page->origin->first_seen.has_value());
  CHECK(page->origin->first_seen->to_string() == "2016-08-27T02:17:00Z");
  std::string other = text;
  other.replace(other.find("type=\"text/html\""), 16, "start=\"<frame>\" ");
  CHECK(mhtml_page(record_of(other), out)->bytes == "<p>frame");
  CHECK(out.problems.empty());
  CHECK(!mhtml_page(record_of("Subject: x\n\ny"), out).has_value());
  REQUIRE(out.problems.size() == 1);
  CHECK(out.problems[0].to_string() == "a.eml: a saved page without a part of HTML");
  out.problems.clear();
  CHECK(mhtml_page(record_of(text.substr(0, text.size() - 7)), out).has_value());
  REQUIRE(out.problems.size() == 1);
  CHECK(out.problems[0].to_string() == "a.eml: the saved page is cut off");
  CHECK(out.problems[0].kind == Problem::Kind::cut_off);
}

TEST_CASE("a mail that is cut off is read and said") {
  struct Row {
    const char* name;
    std::string mail;
    bool is_cut;
  };
  const std::string base64 = "Subject: x\nContent-Transfer-Encoding: base64\n\n";
  const Row kRows[] = {
      {"two forms", kTwoForms, false},
      {"the last delimiter missing", kTwoForms.substr(0, kTwoForms.find("--b--")), true},
      {"the last delimiter cut", kTwoForms.substr(0, kTwoForms.find("--b--") + 4), true},
      {"within the first form", kTwoForms.substr(0, kTwoForms.find(" text of it")), true},
      {"no multipart", "Subject: x\n\nText", false},
      {"base64", base64 + "VGV4dCBpdA==\n", false},
      {"base64 without padding", base64 + "VGV4\ndCBp\n", false},
      {"base64, cut", base64 + "VGV4dCB", true},
      {"base64 with a line of a list behind it", base64 + "VGV4dCBp\n--\nA list\n", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const ParsedRecord out = parse(row.mail);
    CHECK(out.articles.size() == 1);
    CHECK(out.problems.size() == (row.is_cut ? 1 : 0));
    for (const Problem& problem : out.problems) {
      CHECK(problem.message == "the mail is cut off");
      CHECK(problem.kind == Problem::Kind::cut_off);
    }
  }
}
