#include "news_reader.h"

#include <simdjson.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

namespace newsidx::bench::generate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBullet = "\xe2\x80\xa2";  // U+2022, before each article of a tag page

std::string in_shell_quotes(const std::string& path) {
  std::string quoted = "'";
  for (const char c : path) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// The lines of a file, decompressed by another process where its name ends in .zst.
class Lines {
 public:
  explicit Lines(const std::string& path) : path_(path), piped_(path.ends_with(".zst")) {
    const std::string command = "zstd -dcq -- " + in_shell_quotes(path);
    if (!fs::is_regular_file(path)) throw UsageError("no such file: " + path);
    file_ = piped_ ? popen(command.c_str(), "r") : std::fopen(path.c_str(), "r");
    if (file_ == nullptr) throw UsageError("cannot be read: " + path);
  }
  ~Lines() { close(); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  bool next(std::string_view& line) {
    const ssize_t size = getline(&buffer_, &capacity_, file_);
    if (size < 0) {
      if (close() != 0) throw UsageError("cannot be read to its end: " + path_);
      return false;
    }
    line = std::string_view(buffer_, static_cast<std::size_t>(size));
    return true;
  }

 private:
  int close() {
    std::free(std::exchange(buffer_, nullptr));
    std::FILE* const file = std::exchange(file_, nullptr);
    if (file == nullptr) return 0;
    return piped_ ? pclose(file) : std::fclose(file);
  }

  std::string path_;
  bool piped_;
  std::FILE* file_ = nullptr;
  char* buffer_ = nullptr;
  std::size_t capacity_ = 0;
};

std::string_view text_of(const simdjson::dom::object& article, std::string_view key) {
  std::string_view text;
  if (article[key].get(text) != simdjson::SUCCESS) return {};
  return text;
}

void read_json_lines(const std::string& path, const ArticleSink& sink) {
  Lines lines(path);
  simdjson::dom::parser parser;
  std::string_view line;
  for (std::size_t number = 1; lines.next(line); ++number) {
    simdjson::dom::object article;
    if (parser.parse(line.data(), line.size()).get(article) != simdjson::SUCCESS) {
      throw UsageError(path + ":" + std::to_string(number) + ": no JSON object");
    }
    std::string_view body = text_of(article, "body");
    if (body.empty()) body = text_of(article, "text");
    if (!body.empty() && !sink(text_of(article, "title"), body)) return;
  }
}

/// A page is one article, or one a bullet; the first line that is not empty is the title.
bool read_page(const fs::path& path, const ArticleSink& sink) {
  std::ifstream file(path);
  std::string line;
  std::string title;
  std::string body;
  const auto flush = [&] {
    const bool more = body.empty() || sink(title, body);
    title.clear();
    body.clear();
    return more;
  };
  while (std::getline(file, line)) {
    const std::size_t start = line.find_first_not_of(" \t\r");
    if (start == std::string::npos) continue;
    std::string_view text = std::string_view(line).substr(start);
    if (text.starts_with(kBullet)) {
      if (!flush()) return false;
      text.remove_prefix(kBullet.size());
    }
    if (title.empty()) {
      title = text;
    } else {
      body.append(text).append("\n\n");
    }
  }
  return flush();
}

void read_pages(const std::string& folder, const ArticleSink& sink) {
  std::vector<fs::path> pages;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  for (const fs::path& page : pages) {
    if (!read_page(page, sink)) return;
  }
}

}  // namespace

void read_news(const std::string& path, const ArticleSink& sink) {
  if (fs::is_directory(path)) {
    read_pages(path, sink);
  } else {
    read_json_lines(path, sink);
  }
}

std::vector<SourceArticle> sample_news(const std::string& path, std::size_t most_bytes) {
  std::vector<SourceArticle> kept;
  std::size_t stride = 1;
  std::size_t bytes = 0;
  std::size_t number = 0;
  read_news(path, [&](std::string_view title, std::string_view body) {
    if (number++ % stride != 0) return true;
    kept.push_back({std::string(title), std::string(body)});
    bytes += title.size() + body.size();
    if (bytes <= most_bytes) return true;
    stride *= 2;
    bytes = 0;
    for (std::size_t i = 0; 2 * i < kept.size(); ++i) {
      if (i != 0) kept[i] = std::move(kept[2 * i]);
      bytes += kept[i].title.size() + kept[i].body.size();
    }
    kept.resize((kept.size() + 1) / 2);
    return true;
  });
  if (kept.empty()) throw UsageError("no article with a body in " + path);
  return kept;
}

}  // namespace newsidx::bench::generate
