// brute_force/main.cc
//
// Prints the exact answers to the queries of a file, one line each in its order:
//
//   <count><TAB><id>:<score> <id>:<score> ...
//
// the best --top articles, best first, and all that tie with the last of them (scores equal within
// 1e-5, relatively, or 3e-7). It shares no code with any engine, newsidx among them.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "exact_answers.h"
#include "token_table.h"

namespace newsidx::bench {

namespace {

struct Arguments {
  std::string corpus;
  std::string queries;
  std::size_t top = 10;
  Lengths lengths = Lengths::quantised;
};

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read the queries: " + path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

void print(const ExactAnswer& answer) {
  std::printf("%llu\t", static_cast<unsigned long long>(answer.count));
  const char* separator = "";
  for (const Hit& hit : answer.best) {
    std::printf("%s%u:%.7g", separator, hit.document, hit.score);
    separator = " ";
  }
  std::printf("\n");
}

void answer_all(const Arguments& arguments) {
  const std::vector<std::string> queries = read_lines(arguments.queries);
  TokenTable table;
  table.load(arguments.corpus);
  if (table.document_count() == 0) throw std::runtime_error("no articles in " + arguments.corpus);
  ExactAnswers answers(table, queries, arguments.lengths);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const auto answer = answers.answer(queries[i], arguments.top);
    if (!answer) {
      throw std::runtime_error(arguments.queries + ":" + std::to_string(i + 1) +
                               ": no kind of query of bench/peers/README.md: '" + queries[i] + "'");
    }
    print(*answer);
  }
}

int run(int argc, char** argv) try {
  Arguments given;
  const std::map<std::string, Lengths> lengths = {{"exact", Lengths::exact},
                                                  {"quantised", Lengths::quantised}};
  CLI::App app("Answers queries exactly, by looking at every article.");
  app.add_option("CORPUS", given.corpus)->required();
  app.add_option("QUERIES", given.queries, "a file with a query a line")->required();
  app.add_option("--top", given.top, "articles wanted, and those that tie with the last")
      ->check(CLI::Range(1, 1'000'000));
  app.add_option("--lengths", given.lengths, "of documents: quantised (as Lucene's) or exact")
      ->transform(CLI::CheckedTransformer(lengths));
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  }
  answer_all(given);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "bench_brute_force: " << error.what() << '\n';
  return 2;
}

}  // namespace

}  // namespace newsidx::bench

int main(int argc, char** argv) { return newsidx::bench::run(argc, argv); }
