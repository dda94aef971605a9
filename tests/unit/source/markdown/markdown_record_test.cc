#include "source/markdown/markdown_record.h"

#include <doctest/doctest.h>

#include "../record_fixture.h"
#include "source/markdown/front_matter.h"
#include "source/markdown/markdown_text.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

ParsedRecord parse(std::string_view text, const std::string& name = "a.md") {
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = "file";
  origin->name = name;
  RawRecord record;
  record.bytes = text;
  record.origin = origin;
  ParsedRecord parsed;
  parse_markdown_record(record, parsed, {});
  return parsed;
}

struct Row {
  const char* name;
  const char* file;
  const char* text;
  const char* title;
  const char* body;
  const char* date;
  const char* lang;
  const char* keywords;
};

const Row kRows[] = {
    {"YAML as Jekyll has it", "_posts/2016-08-26-x.md",
     "---\r\nlayout: post\r\ntitle:  \"Ferry: late \\u00e9\" # why\r\n"
     "date: 2016-08-27T10:00:00+02:00\r\ntags: [sea, 'big, boat', \"it's\"]\r\n"
     "categories:\r\n  - Ports\r\n  - Fog #2\r\nauthor: Ann O'Neil\r\nlang: en\r\n---\r\n"
     "The ferry *came* at\nten. [Read](http://x.example) `this`.\n\n![pic](a.png)\n\n"
     "- one\n- two\n\n> said\n\n    code <b>\n",
     "Ferry: late é", "The ferry came at ten. Read this.\n\none\ntwo\n\nsaid\n\ncode <b>",
     "2016-08-27T08:00:00Z", "en",
     "author=Ann O'Neil|tags=sea|tags=big, boat|tags=it's|tags=Ports|tags=Fog"},
    {"YAML: maps, block scalars, lists over lines", "a.md",
     "---\ntitle: 'It''s on'\nauthor:\n  name: Bo\n  url: http://b.example\n"
     "description: >\n  A lead\n  of two lines.\nsummary: |\n  x\ntags: [\n  a,\n  b\n]\n"
     "authors:\n- name: Cy\n  mail: c@d.example\n- name: Di\nseries: {name: Sea, part: 2}\n"
     "notes: goes\n  on here\nempty:\nnone: null\ndate: 2020-01-02\nupdated: "
     "2020-01-03\n...\nText.\n",
     "It's on", "A lead of two lines.\n\nText.", "2020-01-02", "",
     "author.url=http://b.example|authors.mail=c@d.example|series.name=Sea|series.part=2|"
     "notes=goes on here|author=Bo|author=Cy|author=Di|tags=a|tags=b|modified=2020-01-03"},
    {"TOML as Hugo has it", "a.md",
     "+++\ntitle = \"Kran \\\"neu\\\"\" # c\ndate = 2021-02-03T04:05:06Z\ndraft = false\n"
     "tags = [\n  \"a\", # x\n  'b',\n]\nauthors = ['E']\n[params]\nlang = 'de'\n"
     "description = \"\"\"Zwei\nZeilen\"\"\"\n+++\n\n# Kran \"neu\"\n\nEr steht.\n",
     "Kran \"neu\"", "Zwei\nZeilen\n\nEr steht.", "2021-02-03T04:05:06Z", "de",
     "draft=false|author=E|tags=a|tags=b"},
    {"JSON", "a.md",
     "{\n \"title\": \"A {b}\", \"date\": \"2021-02-03\", \"tags\": [\"x\", \"y\"],\n"
     " \"author\": {\"name\": \"F\"}, \"weight\": 3\n}\n\nBody.\n",
     "A {b}", "Body.", "2021-02-03", "", "weight=3|author=F|tags=x|tags=y"},
    {"none: the first heading and the name", "b/2019-03-04-z.md",
     "\n# Head *line*\n\nText &amp; <b>more</b><br>here.\n\n## Sub\n\n<p>Old\n<i>way</i></p>\n",
     "Head line", "Text & more\nhere.\n\nSub\n\nOld way", "2019-03-04", "", "published_from=name"},
    {"text in front of a heading", "a.md", "Intro.\n\n# Later\n\nText.", "",
     "Intro.\n\nLater\n\nText.", "", "", ""},
    {"a rule is no front matter", "a.md", "---\n\nText alone\n", "", "Text alone", "", "", ""},
    {"marks of site generators", "a.md",
     "{% include top %}\nA {{< fig src=\"x\" >}} b {{ page.x }} {c}.\n\n{{% note %}}\nN\n{{% /note "
     "%}}",
     "", "A b {{ page.x }} {c}.\n\nN", "", "", ""},
    {"Windows-1252", "a.md", "# Caf\xe9\n\nna\xefve\n", "Café", "naïve", "", "", ""},
};

}  // namespace

TEST_CASE("front matter and text give the fields") {
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const ParsedRecord parsed = parse(row.text, row.file);
    CHECK(parsed.problems.empty());
    REQUIRE(parsed.articles.size() == 1);
    const Article& article = parsed.articles[0];
    CHECK(article.title == row.title);
    CHECK(article.body == row.body);
    CHECK(date_of(article) == row.date);
    CHECK(article.lang == row.lang);
    CHECK(keywords_of(article) == row.keywords);
  }
}

TEST_CASE("a url of another site is the article's, a path is not") {
  const Article article =
      parse("---\ntitle: t\nurl: /a/b/\ncanonical_url: https://x.example/1\n---\n").articles.at(0);
  CHECK(article.url == "https://x.example/1");
  CHECK(parse("---\ntitle: t\nurl: /a/b/\n---\n").articles.at(0).url.empty());
}

TEST_CASE("a file without text is said to have none") {
  for (const char* text : {"", "---\nlayout: page\n---\n", "![x](y)"}) {
    CAPTURE(text);
    const ParsedRecord parsed = parse(text);
    CHECK(parsed.articles.empty());
    REQUIRE(parsed.problems.size() == 1);
    CHECK(parsed.problems[0].to_string() == "file: neither title nor text");
  }
}

TEST_CASE("front matter is told from other text") {
  CHECK(looks_like_front_matter("---\ntitle: x\n---\nText"));
  CHECK(looks_like_front_matter("\xef\xbb\xbf---\r\ntitle: x\r\n"));
  CHECK(looks_like_front_matter("+++\ntitle = 'x'\n+++\n"));
  for (const char* text : {"", "---", "---\nText\n---\n", "---\nLondon: a\nfog\nand rain\n---\n",
                           "---\nA ship: late\n---\n", "--- a\nb: c\n", "title: x", "+++\nx\n+++",
                           "----\na: b\n----\n"}) {
    CAPTURE(text);
    CHECK(!looks_like_front_matter(text));
  }
}

TEST_CASE("text between two rules is text") {
  const ParsedRecord parsed = parse("---\n\nThe harbour opened.\n\n---\n\nIt closed.\n");
  REQUIRE(parsed.articles.size() == 1);
  CHECK(parsed.articles[0].body == "The harbour opened.\n\nIt closed.");
}

TEST_CASE("long and hostile texts are read in linear time") {
  const auto repeated = [](std::string_view part, std::size_t bytes) {
    std::string all;
    while (all.size() < bytes) all += part;
    return all;
  };
  for (const char* part : {"[a](", "![", "<?", "<![CDATA[", "`a``", "*a_ ", "> ", "- ", "{%", "&",
                           "[a]: b\n", "<!A "}) {
    CAPTURE(part);
    CHECK(markdown_text(repeated(part, 300'000)).text.size() < 400'000);
  }
  const std::string words = repeated("word ", 300'000);
  CHECK(markdown_text(words).text.size() >= words.size() - 10);
  const std::string matter = "---\n" + repeated("a: [\n", 200'000) + "---\nx";
  CHECK(parse(matter).articles.size() == 1);
  CHECK(parse("---\na: 'x\n" + repeated("b: \"\n- c\n", 200'000) + "---\nx").articles.size() == 1);
}
