#include "qtest_file.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace newsidx::testing {
namespace {

const std::set<std::string> kExpectations = {"ids",    "ranked",   "first",   "count", "error",
                                             "hits",   "misses",   "warning", "note",  "same",
                                             "marked", "filtered", "synonyms"};

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path), in_(path) {
    if (!in_) throw std::runtime_error(path + ": cannot be read");
    file_.name = std::filesystem::path(path).filename().string();
  }

  QtestFile read() {
    std::string line;
    while (std::getline(in_, line)) {
      ++line_number_;
      take(line);
    }
    for (const QtestCase& one : file_.cases) {
      if (one.expectations.empty()) error(one.line, "a query without an expectation");
    }
    if (file_.cases.empty()) error(line_number_, "no query");
    return std::move(file_);
  }

 private:
  void take(const std::string& line) {
    if (line.empty()) {
      in_articles_ = in_case_ = in_synonyms_ = false;
      return;
    }
    if (line[0] == '#') return;
    if (in_synonyms_) {
      file_.synonyms += line + '\n';
      return;
    }
    if (in_articles_) {
      file_.articles += line + '\n';
      return;
    }
    const std::size_t blank = line.find(' ');
    const std::string word = line.substr(0, blank);
    const std::string rest = blank == std::string::npos ? "" : line.substr(blank + 1);
    if (word == "build") {
      file_.build_options = split_words(rest);
    } else if (word == "articles") {
      file_.folder = rest;
      in_articles_ = rest.empty();
    } else if (word == "synonyms" && !in_case_) {
      in_synonyms_ = true;
    } else if (word == "repeat") {
      start_repeat(rest);
    } else if (word == "query") {
      start_case(rest);
    } else if (in_case_ && word == "options") {
      file_.cases.back().options = split_words(rest);
    } else if (in_case_ && kExpectations.contains(word)) {
      file_.cases.back().expectations.emplace_back(word, rest);
    } else {
      error(line_number_, "'" + word + "' is not expected here");
    }
  }

  void start_repeat(const std::string& rest) {
    const std::size_t blank = rest.find(' ');
    const std::size_t count = std::stoul(rest);
    repeated_.clear();
    for (std::size_t i = 0; i < count; ++i) repeated_ += rest.substr(blank + 1);
  }

  void start_case(std::string query) {
    const std::size_t place = query.find("$R");
    if (place != std::string::npos) query.replace(place, 2, repeated_);
    file_.cases.push_back({std::move(query), {}, {}, line_number_});
    in_case_ = true;
  }

  [[noreturn]] void error(std::size_t line, const std::string& what) const {
    throw std::runtime_error(path_ + ":" + std::to_string(line) + ": " + what);
  }

  std::string path_;
  std::ifstream in_;
  std::size_t line_number_ = 0;
  QtestFile file_;
  std::string repeated_;
  bool in_articles_ = false;
  bool in_case_ = false;
  bool in_synonyms_ = false;
};

}  // namespace

QtestFile read_qtest_file(const std::string& path) { return Reader(path).read(); }

std::vector<std::string> split_words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace newsidx::testing
