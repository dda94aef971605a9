// What newsidx makes of pages of HTML, for bench/extract.
//
//   bench_extract_pages FILE...       a line a file: {"page", "title", "published", "body", ...}
//   bench_extract_pages --time FILE...  reads all files, then times them, in one thread
//
// Files are plain HTML. `page` is the file's name.
#include <newsidx/article.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "source/charset/charset_label.h"
#include "source/charset/decode_text.h"
#include "source/html/html_page.h"
#include "source/html/html_tree.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

void print(const std::string& page, const ParsedRecord& parsed) {
  const Article article = parsed.articles.empty() ? Article{} : parsed.articles.front();
  std::string line =
      "{\"page\": " + quoted(page) + ", \"title\": " + quoted(article.title) +
      ", \"published\": " + quoted(article.published ? article.published->to_string() : "") +
      ", \"body\": " + quoted(article.body) + ", \"url\": " + quoted(article.url) +
      ", \"source\": " + quoted(article.source) + ", \"lang\": " + quoted(article.lang) +
      ", \"keywords\": [";
  for (std::size_t i = 0; i < article.keywords.size(); ++i) {
    line += (i ? ", [" : "[") + quoted(article.keywords[i].first) + ", " +
            quoted(article.keywords[i].second) + "]";
  }
  line += "], \"problems\": [";
  for (std::size_t i = 0; i < parsed.problems.size(); ++i) {
    line += (i ? ", " : "") + quoted(parsed.problems[i].message);
  }
  std::cout << line << "]}\n";
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

// The best of some rounds over all pages, of the processor: the whole work, and of it decoding and
// parsing alone.
void time_all(std::vector<RawRecord>& pages) {
  constexpr int kRounds = 5;
  double whole = 1e9, parse = 1e9;
  std::size_t bytes = 0, nodes = 0;
  for (const RawRecord& page : pages) bytes += page.bytes.size();
  for (int round = 0; round < kRounds; ++round) {
    double begin = processor_seconds();
    for (const RawRecord& page : pages) {
      ParsedRecord parsed;
      parse_html_page(page, parsed);
      nodes += parsed.articles.size();
    }
    whole = std::min(whole, processor_seconds() - begin);
    begin = processor_seconds();
    for (const RawRecord& page : pages) {
      const std::string_view label = declared_label(page.bytes);
      const DecodedText decoded = decode_text(page.bytes, label);
      nodes += HtmlTree(decoded.text).nodes().size();
    }
    parse = std::min(parse, processor_seconds() - begin);
  }
  std::printf("{\"pages\": %zu, \"bytes\": %zu, \"seconds\": %.6f, \"parse_seconds\": %.6f}\n",
              pages.size(), bytes, whole, parse);
  if (nodes == 0) std::puts("");
}

}  // namespace

int main(int argc, char** argv) {
  const bool is_timed = argc > 1 && std::string_view(argv[1]) == "--time";
  std::vector<RawRecord> pages;
  for (int i = is_timed ? 2 : 1; i < argc; ++i) {
    RawRecord record;
    record.bytes = read_file(argv[i]);
    auto origin = std::make_shared<RecordOrigin>();
    origin->file = argv[i];
    record.origin = origin;
    record.number = 1;
    if (is_timed) {
      pages.push_back(std::move(record));
      continue;
    }
    ParsedRecord parsed;
    parse_html_page(record, parsed);
    print(name_of(argv[i]), parsed);
  }
  if (is_timed) time_all(pages);
  return 0;
}
