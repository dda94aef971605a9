#include "source/html/html_page.h"

#include <doctest/doctest.h>

#include <string>

#include "source/html/html_tree.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

const char* const kFirst =
    "The harbour of the town opened again on Friday after a storm had closed it for two weeks, the "
    "port authority said.";
const char* const kSecond =
    "Two ships that had waited outside came in before noon, and their crews were greeted by a band "
    "that had been there since six.";
const char* const kThird =
    "The mayor said that repairs of the wall would go on until autumn, and that nobody knew yet "
    "what they would cost the town.";

std::string p(std::string_view text) { return "<p>" + std::string(text) + "</p>\n"; }

ParsedRecord parse(std::string html, RecordOrigin origin = {}) {
  RawRecord record;
  record.bytes = std::move(html);
  record.origin = std::make_shared<RecordOrigin>(std::move(origin));
  ParsedRecord parsed;
  parse_html_page(record, parsed);
  return parsed;
}

std::string body_of(std::string html) {
  const ParsedRecord parsed = parse(std::move(html));
  return parsed.articles.empty() ? "" : parsed.articles[0].body;
}

std::string three() { return std::string(kFirst) + "\n" + kSecond + "\n" + kThird; }

}  // namespace

TEST_CASE("the text without what is around it") {
  struct Row {
    const char* name;
    std::string html;
  };
  const std::string text = p(kFirst) + p(kSecond) + p(kThird);
  const std::string teaser = "A story about something else has its teaser here, as a sentence.";
  const Row kRows[] = {
      {"plain", text},
      {"navigation and footer", "<nav>" + p(teaser) + "</nav>" + "<div>" + text + "</div><footer>" +
                                    p(teaser) + "</footer>"},
      {"comments", "<article>" + text + "</article><div id=comments>" + p(teaser) + p(teaser) +
                       p(kFirst) + "</div>"},
      {"related stories",
       "<div>" + text + "<div class=related-stories>" + p(teaser) + "</div></div>"},
      {"cards without a name",
       "<div><div>" + text + "</div><div><h3><a href=x>Another story</a></h3>" + p(teaser) +
           "</div><div><h3><a href=y>A third story</a></h3>" + p(teaser) + "</div></div>"},
      {"a list of links in the text", "<div>" + p(kFirst) +
                                          "<div><ul><li><a href=x>One story</a><li><a href=y>"
                                          "Another one</a></ul></div>" +
                                          p(kSecond) + p(kThird) + "</div>"},
      {"captions", "<div>" + p(kFirst) +
                       "<figure><img src=a><figcaption>Ships.</figcaption></figure><div><img src=b>"
                       "<p>A picture of the harbour.</p></div>" +
                       p(kSecond) + p(kThird) + "</div>"},
      {"teasers in a list, cut off",
       "<div>" + text + "</div><div><ul><li><a href=x>A headline of another story today</a> " +
           kFirst + " But the…</li><li><a href=x>The headline of a third story</a> " + kSecond +
           " And so…</li><li><a href=x>The headline of a fourth story</a> " + kThird +
           " So they…</li></ul></div>"},
      {"a box for consent",
       "<div>" + text + "</div><div class=cookie-notice>" + p(teaser) + p(teaser) + "</div>"},
      {"what is hidden", "<div>" + text + "<div style='display: none'>" + p(teaser) +
                             "</div><div class='x sr-only'>" + p(teaser) + "</div></div>"},
      {"lines of the publisher",
       "<div>" + text + p("© 2024 The Example, a newspaper of the town.") + "</div>"},
      {"a form around the page", "<form><div>" + text + "</div></form>"},
      {"a word that names something else",
       "<div class='with-sidebar has-comments'>" + text + "</div>"},
      {"a body in several pieces", "<section><div class=story-body>" + p(kFirst) +
                                       "</div><div>Advertisement</div><div class=story-body>" +
                                       p(kSecond) + "</div><div class=story-body>" + p(kThird) +
                                       "</div></section>"},
      {"lines broken twice",
       "<div>" + std::string(kFirst) + "<br><br>" + kSecond + "<br><br>" + kThird + "</div>"},
      {"a name and a date above", "<div><p>By A. Writer</p><p>3 May 2024</p>" + text + "</div>"},
      {"an article before another one", "<article><h1>Harbour opens</h1>" + text +
                                            "</article><article><h1>Other</h1>" +
                                            p(kThird + std::string(" So it was last year, too.")) +
                                            p(kSecond + std::string(" It is another one.")) +
                                            p(kFirst + std::string(" This is elsewhere.")) +
                                            p(teaser + teaser) + p(teaser) + "</article>"}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(body_of("<title>Harbour opens</title>" + row.html) == three());
  }
}

TEST_CASE("headings and lists of the text stay") {
  CHECK(body_of("<div>" + p(kFirst) + "<h2>Two ships</h2>" + p(kSecond) +
                "<ul><li>grain</li><li>wood</li></ul>" + p(kThird) +
                "<h2>More</h2><ul><li><a href=x>Another story</a></ul></div>") ==
        std::string(kFirst) + "\nTwo ships\n" + kSecond + "\ngrain\nwood\n" + kThird);
}

TEST_CASE("a picture within a line is a sign of it") {
  const std::string quote = "We liked it so much that we will come again.";
  CHECK(body_of("<div>" + p(kFirst) + "<blockquote><p>" + quote +
                " <img src=smile></p></blockquote>" + p(kSecond) + p(kThird) + "</div>") ==
        std::string(kFirst) + "\n" + quote + "\n" + kSecond + "\n" + kThird);
}

TEST_CASE("short lines may repeat, paragraphs do not") {
  CHECK(body_of("<div>" + p(kFirst) + p("Then:") + p(kSecond) + p("Then:") + p(kThird) +
                p(kFirst + std::string(" It is said twice, since it is long enough to be told.")) +
                p(kFirst + std::string(" It is said twice, since it is long enough to be told.")) +
                "</div>") == std::string(kFirst) + "\nThen:\n" + kSecond + "\nThen:\n" + kThird +
                                 "\n" + kFirst +
                                 " It is said twice, since it is long enough to be told.");
}

TEST_CASE("a lead stands above the text") {
  const std::string lead = "After two weeks ships come and go again in the town";
  CHECK(body_of("<meta name=description content='" + lead + "'><header><h1>Harbour</h1><p>" + lead +
                "</p></header><div>" + p(kFirst) + p(kSecond) + "</div>") ==
        lead + "\n" + kFirst + "\n" + kSecond);
}

TEST_CASE("languages without blanks are measured by their characters") {
  const std::string japanese =
      "町の港は、二週間にわたり嵐のために閉鎖されていたが、金曜日に再び開かれたと港湾局が発表した"
      "。";
  const std::string chinese =
      "市议会星期一开会讨论了计划多年的新桥，市长会后表示将在秋天作出决定，没有人反对。";
  CHECK(
      body_of("<div><p>" + japanese + "</p><p>" + japanese + "二隻の船が待っていた。</p></div>") ==
      japanese + "\n" + japanese + "二隻の船が待っていた。");
  CHECK(body_of("<ul><li><a href=x>新闻</a></ul><div><p>" + chinese + "</p></div>") == chinese);
}

TEST_CASE("paragraphs that end with another sign than a full stop, or with none") {
  struct Row {
    const char* name;
    std::string first, second;
  };
  const std::string one = "The harbour of the town opened again on Friday after a long storm";
  const std::string two = "Two ships that had waited outside came in before noon";
  const Row kRows[] = {
      {"a source", one + ". (dpa)", two + ". (dpa)"},
      {"a source in other brackets", one + ". [Reuters]", two + "! （共同）"},
      {"a note", one + ".<sup>1</sup>", two + ".<sup>2</sup>"},
      {"a note in brackets", one + ".<a href='#n1'>[1]</a>", two + ".[2][3]"},
      {"a mark of the end", one + ".", two + ". ■"},
      {"a name", one + ". — A. Writer", two + ". A. Writer"},
      {"more to read", one + ". <a href=x>Read more</a>", two + ". <a href=x>Read more</a>"},
      {"a year", one + " of 2016", two + " in 2016"},
      {"nothing", one, two},
      {"Armenian", "Նախարարը երեքշաբթի օրն ասաց, որ նոր նավահանգիստը կբացվի գարնանը։",
       "Հին քաղաքի ձկնորսները խնդրել էին ավելի երկար նավամատույց։"},
      {"Burmese", "ဝန်ကြီးက ဆိပ်ကမ်းအသစ်ကို နွေဦးတွင် ဖွင့်မည်ဟု ပြောကြားခဲ့သည်။",
       "ကူးတို့သင်္ဘောများ ပြန်လည်ပြေးဆွဲမည်ဖြစ်သည်ဟု သတင်းရရှိသည်။"},
      {"Khmer", "រដ្ឋមន្ត្រីបាននិយាយថាកំពង់ផែថ្មីនឹងបើកនៅរដូវផ្ការីក។", "អ្នកនេសាទនៅទីក្រុងចាស់បានស្នើសុំផែវែងជាងនេះ។"},
      {"Ethiopic", "ሚኒስትሩ ማክሰኞ ዕለት አዲሱ ወደብ በጸደይ ወቅት እንደሚከፈት ተናግረዋል።",
       "በአሮጌው ከተማ የሚገኙ ዓሣ አጥማጆች ረጅም መርከብ ማቆሚያ ጠይቀዋል።"},
      {"Thai", "รัฐมนตรีกล่าวเมื่อวันอังคารว่าท่าเรือแห่งใหม่จะเปิด", "ชาวประมงในเมืองเก่าขอท่าเรือที่ยาวกว่านี้"},
      {"Lao", "ລັດຖະມົນຕີກ່າວໃນວັນອັງຄານວ່າທ່າເຮືອແຫ່ງໃໝ່ຈະເປີດ", "ຊາວປະມົງໃນເມືອງເກົ່າຂໍທ່າເຮືອທີ່ຍາວກວ່າ"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const std::string text = p(row.first) + p(row.second);
    const HtmlTree first(row.first), second(row.second);
    const std::string body = first.text_of(0) + "\n" + second.text_of(0);
    CHECK(body_of("<article><h1>Harbour opens</h1>" + text + "</article>") == body);
    CHECK(body_of("<nav><ul><li><a href=x>News</a><li><a href=y>Sport</a></ul></nav>"
                  "<h1>Harbour opens</h1><div>" +
                  text + "</div><footer>" + p("All that is printed here is of the town.") +
                  "</footer>") == body);
  }
  CHECK(body_of("<h1>Consent</h1><p>Accept all cookies</p>").empty());
  CHECK(body_of("<h1>News</h1><ul><li><a href=x>A headline of a story that is long enough to be "
                "prose</a><li><a href=y>Another headline of a story that is so, too</a></ul>")
            .empty());
}

TEST_CASE("text that stands only in scripts") {
  const std::string shell = "<html><body><div id=root></div>";
  CHECK(body_of(shell +
                "<script type=application/ld+json>{\"@type\":\"NewsArticle\","
                "\"articleBody\":\"" +
                kFirst + "\\n\\n" + kSecond + "\\n" + kThird + "\"}</script>") == three());
  CHECK(body_of(shell + "<script>self.push([1,\"\\u003cp\\u003e" + kFirst +
                "\\u003c/p\\u003e\\u003cp\\u003e" + kSecond + "\\u003c/p\\u003e<p>" + kThird +
                "\"])</script>") == three());
  CHECK(body_of(shell + "<script type=application/json>{\"blocks\":[{\"text\":\"" + kFirst +
                "\"},{\"text\":\"" + kSecond +
                "\"},{\"url\":\"https://example.org/x\",\"text\":\"" + kThird + "\"}]}</script>") ==
        three());
}

TEST_CASE("what a page says of its article") {
  RecordOrigin origin;
  origin.url = "https://example.org/fetched";
  origin.first_seen = Timestamp::parse("2024-05-10T00:00:00Z");
  const ParsedRecord parsed = parse(
      "<html lang=en-GB><head><title>Harbour opens | The Example</title>"
      "<link rel=canonical href='https://example.org/harbour'>"
      "<meta property=og:site_name content='The Example'>"
      "<meta name=author content='By A. Writer'><meta name=keywords content='harbour, ships'>"
      "<meta property=article:published_time content='2024-05-03T10:00:00+01:00'>"
      "<meta property=article:modified_time content='2024-05-04T10:00:00Z'></head><h1>Harbour "
      "opens</h1>" +
          p(kFirst) + p(kSecond),
      origin);
  REQUIRE(parsed.articles.size() == 1);
  const Article& article = parsed.articles[0];
  CHECK(article.id.empty());
  CHECK(article.title == "Harbour opens");
  CHECK(article.url == "https://example.org/harbour");
  CHECK(article.source == "The Example");
  CHECK(article.lang == "en-GB");
  REQUIRE(article.published);
  CHECK(article.published->to_string() == "2024-05-03T09:00:00Z");
  const std::vector<Keyword> kKeywords = {{"published_from", "opengraph"},
                                          {"modified", "2024-05-04T10:00:00Z"},
                                          {"author", "A. Writer"},
                                          {"tags", "harbour"},
                                          {"tags", "ships"}};
  CHECK(article.keywords == kKeywords);
  CHECK(parsed.problems.empty());
}

TEST_CASE("without a canonical url that of the transport, and its host for the site") {
  RecordOrigin origin;
  origin.url = "https://www.example.org/2024/05/03/a";
  const ParsedRecord parsed = parse(p(kFirst) + p(kSecond), origin);
  REQUIRE(parsed.articles.size() == 1);
  CHECK(parsed.articles[0].url == origin.url);
  CHECK(parsed.articles[0].source == "example.org");
  REQUIRE(parsed.articles[0].published);
  CHECK(parsed.articles[0].published->to_string() == "2024-05-03");
}

TEST_CASE("a page in another encoding") {
  std::string html = "<meta charset=windows-1252><p>" + std::string(kFirst) +
                     " It is near the caf\xe9, she said: \x93 Come and see what we have done.\x94";
  CHECK(body_of(html) ==
        std::string(kFirst) + " It is near the café, she said: “ Come and see what we have done.”");
}

TEST_CASE("pages without an article say so") {
  for (const char* const html :
       {"", "<html></html>", "<p><a href=x>One</a> <a href=y>Two</a>", "\xff\xfe", "<script>"}) {
    CAPTURE(html);
    const ParsedRecord parsed = parse(html);
    CHECK(parsed.articles.empty());
    CHECK(parsed.is_no_news);
    REQUIRE_FALSE(parsed.problems.empty());
    CHECK(parsed.problems.back().message == "page has no text of an article");
  }
}

TEST_CASE("pages that list articles are none") {
  std::string list;
  for (int i = 0; i < 6; ++i) {
    list += "<div><h2><a href=x>Story " + std::to_string(i) + "</a></h2>" +
            p("It tells of the number " + std::to_string(i) + ", as a sentence of some length.") +
            "</div>";
  }
  const ParsedRecord parsed = parse("<main>" + list + "</main>");
  CHECK(parsed.articles.empty());
  CHECK(parsed.is_no_news);
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].message == "page is a list of articles");
  // A front page that is one text is an article.
  RecordOrigin front;
  front.url = "https://example.org/";
  CHECK(parse(p(kFirst) + p(kSecond), front).articles.size() == 1);
  // All pages of some sites name the front page.
  RecordOrigin origin;
  origin.url = "https://example.org/a";
  const ParsedRecord other =
      parse("<link rel=canonical href='https://example.org/'>" + p(kFirst) + p(kSecond), origin);
  REQUIRE(other.articles.size() == 1);
  CHECK(other.articles[0].url == "https://example.org/a");
}

TEST_CASE("impossible dates are said") {
  const ParsedRecord parsed =
      parse("<meta property=article:published_time content=2190-01-01>" + p(kFirst));
  REQUIRE(parsed.articles.size() == 1);
  CHECK_FALSE(parsed.articles[0].published);
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].kind == Problem::Kind::ignored_value);
  CHECK(parsed.problems[0].message == "date is in the future: '2190-01-01'");
}

TEST_CASE("hostile pages cost their length") {
  for (const char* const piece :
       {"<div>", "<b>", "<p>", "<a href=x>", "<table>", "<td>", "<title>", "<!--", "<h1>x", "&amp;",
        "<b></i>", "<div></p>", "<div class=related>", "<article><p>A sentence of some length.",
        "<script>\"", "<span itemprop=a>", "<time>x"}) {
    CAPTURE(piece);
    std::string html;
    while (html.size() < 400'000) html += piece;
    CHECK(parse(html).articles.size() <= 1);
  }
}

TEST_CASE("a stop ends the work") {
  std::stop_source source;
  source.request_stop();
  RawRecord record;
  record.bytes = p(kFirst);
  ParsedRecord parsed;
  parse_html_page(record, parsed, source.get_token());
  CHECK(parsed.articles.empty());
}
