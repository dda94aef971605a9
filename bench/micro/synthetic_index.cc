#include "synthetic_index.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "measure.h"
#include "segment/field.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx::bench {

namespace {

constexpr std::uint64_t kSeed = 4;
constexpr std::uint32_t kVocabulary = 50'000;

struct OnDisk {
  OnDisk() : path(folder.file("index")) {
    testing::RandomNews news(kSeed, kVocabulary, false);
    testing::write_index(path, {news.articles(0, kIndexedArticles)}, {"plain", 1});
  }
  testing::TemporaryFolder folder;
  std::string path;
};

std::string read_pages() {
  std::vector<std::filesystem::path> pages;
  for (const auto& entry : std::filesystem::directory_iterator(NEWSIDX_CORPUS)) {
    if (entry.path().extension() == ".txt") pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  std::string text;
  for (const auto& page : pages) {
    std::ifstream file(page);
    text.append(std::istreambuf_iterator<char>(file), {});
  }
  check(!text.empty(), std::string("no pages in ") + NEWSIDX_CORPUS);
  return text;
}

}  // namespace

const std::string& news_text() {
  static const std::string text = read_pages();
  return text;
}

const std::string& synthetic_index_path() {
  static const OnDisk index;
  return index.path;
}

testing::OpenedIndex& synthetic_index() {
  static testing::OpenedIndex index(synthetic_index_path());
  return index;
}

std::shared_ptr<const segment::PostingList> list_of(std::string_view word) {
  const auto& segment = *synthetic_index().segments().front();
  auto list = testing::need(segment.find(segment::Field::text, word));
  check(list != nullptr, "no articles with " + std::string(word));
  return list;
}

}  // namespace newsidx::bench
