// bench_commits: what many small commits cost, with one writer held open, as `watch` and a
// library's user do it.
//
//   bench_commits NEWS INDEX COMMITS ARTICLES [COMMAND]
//
// makes an index of the first article of NEWS (a file or folder that `newsidx build` reads), then
// COMMITS commits of the next ARTICLES each, with the merges that `add` does behind each. A line
// every tenth of the way and at the end:
//
//   add    reading back included, without merging [ms: median, 99th percentile]
//   merge  the same, of the commits behind which something was merged, and how many these are
//   bare   one write of as many bytes as the addition wrote, and fdatasync, on the same disk [ms]
//   query  COMMAND query --index INDEX ... in a fresh process [ms: the least of 5]; 0 without
//   COMMAND and segments, files in the folder, descriptors and memory of this process
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/build/build_pipeline.h"
#include "indexer/live/merge_policy.h"
#include "indexer/live/segment_merge.h"
#include "source/article_reader.h"

namespace newsidx::bench {
namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void need(const Status& status) {
  if (!status) throw std::runtime_error(status.error().message);
}

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

class ArticleList final : public indexer::ArticleStream {
 public:
  explicit ArticleList(std::vector<Article> articles) : articles_(std::move(articles)) {}
  std::optional<Article> next() override {
    if (next_ == articles_.size()) return std::nullopt;
    return std::move(articles_[next_++]);
  }
  void report(indexer::BuildProgress& progress) const override { progress.done_units = next_; }

 private:
  std::vector<Article> articles_;
  std::size_t next_ = 0;
};

std::vector<Article> take(source::ArticleReader& reader, std::size_t count) {
  std::vector<Article> articles;
  while (articles.size() < count) {
    auto article = reader.next();
    if (!article) throw std::runtime_error("the news end too early");
    articles.push_back(*std::move(article));
  }
  return articles;
}

// The number behind `name` in a file of /proc/self.
std::uint64_t process_number(const char* file, std::string_view name) {
  std::ifstream in(std::string("/proc/self/") + file);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(name)) return std::stoull(line.substr(name.size()));
  }
  return 0;
}

std::uint64_t entries_of(const fs::path& folder) {
  return static_cast<std::uint64_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// Appends to a file as a log does.
class BareWrites {
 public:
  explicit BareWrites(const std::string& path)
      : path_(path), file_(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666)) {}
  BareWrites(const BareWrites&) = delete;
  BareWrites& operator=(const BareWrites&) = delete;
  ~BareWrites() {
    close(file_);
    fs::remove(path_);
  }
  double write(std::uint64_t bytes) {
    const std::string text(bytes, 'x');
    const auto start = Clock::now();
    if (::write(file_, text.data(), text.size()) != static_cast<ssize_t>(bytes) ||
        fdatasync(file_) != 0) {
      throw std::runtime_error("cannot write to '" + path_ + "'");
    }
    return milliseconds_since(start);
  }

 private:
  std::string path_;
  int file_;
};

struct Times {
  std::vector<double> add, merge, bare;  // [ms]
};

double part_of(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double query_time(const std::string& command, const std::string& index) {
  if (command.empty()) return 0;
  const std::string line =
      "'" + command + "' query 'market oil' --index '" + index + "' >/dev/null";
  double least = std::numeric_limits<double>::max();
  for (int i = 0; i < 5; ++i) {
    const auto start = Clock::now();
    if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: " + line);
    least = std::min(least, milliseconds_since(start));
  }
  return least;
}

void merge_as_worth(indexer::IndexWriter& writer, Times& times) {
  const auto start = Clock::now();
  bool has_merged = false;
  for (;; has_merged = true) {
    const auto picked = indexer::pick_merge(writer.manifest().segments);
    if (picked.empty()) break;
    auto merged = need(indexer::merge_segments(writer, picked, {}));
    need(indexer::follow_deletions(writer, merged));
    need(writer.commit(std::move(merged.edit), writer.manifest().settings));
  }
  if (has_merged) times.merge.push_back(milliseconds_since(start));
}

void run(const std::string& news, const std::string& index, std::size_t commits,
         std::size_t articles, const std::string& command) {
  auto reader = need(source::ArticleReader::open({news}, {}));
  indexer::BuildSettings settings;
  settings.index_path = index;
  settings.threads = 1;
  settings.bigrams = 0;
  ArticleList first(take(reader, 1));
  need(indexer::run_build(first, settings));
  auto writer = need(indexer::IndexWriter::open(index));
  BareWrites bare(index + ".bare");
  Times times;
  std::printf("%8s %17s %24s %7s %7s %8s %6s %6s %7s\n", "commits", "add ms", "merge ms", "bare ms",
              "query", "segments", "files", "open", "MB");
  const std::size_t step = std::max<std::size_t>(commits / 10, 1);
  for (std::size_t done = 1; done <= commits; ++done) {
    ArticleList list(take(reader, articles));
    const std::uint64_t before = process_number("io", "wchar: ");
    const auto start = Clock::now();
    need(indexer::run_addition(list, writer, settings));
    times.add.push_back(milliseconds_since(start));
    times.bare.push_back(bare.write(process_number("io", "wchar: ") - before));
    merge_as_worth(writer, times);
    if (done % step != 0 && done != commits) continue;
    std::printf("%8zu %8.2f %8.2f %8.2f %8.2f %6zu %7.2f %7.1f %8zu %6lu %6lu %7.1f\n", done,
                part_of(times.add, 0.5), part_of(times.add, 0.99), part_of(times.merge, 0.5),
                part_of(times.merge, 0.99), times.merge.size(), part_of(times.bare, 0.5),
                query_time(command, index), writer.manifest().segments.size(), entries_of(index),
                entries_of("/proc/self/fd"),
                static_cast<double>(process_number("status", "VmRSS:")) / 1024);
    std::fflush(stdout);
    times = {};
  }
}

}  // namespace
}  // namespace newsidx::bench

int main(int count, char** arguments) try {
  if (count != 5 && count != 6) {
    std::fprintf(stderr, "usage: bench_commits NEWS INDEX COMMITS ARTICLES [COMMAND]\n");
    return 2;
  }
  newsidx::bench::run(arguments[1], arguments[2], std::stoul(arguments[3]),
                      std::stoul(arguments[4]), count == 6 ? arguments[5] : "");
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_commits: %s\n", error.what());
  return 1;
}
