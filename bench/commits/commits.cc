// bench_commits: what many small commits cost, with one newsidx::IndexWriter held open.
//
//   bench_commits NEWS INDEX COMMITS ARTICLES [COMMAND]
//
// makes an index of the first article of NEWS (a file or folder that `newsidx build` reads), then
// COMMITS commits of the next ARTICLES each; segments are merged in the background, as they are for
// any user. A line every tenth of the way and at the end:
//
//   commit   add() of the articles and commit() [ms: median, 99th percentile]
//   bare     one write of as many bytes as the texts of the articles have, and fdatasync, on the
//            same disk, between two commits [ms: median]
//   ratio    of the medians
//   cpu      of this process, with its merges and refreshes, a commit [ms]
//   refresh  Index::refresh() of a reader to the generation committed last [ms: median, 99th]
//   query    COMMAND query --index INDEX ... in a fresh process [ms: the least of 5]; 0 without
//   COMMAND and segments (the most, after each tenth commit), files in the folder, descriptors and
//   memory of this process
#include <fcntl.h>
#include <newsidx/article_reader.h>
#include <newsidx/index.h>
#include <newsidx/index_writer.h>
#include <sys/resource.h>
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

std::vector<Article> take(ArticleReader& reader, std::size_t count) {
  std::vector<Article> articles;
  while (articles.size() < count) {
    auto article = need(reader.next());
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
  std::vector<double> commit, bare, refresh;  // [ms]
  double cpu_begin = 0;
  std::uint64_t segments = 0;
};

double cpu_milliseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

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

void print_head() {
  std::printf("%8s %17s %8s %6s %7s %17s %7s %8s %6s %6s %7s\n", "commits", "commit ms", "bare ms",
              "ratio", "cpu ms", "refresh ms", "query", "segments", "files", "open", "MB");
}

void print_line(std::size_t done, const Times& times, const std::string& command,
                const std::string& index) {
  const double commit = part_of(times.commit, 0.5);
  const double bare = part_of(times.bare, 0.5);
  const double cpu = cpu_milliseconds() - times.cpu_begin;
  std::printf("%8zu %8.2f %8.2f %8.2f %6.1f %7.2f %8.2f %8.2f %7.1f %8lu %6lu %6lu %7.1f\n", done,
              commit, part_of(times.commit, 0.99), bare, commit / bare,
              cpu / static_cast<double>(times.commit.size()), part_of(times.refresh, 0.5),
              part_of(times.refresh, 0.99), query_time(command, index), times.segments,
              entries_of(index), entries_of("/proc/self/fd"),
              static_cast<double>(process_number("status", "VmRSS:")) / 1024);
  std::fflush(stdout);
}

void run(const std::string& news, const std::string& index, std::size_t commits,
         std::size_t articles, const std::string& command) {
  auto reader = need(ArticleReader::open({news}));
  auto writer = need(IndexWriter::open(index));
  for (Article& article : take(reader, 1)) need(writer.add(std::move(article)));
  need(writer.commit());
  auto searched = need(Index::open(index));
  BareWrites bare(index + ".bare");
  print_head();
  Times times;
  times.cpu_begin = cpu_milliseconds();
  const std::size_t step = std::max<std::size_t>(commits / 10, 1);
  for (std::size_t done = 1; done <= commits; ++done) {
    std::vector<Article> list = take(reader, articles);
    std::uint64_t bytes = 0;
    for (const Article& article : list) bytes += article.title.size() + article.body.size();
    times.bare.push_back(bare.write(bytes));
    auto start = Clock::now();
    for (Article& article : list) need(writer.add(std::move(article)));
    const auto report = need(writer.commit());
    times.commit.push_back(milliseconds_since(start));
    start = Clock::now();
    searched = need(searched.refresh());
    times.refresh.push_back(milliseconds_since(start));
    if (searched.generation() < report.generation) throw std::runtime_error("not visible");
    if (done % 10 == 0) times.segments = std::max(times.segments, need(searched.stats()).segments);
    if (done % step != 0 && done != commits) continue;
    print_line(done, times, command, index);
    times = {};
    times.cpu_begin = cpu_milliseconds();
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
