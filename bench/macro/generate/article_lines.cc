#include "article_lines.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "news_reader.h"
#include "pieces.h"

namespace newsidx::bench::generate {
namespace {

constexpr std::uint64_t kChunk = 256;  // articles a thread makes at a time

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += ' ';
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string date_text(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

void append_words(std::string& out, std::string_view text) {
  for_each_piece(text, [&out](std::string_view, std::string_view word) {
    if (out.back() != '"') out += ' ';
    out += lower_case(word);
  });
}

/// Puts chunks made in any order into the file in the order of their numbers.
class OrderedFile {
 public:
  explicit OrderedFile(const std::string& path)
      : path_(path), file_(std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) throw UsageError("cannot be written: " + path);
  }

  /// Waits for the chunks before.
  void write(std::uint64_t chunk, const std::string& bytes) {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return next_ == chunk; });
    failed_ |= std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size();
    ++next_;
    turn_.notify_all();
  }

  void close() {
    failed_ |= std::fclose(file_) != 0;
    if (failed_) throw UsageError("cannot be written (is the disk full?): " + path_);
  }

 private:
  std::string path_;
  std::FILE* file_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::uint64_t next_ = 0;
  bool failed_ = false;
};

}  // namespace

std::int64_t date_of(std::uint64_t number) {
  constexpr std::int64_t kStart = 1136073600;  // 2006-01-01
  constexpr std::uint64_t kDoubling = 274 * 86400;
  constexpr std::uint64_t kFirst = 1024;  // articles of the first nine months
  // log2 of 1 + number / kFirst, with a straight line between the powers of two
  const std::uint64_t x = kFirst + number;
  const auto bits = static_cast<unsigned>(std::bit_width(x) - 1);
  const std::uint64_t whole = std::uint64_t{1} << bits;
  const auto since = (bits - 10) * kDoubling + (x - whole) * kDoubling / whole;
  return kStart + static_cast<std::int64_t>(since);
}

void append_line(std::string& lines, const GeneratedArticle& article, std::uint64_t number,
                 LineForm form) {
  lines += "{\"id\":\"" + std::to_string(number) + "\",";
  if (form == LineForm::kNormalised) {
    lines += "\"text\":\"";
    append_words(lines, article.title);
    append_words(lines, article.body);
    lines += "\"}\n";
    return;
  }
  lines += "\"title\":";
  append_json_string(lines, article.title);
  lines += ",\"date\":\"" + date_text(date_of(number)) + "\",\"lang\":\"en\",\"body\":";
  append_json_string(lines, article.body);
  lines += "}\n";
}

void write_articles(const ArticleMaker& maker, const OutputRequest& request) {
  OrderedFile file(request.path);
  const auto work = [&](unsigned thread) {
    std::string lines;
    for (std::uint64_t chunk = thread; chunk * kChunk < request.articles;
         chunk += request.threads) {
      lines.clear();
      const std::uint64_t end = std::min((chunk + 1) * kChunk, request.articles);
      for (std::uint64_t number = chunk * kChunk; number < end; ++number) {
        const std::uint64_t n = request.first + number;
        append_line(lines, maker.make(request.seed, n), n, request.form);
      }
      file.write(chunk, lines);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned thread = 0; thread < request.threads; ++thread) threads.emplace_back(work, thread);
  threads.clear();
  file.close();
}

}  // namespace newsidx::bench::generate
