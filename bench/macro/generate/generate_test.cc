// Tests of bench_generate: the same bytes whatever the threads and the size of the set, a model
// that survives its file, a vocabulary that grows.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "article_lines.h"
#include "learn.h"
#include "pieces.h"
#include "random.h"
#include "statistics.h"

namespace newsidx::bench::generate {
namespace {

namespace fs = std::filesystem;

const std::string kPages = NEWSIDX_SOURCE_DIR "/corpus";
constexpr std::size_t kAll = 1'000'000'000;

const Model& model_of_pages() {
  static const Model model = learn(sample_news(kPages, kAll));
  return model;
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "bench_generate_XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string generated(const Model& model, OutputRequest request) {
  const TemporaryFolder folder;
  request.path = folder.file("out.jsonl");
  write_articles(ArticleMaker(model), request);
  return content_of(request.path);
}

TEST_CASE("random numbers are the same on every machine") {
  Random random(1, 2);
  CHECK(mix(0) == 0xe220a8397b1dcdafU);  // the published first output of splitmix64(0)
  const std::uint64_t first = random.next();
  CHECK(first == Random(1, 2).next());
  CHECK(first != Random(2, 2).next());
  CHECK(first != Random(1, 3).next());
}

TEST_CASE("threads do not change the bytes") {
  for (const LineForm form : {LineForm::kArticle, LineForm::kNormalised}) {
    const OutputRequest one{.articles = 1000, .form = form, .threads = 1};
    const OutputRequest five{.articles = 1000, .form = form, .threads = 5};
    CHECK(generated(model_of_pages(), one) == generated(model_of_pages(), five));
  }
}

TEST_CASE("a smaller set begins a larger one, and another seed makes another set") {
  const std::string large = generated(model_of_pages(), {.articles = 600});
  const std::string small = generated(model_of_pages(), {.articles = 301});
  const std::string rest = generated(model_of_pages(), {.first = 301, .articles = 299});
  CHECK(large == small + rest);
  CHECK(small != generated(model_of_pages(), {.articles = 301, .seed = 2}));
}

TEST_CASE("a model survives its file") {
  const TemporaryFolder folder;
  save(model_of_pages(), folder.file("model"));
  CHECK(generated(load(folder.file("model")), {.articles = 50}) ==
        generated(model_of_pages(), {.articles = 50}));
  CHECK(generated(learn(sample_news(kPages, kAll)), {.articles = 50}) ==
        generated(model_of_pages(), {.articles = 50}));
}

TEST_CASE("what is no model is refused") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(load(folder.file("none")), UsageError);
  save(model_of_pages(), folder.file("model"));
  fs::resize_file(folder.file("model"), fs::file_size(folder.file("model")) / 2);
  CHECK_THROWS_AS(load(folder.file("model")), UsageError);
  std::ofstream(folder.file("other")) << "{}\n";
  CHECK_THROWS_AS(load(folder.file("other")), UsageError);
}

TEST_CASE("a normalised line holds lower-case words with single spaces") {
  std::string lines;
  append_line(lines, {"Oil up", "\"2.5%\", he said.\n\nU.S. rates"}, 7, LineForm::kNormalised);
  CHECK(lines == "{\"id\":\"7\",\"text\":\"oil up 2 5 he said u s rates\"}\n");
}

TEST_CASE("an article is valid JSON with its date") {
  std::string lines;
  append_line(lines, {"Oil \\ up", "\"2.5%\"\nrates"}, 0, LineForm::kArticle);
  CHECK(lines ==
        "{\"id\":\"0\",\"title\":\"Oil \\\\ up\",\"date\":\"2006-01-01T00:00:00Z\","
        "\"lang\":\"en\",\"body\":\"\\\"2.5%\\\"\\nrates\"}\n");
}

TEST_CASE("dates ascend, and ten million articles end within twelve years") {
  for (std::uint64_t number = 0; number < 100'000; ++number) {
    REQUIRE(date_of(number) <= date_of(number + 1));
  }
  constexpr std::int64_t kYear = 31'556'952;
  CHECK(date_of(10'000'000) - date_of(0) < 12 * kYear);
}

TEST_CASE("rare words differ from rank to rank") {
  for (const RareKind kind : {RareKind::kLetters, RareKind::kDigits, RareKind::kMixed}) {
    std::set<std::string> words;
    for (std::uint64_t rank = 1; rank <= 50'000; ++rank) words.insert(rare_word(kind, rank));
    CHECK(words.size() == 50'000);
  }
}

TEST_CASE("the law of rare words gives as many words as it was fitted to, and goes on growing") {
  const RareCounts counts{.draws = 20'000, .words = 15'000, .occurrences = 30'000, .heaps = 0.6};
  const std::array<RareLaw, kRareKinds> laws{fit(counts), fit(counts), fit(counts)};
  const auto words_after = [&laws](int draws) {
    std::set<std::string> words;
    Random random(1, 1);
    for (int i = 0; i < draws; ++i) {
      RareDrawer article(laws);
      words.insert(article.draw(RareKind::kLetters, LetterCase::kLower, random));
    }
    return static_cast<double>(words.size());
  };
  // The fit takes the words of an octave as equally probable, which they are not quite.
  CHECK(words_after(20'000) == doctest::Approx(15'000).epsilon(0.05));
  CHECK(words_after(80'000) > 30'000);
}

TEST_CASE("generated news is like what was learnt, and its vocabulary grows") {
  const TemporaryFolder folder;
  write_articles(ArticleMaker(model_of_pages()), {.path = folder.file("out"), .articles = 2000});
  const std::vector<Statistic> real = statistics_of(kPages, count_articles(kPages));
  const std::vector<Statistic> like = statistics_of(folder.file("out"), 2000);
  const auto value = [](const std::vector<Statistic>& all, const std::string& name) {
    for (const Statistic& statistic : all) {
      if (statistic.name == name) return statistic.value;
    }
    return std::nan("");
  };
  const std::string length = "words an article, mean";
  CHECK(value(like, length) == doctest::Approx(value(real, length)).epsilon(0.2));
  CHECK(value(like, "vocabulary after 1/1") > 1.3 * value(like, "vocabulary after 1/4"));
}

}  // namespace
}  // namespace newsidx::bench::generate
