// tests/query/qtest_file.h
//
// A .qtest file: articles, then queries with what they must answer. In the manner of DuckDB's .test
// files: blocks of lines, separated by blank lines; a line that starts with '#' is a comment.
//
//   build analyzer=plain language=german       options of the build (optional, first)
//
//   articles                                   what is indexed: lines of JSON ...
//   {"id": "a", "title": "...", "body": "..."}
//
//   articles corpus                            ... or a folder of the project
//
//   synonyms                                   a list, a rule a line (optional)
//   US = USA = United States
//
//   query "cease-fire agreement"               everything behind the first blank is the query
//   options all limit=3                        of the search (optional): all, literal, spellings,
//                                              offset, since, until,
//                                              tz (UTC without), sort, synonyms (those of the
//                                              file, synonyms=news those that are shipped)
//   ids a b c                                  found, in any order ("ids" alone: nothing)
//
//   ranked a b     found, in this order          first a        the best hit
//   count 3        exactly so many               error TEXT     refused, with TEXT in the message
//   hits a b       among those found             misses a b     not among those found
//   warning TEXT   warned, with TEXT in it       same QUERY     finds the same with the same scores
//   note TEXT      noted, with TEXT in it      filtered F V; F V  what narrowed the answer
//   marked TEXT    marked in title or snippet of the best hit
//   synonyms TEXT  looked for: "US = USA; UK = United Kingdom", without TEXT none
//
// A block has one query and any number of expectations. `repeat N TEXT` before a query makes $R in
// it stand for N times TEXT.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace newsidx::testing {

struct QtestCase {
  std::string query;
  std::vector<std::string> options;
  std::vector<std::pair<std::string, std::string>> expectations;  // word, rest of the line
  std::size_t line = 0;
};

struct QtestFile {
  std::string name;
  std::vector<std::string> build_options;
  std::string folder;  // of articles, from the top of the project; empty: `articles`
  std::string articles;
  std::string synonyms;
  std::vector<QtestCase> cases;
};

/// Throws std::runtime_error with file and line when the file does not follow the grammar.
[[nodiscard]] QtestFile read_qtest_file(const std::string& path);

[[nodiscard]] std::vector<std::string> split_words(const std::string& text);

}  // namespace newsidx::testing
