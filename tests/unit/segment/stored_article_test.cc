#include "segment/stored_article.h"

#include <doctest/doctest.h>

#include "unit/codec/random_values.h"

using namespace newsidx;
using namespace newsidx::segment;

namespace {

std::string bytes_of(const Article& article, bool whole) {
  std::string bytes;
  append_stored_article(bytes, article, whole);
  return bytes;
}

Article full_article() {
  Article article;
  article.id = "page-001#3";
  article.title = "Rebels leave Daraya";
  article.body = std::string(300, 'x') + "\nsecond paragraph with a zero \0 byte";
  article.published = Timestamp{1472264220, Timestamp::Precision::minute, false};
  article.url = "https://example.org/a";
  article.source = "AP";
  article.lang = "en";
  article.keywords = {{"topics", "syria"}, {"topics", ""}, {"place", "Daraya"}};
  return article;
}

}  // namespace

TEST_CASE("articles come back") {
  Article bare;
  bare.id = "1";
  for (const Article& article : {full_article(), bare, Article{}}) {
    const auto back = parse_stored_article(bytes_of(article, true));
    REQUIRE(back);
    CHECK(*back == article);
  }
}

TEST_CASE("every time comes back as exactly as it was known") {
  using Precision = Timestamp::Precision;
  for (const Precision precision : {Precision::day, Precision::minute, Precision::second}) {
    for (const bool zone_known : {false, true}) {
      for (const std::int64_t seconds :
           {std::int64_t{0}, std::int64_t{-2976912000}, INT64_MAX, INT64_MIN}) {
        Article article;
        article.published = Timestamp{seconds, precision, zone_known};
        const auto back = parse_stored_article(bytes_of(article, true));
        REQUIRE(back);
        CHECK(back->published == article.published);
      }
    }
  }
}

TEST_CASE("an index that stores no articles keeps their ids and times") {
  const auto back = parse_stored_article(bytes_of(full_article(), false));
  REQUIRE(back);
  CHECK(back->id == full_article().id);
  CHECK(back->published == full_article().published);
  CHECK(back->title.empty());
  CHECK(back->keywords.empty());
}

TEST_CASE("truncation, another version and unknown codes are refused") {
  for (const bool whole : {false, true}) {
    const std::string bytes = bytes_of(full_article(), whole);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CAPTURE(size);
      REQUIRE_FALSE(parse_stored_article(std::string_view(bytes).substr(0, size)));
    }
    CHECK_FALSE(parse_stored_article(bytes + "x"));
    for (const auto& [at, byte] :
         {std::pair{0, '\2'}, {1, '\2'}, {13, '\4'}, {13, '\x10'}, {13, '\x21'}}) {
      CAPTURE(at);
      std::string other = bytes;
      other[static_cast<std::size_t>(at)] = byte;
      const auto parsed = parse_stored_article(other);
      REQUIRE_FALSE(parsed);
      CHECK(parsed.error().code == ErrorCode::corruption);
      CHECK(parsed.error().to_string() == "stored article is broken");
    }
  }
}

TEST_CASE("damaged bytes give an error or an article, and never a crash") {
  constexpr std::uint64_t kSeed = 15;
  CAPTURE(kSeed);
  codec::Random random(kSeed);
  const std::string bytes = bytes_of(full_article(), true);
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string other = codec::damaged(random, bytes);
    if (!other.empty() && codec::below(random, 2) == 0) other = codec::damaged(random, other);
    refused += !parse_stored_article(other);
  }
  CHECK(refused > 3'000);
}
