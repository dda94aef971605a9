#include <doctest/doctest.h>

#include "cli/render/render.h"

using namespace newsidx::cli;
using namespace newsidx;

namespace {

// The text with the parts in «» taken out as marks, so that tests read as what is shown.
MarkedText marked(std::string_view text) {
  MarkedText result;
  for (std::size_t at = 0; at < text.size();) {
    const auto size = static_cast<std::uint32_t>(result.text.size());
    if (text.substr(at).starts_with("«")) {
      result.marks.push_back({size, size});
      at += 2;
    } else if (text.substr(at).starts_with("»")) {
      result.marks.back().end = size;
      at += 2;
    } else {
      result.text += text[at++];
    }
  }
  return result;
}

Answer sample_answer() {
  Answer answer;
  answer.query = "Daraya siege";
  answer.total = 1234;
  answer.seconds = 0.0008;
  Hit hit;
  hit.rank = 1;
  hit.score = 4.8119;
  hit.id = "001_a246.txt";
  hit.title = marked("US and Russia ‘close’ to reaching «Syria» peace agreement");
  hit.snippet = marked(
      "… the first local residents left the Damascus suburb of «Daraya» Friday under a deal …");
  hit.published = Timestamp::parse("2016-08-27T02:17");
  hit.source = "dpa";
  hit.url = "https://news.example/syria";
  answer.hits.push_back(hit);
  hit = {};
  hit.rank = 2;
  hit.score = 0.5;
  hit.id = "b";
  hit.title = marked("A title that is longer than one line of this terminal, so that it wraps");
  answer.hits.push_back(hit);
  return answer;
}

}  // namespace

TEST_CASE("hits are shown with title, score, origin and snippet") {
  CHECK(render_text(sample_answer(), {.color = false, .width = 72}) ==
        "1. US and Russia ‘close’ to reaching «Syria» peace agreement       4.812\n"
        "   dpa · 2016-08-27 02:17 · https://news.example/syria\n"
        "   … the first local residents left the Damascus suburb of «Daraya»\n"
        "   Friday under a deal …\n"
        "\n"
        "2. A title that is longer than one line of this terminal, so that  0.500\n"
        "   it wraps\n"
        "   b\n");
}

TEST_CASE("a hit says that its passage is from a part of the article") {
  Answer answer = sample_answer();
  answer.hits[1].snippet_partial = true;
  CHECK(render_text(answer, {.color = false, .width = 72})
            .ends_with("   b · passage from a part of the article\n"));
}

TEST_CASE("colour replaces the guillemets") {
  Answer answer = sample_answer();
  answer.hits.resize(1);
  answer.hits[0].title = marked("«Syria» truce");
  answer.hits[0].snippet = marked("left «Daraya»");
  CHECK(render_text(answer, {.color = true, .width = 40}) ==
        "1. \x1b[0;1;31mSyria\x1b[0;1m truce\x1b[0m                     4.812\n"
        "   \x1b[0;2mdpa · 2016-08-27 02:17 ·\x1b[0m\n"
        "   \x1b[0;2mhttps://news.example/syria\x1b[0m\n"
        "   left \x1b[0;1;31mDaraya\x1b[0m\n");
}

TEST_CASE("titles and addresses are links, ids come on request") {
  Answer answer = sample_answer();
  answer.hits.resize(1);
  answer.hits[0].title = marked("«Syria» truce");
  answer.hits[0].snippet = {};
  const std::string link = "\x1b]8;;https://news.example/syria\x1b\\", end = "\x1b]8;;\x1b\\";
  CHECK(render_text(answer, {.width = 80, .links = true, .ids = true}) ==
        "1. " + link + "«Syria» truce" + end + std::string(57, ' ') + "  4.812\n" +
            "   dpa · 2016-08-27 02:17 · " + link + "https://news.example/syria" + end +
            " · 001_a246.txt\n");
  // What is wrapped is a link in each of its lines.
  const std::string narrow = render_text(answer, {.width = 30, .links = true});
  CHECK(narrow.find(link + "https://news.example/syria" + end + "\n") != std::string::npos);
  answer.hits[0].url = "https://news.example/a\x1b]8;;b ü";
  CHECK(render_text(answer, {.links = true})
            .find("\x1b]8;;https://news.example/a%1B]8;;b%20%C3%BC\x1b\\") != std::string::npos);
  for (const char* const other : {"javascript:alert(1)", "news.example/a", ""}) {
    answer.hits[0].url = other;
    CHECK(render_text(answer, {.links = true}).find("\x1b]8") == std::string::npos);
  }
}

TEST_CASE("a hit of several indexes names its own") {
  Answer answer = sample_answer();
  answer.hits[0].index = "old";
  CHECK(render_text(answer).find("https://news.example/syria · old\n") != std::string::npos);
}

TEST_CASE("times are those of a place") {
  const LocalTimes berlin = LocalTimes::of("Europe/Berlin", "C").value();
  Answer answer = sample_answer();
  answer.hits[0].published = Timestamp::parse("2016-08-27T02:17:00Z");
  CHECK(render_text(answer, {.times = &berlin}).find("dpa · 2016-08-27 04:17 ·") !=
        std::string::npos);
}

TEST_CASE("an article without a title goes by its first words, or its id") {
  Answer answer;
  Hit hit;
  hit.rank = 10;
  hit.score = 1;
  hit.id = "x.txt";
  hit.snippet = marked("Rebels «evacuated» the town after four years of a siege imposed by forces");
  answer.hits.push_back(hit);
  hit.rank = 11;
  hit.snippet = {};
  answer.hits.push_back(hit);
  hit.rank = 9;
  hit.snippet = marked("Short «words»");
  answer.hits.push_back(hit);
  CHECK(render_text(answer, {.color = false, .width = 80}) ==
        "10. Rebels evacuated the town after four years of a siege …                1.000\n"
        "    x.txt\n"
        "    Rebels «evacuated» the town after four years of a siege imposed by forces\n"
        "\n"
        "11. x.txt                                                                  1.000\n"
        "    x.txt\n"
        "\n"
        " 9. Short words                                                            1.000\n"
        "    x.txt\n"
        "    Short «words»\n");
  CHECK(render_text(Answer{}) == "");
}

TEST_CASE("wide titles keep the scores in one column, escapes stay harmless") {
  Answer answer;
  Hit hit;
  hit.rank = 1;
  hit.score = 1.5;
  hit.id = "a\x1b[2J";
  hit.title = marked("«大马士革» 和平");
  answer.hits.push_back(hit);
  CHECK(render_text(answer, {.color = false, .width = 40}) ==
        "1. «大马士革» 和平                 1.500\n"
        "   a␛[2J\n");
  // a terminal of no width still gets whole lines
  CHECK(render_text(answer, {.color = false, .width = 0}) ==
        "1. «大马士革» 和平       1.500\n"
        "   a␛[2J\n");
}

TEST_CASE("the summary says how many of how many") {
  Answer answer = sample_answer();
  CHECK(summary_text(answer) == "2 of 1,234 articles in 0.8 ms\n");
  answer.total = 2;
  CHECK(summary_text(answer) == "2 articles in 0.8 ms\n");
  answer.total.reset();
  CHECK(summary_text(answer) == "2 articles in 0.8 ms\n");
  answer.hits.clear();
  CHECK(summary_text(answer) == "no articles in 0.8 ms\n");
  answer.total = 1;
  answer.warnings = {"'a*' stands for 256 of 300 words", "bell \x07"};
  CHECK(summary_text(answer) ==
        "0 of 1 article in 0.8 ms\n"
        "warning: 'a*' stands for 256 of 300 words\n"
        "warning: bell ␇\n");
}

TEST_CASE("the summary of plain words tells those with all of them") {
  Answer answer = sample_answer();
  answer.total_all_words = 45;
  CHECK(summary_text(answer) == "2 of 45 articles with all words, 1,234 with any, in 0.8 ms\n");
  answer.total_all_words = 2;
  CHECK(summary_text(answer) == "2 articles with all words, 1,234 with any, in 0.8 ms\n");
  answer.total_all_words = 1;  // so not all that are shown have them
  CHECK(summary_text(answer) == "2 of 1,234 articles with any word, 1 with all, in 0.8 ms\n");
  answer.total_all_words = 0;
  CHECK(summary_text(answer) == "2 of 1,234 articles with any word, none with all, in 0.8 ms\n");
  answer.total_all_words = 1234;
  CHECK(summary_text(answer) == "2 of 1,234 articles with all words, in 0.8 ms\n");
  answer.total = 2;
  answer.total_all_words = 2;
  CHECK(summary_text(answer) == "2 articles with all words, in 0.8 ms\n");
}

TEST_CASE("an article is shown with what is known about it") {
  Article article;
  article.id = "001_a246.txt";
  article.title = "US, Russia close in on Syria truce deal";
  article.body = "The United States and Russia could not agree Friday.\n\nLavrov said.\n";
  article.published = Timestamp::parse("2016-08-27T02:17");
  article.source = "dpa";
  article.lang = "en";
  article.keywords = {{"topics", "grain"}, {"place", "geneva"}, {"topics", "wheat"}};
  CHECK(render_text(article, {.color = false, .width = 40}) ==
        "US, Russia close in on Syria truce deal\n"
        "\n"
        "id:        001_a246.txt\n"
        "published: 2016-08-27 02:17\n"
        "source:    dpa\n"
        "language:  en\n"
        "topics:    grain, wheat\n"
        "place:     geneva\n"
        "\n"
        "The United States and Russia could not\n"
        "agree Friday.\n"
        "\n"
        "Lavrov said.\n");
  Article bare;
  bare.id = "a";
  bare.title = "T";
  CHECK(render_text(bare, {.color = true, .width = 40}) ==
        "\x1b[0;1mT\x1b[0m\n\n\x1b[0;2mid:\x1b[0m a\n");
}

TEST_CASE("an explanation is a tree") {
  Explanation root;
  root.value = 4.811912;
  root.description = "score of 001_a246.txt, the sum of";
  root.matched = true;
  root.details = {
      {2.5, "daraya in text: idf × tf, with k1 = 1.2 and b = 0.75", {{0.001, "idf", {}}}},
      {2.311912, "siege", {}}};
  CHECK(render_text(root, {.color = false, .width = 40}) ==
        "4.81191  score of 001_a246.txt, the sum\n"
        "         of\n"
        "  2.5  daraya in text: idf × tf, with k1\n"
        "       = 1.2 and b = 0.75\n"
        "    0.001  idf\n"
        "  2.31191  siege\n");
  Explanation none;
  CHECK(render_text(none) == "The article does not match the query.\n0\n");
}

TEST_CASE("statistics stand in aligned tables") {
  IndexStats stats;
  stats.path = ".newsidx";
  stats.format_version = 1;
  stats.generation = 3;
  stats.articles = 14;
  stats.segments = 1;
  stats.disk_bytes = 1234567;
  stats.written_bytes = 3456789;
  stats.analyzer = "news/1 english";
  stats.title_weight = 2;
  stats.earliest = Timestamp::parse("2016-08-26");
  stats.latest = Timestamp::parse("2016-08-27T02:17");
  stats.undated_articles = 12;
  stats.fields = {{"text", 1234, 5678, 9012, 34567, 640.25}, {"title", 99, 100, 101, 345, 7}};
  stats.bigrams = 512;
  stats.languages = {{"english", 14}};
  stats.parts = {{"postings", 12595}, {"meta", 100}};
  CHECK(render_text(stats, {.color = false, .width = 80}) ==
        "index            .newsidx\n"
        "articles         14\n"
        "dates            2016-08-26 to 2016-08-27 02:17, 12 articles undated\n"
        "size             1.2 MiB (1,234,567 bytes)\n"
        "written          3.3 MiB (3,456,789 bytes), 2.8 times that\n"
        "segments         1\n"
        "generation       3\n"
        "format           1\n"
        "analyzer         news/1 english\n"
        "title weight     2\n"
        "stores articles  yes\n"
        "reordered        no\n"
        "bigrams          of the 512 most frequent words\n"
        "\n"
        "field  terms  postings  tokens   bytes  average length\n"
        "text   1,234     5,678   9,012  34,567           640.2\n"
        "title     99       100     101     345             7.0\n"
        "\n"
        "language  articles\n"
        "english         14\n"
        "\n"
        "part      size\n"
        "postings  12.3 KiB (12,595 bytes)\n"
        "meta      100 bytes\n");
}

TEST_CASE("words stand in columns") {
  const std::vector<TermStats> terms = {{"evacuated", "evacu", 3, 1004}, {"大马", "大马", 12, 4}};
  CHECK(render_text(terms, {.color = false, .width = 80}) ==
        "word       term   articles  occurrences\n"
        "evacuated  evacu         3        1,004\n"
        "大马       大马         12            4\n");
  CHECK(render_text(terms, {.color = true, .width = 80})
            .starts_with("\x1b[0;2mword\x1b[0m       \x1b[0;2mterm\x1b[0m   "));
  CHECK(render_text(std::vector<TermStats>{}) == "");
}

TEST_CASE("a check says what was verified, or what is broken") {
  CheckReport report{{}, 1, 1234, 5678, 9012, 14, 100};
  CHECK(render_text(report) ==
        "ok: 1 segment, 14 articles, 1,234 terms, 5,678 postings, 9,012 positions, 100 bytes "
        "verified\n");
  report.problems = {"segment 7: term 'oil': checksum mismatch", "segment 7: norms: \x1b[1m"};
  CHECK(render_text(report) ==
        "segment 7: term 'oil': checksum mismatch\n"
        "segment 7: norms: ␛[1m\n"
        "2 problems: 1 segment, 14 articles, 1,234 terms, 5,678 postings, 9,012 positions, "
        "100 bytes read\n");
}

TEST_CASE("the caret stands under the character, whatever its width") {
  CHECK(query_excerpt("Daraya \"rebels", 8) == "  Daraya \"rebels\n         ^\n");
  CHECK(query_excerpt("é 大马 a^0", 8) ==
        "  é 大马 a^0\n"
        "           ^\n");
  // control characters are not sent to the terminal
  CHECK(query_excerpt("\x1b[2J e\u0301 a^0", 11) ==
        "  ␛[2J e\u0301 a^0\n"
        "           ^\n");
  CHECK(query_excerpt("\xff a^", 4) == "  \ufffd a^\n     ^\n");
  CHECK(query_excerpt("ab", 3) == "  ab\n    ^\n");   // at the end
  CHECK(query_excerpt("ab", 99) == "  ab\n    ^\n");  // never beyond
}

TEST_CASE("of a long query the part around the caret is shown") {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "abcd ";
  const std::string shown = query_excerpt(words + "-title:-a " + words, 508);
  CHECK(shown.starts_with("  …"));
  CHECK(shown.find("…\n") != std::string::npos);
  CHECK(shown.size() < 170);
}
