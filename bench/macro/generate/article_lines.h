// bench/macro/generate/article_lines.h
//
// Writes generated articles as JSON lines, made by several threads, with the same bytes as by one.
#pragma once

#include <cstdint>
#include <string>

#include "article_maker.h"

namespace newsidx::bench::generate {

enum class LineForm : std::uint8_t {
  kArticle,     // id, title, date, lang, body
  kNormalised,  // id, text: lower-case words with single spaces, as the drivers read them
};

/// Seconds since 1970 of article `number`: a set twice as large lasts nine months longer.
std::int64_t date_of(std::uint64_t number);

void append_line(std::string& lines, const GeneratedArticle& article, std::uint64_t number,
                 LineForm form);

struct OutputRequest {
  std::string path = {};
  std::uint64_t first = 0;  // number of the first article
  std::uint64_t articles = 0;
  std::uint64_t seed = 1;
  LineForm form = LineForm::kArticle;
  unsigned threads = 1;
};

/// @errors UsageError where the file cannot be written
void write_articles(const ArticleMaker& maker, const OutputRequest& request);

}  // namespace newsidx::bench::generate
