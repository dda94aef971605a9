#include "analysis/keyword_words.h"

#include <doctest/doctest.h>

using namespace newsidx::analysis;

using Texts = std::vector<std::string>;

TEST_CASE("words of a value") {
  struct Row {
    const char* value;
    Texts words;
  };
  const Row rows[] = {
      {"jane miller", {"jane", "miller"}},
      {"miller, jane", {"miller", "jane"}},
      {"money-fx", {"money", "moneyfx", "fx"}},
      {"o'neill & sons", {"o", "oneill", "neill", "sons"}},
      {"u.s. politics", {"u", "us", "s", "politics"}},
      {"u.s.-led", {"u", "us", "s", "sled", "led", "usled"}},
      {"u.n.e.s.c.o.", {"u", "un", "n", "ne", "e", "es", "s", "sc", "c", "co", "o", "unesco"}},
      {"covid-19", {"covid", "covid19", "19"}},
      {"at&t", {"at", "att", "t"}},
      {"amazon.com", {"amazon", "amazoncom", "com"}},
      {"a-b-c-d-e", {"a", "ab", "b", "bc", "c", "cd", "d", "de", "e", "abcde"}},
      {"aa-bb-cc-dd-ee", {"aa", "aabb", "bb", "bbcc", "cc", "ccdd", "dd", "ddee", "ee"}},
      {"2010-2012", {"2010", "2012"}},
      {"10,000 m", {"10", "10000", "000", "m"}},
      {"smith,jane", {"smith", "jane"}},
      {"a -- b.", {"a", "b"}},
      {"tom tom", {"tom"}},
      {"\"oil\"", {"oil"}},
      {"müller größe", {"müller", "größe"}},
      {"北京市", {"北京", "京市"}},  // and itself
      {"北京", {}},
      {"nhk北京市 x", {"nhk北京市", "北京", "京市", "x"}},
      {"oil", {}},  // stands for itself
      {"", {}},
      {" ... ", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(keyword_words(row.value) == row.words);
  }
}

TEST_CASE("a value has a bounded number of words") {
  std::string value;
  for (int i = 0; i < 100'000; ++i) value += std::to_string(i) + ' ';
  const Texts words = keyword_words(value);
  REQUIRE(words.size() == kMaxKeywordWords);
  CHECK(words.back() == std::to_string(kMaxKeywordWords - 1));
  CHECK(keyword_words(std::string(1 << 20, 'x') + " y").size() == 1);  // the start of it
}

TEST_CASE("urls") {
  struct Row {
    const char* url;
    const char* bare;
    Texts hosts;
  };
  const Row rows[] = {
      {"https://www.bbc.co.uk/news/world-1",
       "www.bbc.co.uk/news/world-1",
       {"www.bbc.co.uk", "bbc.co.uk", "co.uk"}},
      {"http://cnn.com", "cnn.com", {"cnn.com"}},
      {"http://cnn.com//", "cnn.com", {"cnn.com"}},
      {"cnn.com/x/", "cnn.com/x", {"cnn.com"}},
      {"http://me:pass@cnn.com:80/x#part", "me:pass@cnn.com:80/x", {"cnn.com"}},
      {"http://a.b/?u=http://c.d/", "a.b/?u=http://c.d", {"a.b"}},
      {"a.b/?u=http://c.d", "a.b/?u=http://c.d", {"a.b"}},
      {"http://localhost/x", "localhost/x", {"localhost"}},
      {"", "", {}},
      {"http://", "", {}},
      {"a.b.c.d.e.f.g.h.i.j.k",
       "a.b.c.d.e.f.g.h.i.j.k",
       {"a.b.c.d.e.f.g.h.i.j.k", "b.c.d.e.f.g.h.i.j.k", "c.d.e.f.g.h.i.j.k", "d.e.f.g.h.i.j.k",
        "e.f.g.h.i.j.k", "f.g.h.i.j.k", "g.h.i.j.k", "h.i.j.k"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    CHECK(bare_url(row.url) == row.bare);
    CHECK(hosts_of_url(row.url) == row.hosts);
    CHECK(host_of_url(row.url) == (row.hosts.empty() ? "" : row.hosts[0]));
  }
}
