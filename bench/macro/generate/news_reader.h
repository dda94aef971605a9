// bench/macro/generate/news_reader.h
//
// Reads a news set: JSON lines (title and body, or the text of a normalised corpus), plain or
// compressed by zstd (through `zstd -dc`), or a folder of saved pages (*.txt).
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::bench::generate {

/// Bad usage or input, said in one line for the person who called.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Gets an article; false stops the reading.
using ArticleSink = std::function<bool(std::string_view title, std::string_view body)>;

/// @errors UsageError, naming the file and line
void read_news(const std::string& path, const ArticleSink& sink);

struct SourceArticle {
  std::string title;
  std::string body;
};

/// The articles of a set, thinned evenly (every 2nd, every 4th, ...) to at most `most_bytes`.
std::vector<SourceArticle> sample_news(const std::string& path, std::size_t most_bytes);

}  // namespace newsidx::bench::generate
