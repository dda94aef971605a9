#include <newsidx/newsidx.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 3) return 2;  // search_news FOLDER QUERY
  const auto report = newsidx::build({argv[1]}, {.index_path = "news.index"});
  if (!report) return std::cerr << report.error().message << '\n', 2;
  const auto index = newsidx::Index::open("news.index");
  if (!index) return std::cerr << index.error().message << '\n', 2;
  const auto answer = index->search(argv[2], {.limit = 3});
  if (!answer) return std::cerr << answer.error().message << '\n', 2;
  std::cout << newsidx::render_text(*answer);
}
