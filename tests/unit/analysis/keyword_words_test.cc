#include "analysis/keyword_words.h"

#include <doctest/doctest.h>

using namespace newsidx::analysis;
using Words = std::vector<std::string>;

TEST_CASE("words of a keyword's value") {
  CHECK(keyword_words("jane miller") == Words{"jane", "miller"});
  CHECK(keyword_words("jane").empty());  // stands for itself
  CHECK(keyword_words("(jane)") == Words{"jane"});
  CHECK(keyword_words("a-b a c") == Words{"a", "b", "c"});
  CHECK(keyword_words("müller; 山田 太郎") == Words{"müller", "山田", "太郎"});
  CHECK(keyword_words(" - ").empty());
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "w" + std::to_string(i) + " ";
  CHECK(keyword_words(many).size() == kMaxKeywordWords);
}

TEST_CASE("hosts of a url") {
  CHECK(hosts_of_url("https://www.bbc.co.uk/news/world-1") ==
        Words{"www.bbc.co.uk", "bbc.co.uk", "co.uk"});
  CHECK(hosts_of_url("http://user@cnn.com:80/x?y#z") == Words{"cnn.com"});
  CHECK(hosts_of_url("cnn.com/x") == Words{"cnn.com"});
  CHECK(hosts_of_url("http://localhost/") == Words{"localhost"});
  CHECK(hosts_of_url("").empty());
}
