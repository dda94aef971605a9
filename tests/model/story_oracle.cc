// The detector of copies against all pairs of articles: builds an index of the input, finds the
// pairs by the sketches in it, and compares them with those that the rule gives for every pair of
// bodies. A tool, for sets of articles that are not here (copies_test.cc is the test):
//
//   story_oracle INPUT [EXPECTED]     short bodies left out; with EXPECTED it compares the stories
//                                     with its lines (ids, a blank between), in the place of all
//                                     pairs, which take n * n / 2 comparisons
#include <newsidx/newsidx.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "copies/copy_rule.h"
#include "copies/shingles.h"
#include "copies/stories.h"
#include "indexer/copies/copy_search.h"
#include "segment/manifest.h"
#include "segment/segment_reader.h"
#include "storage/store.h"
#include "support/temporary_folder.h"

using namespace newsidx;

namespace {

using Stories = std::set<std::set<std::string>>;

constexpr copies::CopyRule kWithoutShort{.short_bodies_by_jaccard = false};

template <class T>
T need(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().to_string().c_str());
  std::exit(2);
}

class Articles {
 public:
  explicit Articles(const std::string& index_path) {
    store_ = std::make_shared<const storage::Store>(
        need(storage::Store::open(index_path, storage::Store::OpenFiles::all)));
    const auto manifest = need(segment::read_manifest(*store_));
    for (const segment::SegmentInfo& info : manifest->segments) {
      readers_.push_back(need(segment::SegmentReader::open(store_, info)));
      const auto first = static_cast<std::uint32_t>(ids_.size());
      sources_.push_back({readers_.back().get(), first, false});
      for (std::uint32_t document = 0; document < info.document_count; ++document) {
        const Article article = need(readers_.back()->documents().article(document));
        ids_.push_back(article.id);
        bodies_.push_back(copies::shingles_of(article.body));
        times_.push_back(article.published ? copies::Time(article.published->utc_seconds)
                                           : copies::Time());
      }
    }
  }

  [[nodiscard]] std::vector<copies::CopyPair> by_sketches(const copies::CopyRule& rule) const {
    indexer::CopySearchSettings settings;
    settings.rule = rule;
    settings.block_bytes = 1u << 16;  // several blocks
    return need(indexer::find_copies(sources_, settings, CancellationToken())).pairs;
  }

  [[nodiscard]] std::vector<copies::CopyPair> by_all_pairs(const copies::CopyRule& rule) const {
    std::vector<copies::CopyPair> pairs;
    for (std::uint32_t a = 0; a < bodies_.size(); ++a) {
      for (std::uint32_t b = a + 1; b < bodies_.size(); ++b) {
        if (copies::are_copies(bodies_[a], times_[a], bodies_[b], times_[b], rule)) {
          pairs.emplace_back(a, b);
        }
      }
    }
    return pairs;
  }

  [[nodiscard]] Stories stories(const std::vector<copies::CopyPair>& pairs) const {
    Stories stories;
    for (const auto& numbers : copies::stories_of(pairs)) {
      std::set<std::string> story;
      for (const std::uint32_t number : numbers) story.insert(ids_[number]);
      stories.insert(std::move(story));
    }
    return stories;
  }

  [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }

 private:
  std::shared_ptr<const storage::Store> store_;
  std::vector<std::shared_ptr<const segment::SegmentReader>> readers_;
  std::vector<indexer::CopySource> sources_;
  std::vector<std::string> ids_;
  std::vector<copies::Shingles> bodies_;
  std::vector<copies::Time> times_;
};

Stories read_stories(const char* path) {
  Stories stories;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::set<std::string> story;
    for (std::string id; words >> id;) story.insert(id);
    stories.insert(std::move(story));
  }
  return stories;
}

bool compare(const Stories& found, const Stories& expected) {
  std::size_t differences = 0;
  const auto tell = [&](const Stories& these, const Stories& others, const char* what) {
    for (const auto& story : these) {
      if (others.contains(story)) continue;
      ++differences;
      std::printf("%s: %s and %zu more\n", what, story.begin()->c_str(), story.size() - 1);
    }
  };
  tell(found, expected, "not expected");
  tell(expected, found, "missing");
  return differences == 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const testing::TemporaryFolder folder;
  BuildOptions options;
  options.index_path = folder.file("index");
  need(build({argv[1]}, options));
  const Articles articles(options.index_path);
  const auto pairs = articles.by_sketches(kWithoutShort);
  const Stories found = articles.stories(pairs);
  std::printf("%zu articles, %zu pairs, %zu stories\n", articles.size(), pairs.size(),
              found.size());
  std::printf("with short bodies: %zu pairs\n", articles.by_sketches({}).size());
  if (argc > 2) return compare(found, read_stories(argv[2])) ? 0 : 1;
  for (const copies::CopyRule& rule : {kWithoutShort, copies::CopyRule()}) {
    if (articles.by_sketches(rule) == articles.by_all_pairs(rule)) continue;
    std::printf("the pairs are not those of brute force\n");
    return 1;
  }
  return 0;
}
