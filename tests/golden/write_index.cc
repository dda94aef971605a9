// Prints a small index of the present format: what stands in index_N.txt, N the format version. It
// is run once for each format, by hand:
//
//   build/release/bin/golden_index FOLDER > tests/golden/index_6.txt
//
// A line is a record: family, key and value in hexadecimal digits. FOLDER is made, and left.

#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/build/build_pipeline.h"
#include "indexer/live/index_writer.h"
#include "segment/manifest.h"

using namespace newsidx;

namespace {

Article make_article(std::string id, std::string title, std::string body, std::int64_t time) {
  Article article;
  article.id = std::move(id);
  article.title = std::move(title);
  article.body = std::move(body);
  if (time != 0) article.published = Timestamp{time, Timestamp::Precision::minute, true};
  article.url = "https://news.example/" + article.id;
  article.source = "Example Agency";
  article.keywords = {{"topics", "oil"}};
  return article;
}

// Its lists are too long for the dictionary.
std::string long_text() {
  std::string text;
  for (int i = 0; i < 3'000; ++i) {
    text += "ox ";
    for (int filler = i * i % 8; filler > 0; --filler) text += "a ";
  }
  return text;
}

class Articles final : public indexer::ArticleStream {
 public:
  std::optional<Article> next() override {
    if (next_ == articles_.size()) return std::nullopt;
    return articles_[next_++];
  }
  void report(indexer::BuildProgress& progress) const override { progress.done_units = next_; }

 private:
  std::vector<Article> articles_ = {
      make_article("a1", "Oil rises", "The price of oil rose, said the ministry.", 1472264220),
      make_article("a2", "OPEC MEETS IN VIENNA", "The OPEC states meet, said the agency.", 0),
      make_article("a3", "Rain in the north", "It rained in the north of the country.", 946684800),
      make_article("b1", "Prices fall", "The price of grain fell; oil prices did not.", 1472264280),
      make_article("b2", "Port reopens", "The port, said the ministry, is open again.", -86400),
      make_article("b3", "Oxen", long_text(), 1472264340)};
  std::size_t next_ = 0;
};

void print_hex(std::string_view bytes) {
  for (const char byte : bytes) {
    std::cout << "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4]
              << "0123456789abcdef"[static_cast<unsigned char>(byte) & 15];
  }
}

Status print(const storage::Store& store) {
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    const auto family = static_cast<storage::Family>(i);
    storage::Iterator it = store.iterate(family, "", storage::Access::scan);
    for (; it.valid(); it.next()) {
      std::cout << name_of(family) << ' ';
      print_hex(it.key());
      std::cout << ' ';
      print_hex(it.value());
      std::cout << '\n';
    }
    if (const Status status = it.status(); !status) return status;
  }
  return {};
}

// Two segments, of which one is reordered and has pairs, and a document that was deleted.
Status write(const std::string& folder) {
  indexer::BuildSettings options;
  options.index_path = folder;
  options.threads = 1;
  options.segment_articles = 3;
  options.bigrams = 2;
  options.reorder = true;
  Articles articles;
  const auto built = indexer::run_build(articles, options);
  if (!built) return fail(built.error());
  auto writer = indexer::IndexWriter::open(folder);
  if (!writer) return fail(writer.error());
  indexer::ManifestEdit edit;
  edit.set_live.push_back({writer->manifest().segments[0].id, {0b101}});
  const auto committed = writer->commit(std::move(edit), writer->manifest().settings);
  if (!committed) return fail(committed.error());
  return print(*writer->store());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const Status written = write(argv[1]);
  if (!written) std::cerr << written.error().message << '\n';
  return written ? 0 : 1;
}
