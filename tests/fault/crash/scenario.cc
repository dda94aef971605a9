#include "fault/crash/scenario.h"

#include <newsidx/newsidx.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <utility>

namespace newsidx::testing {
namespace {

namespace fs = std::filesystem;

// Makes steps, each behind the one before.
class Writer {
 public:
  Writer(std::string inputs, std::uint64_t seed) : inputs_(std::move(inputs)), numbers_(seed) {}

  /// Those with these letters and numbers, each anew.
  Articles articles(char letter, unsigned begin, unsigned end, unsigned words = 0) {
    Articles made;
    for (unsigned number = begin; number < end; ++number) {
      std::string text = "The price of oil" + std::to_string(numbers_() % 1'000'000) + " rose";
      for (unsigned i = 0; i < words; ++i) text += " w" + std::to_string(numbers_() % 100'000'000);
      made[letter + std::to_string(number)] = text + ".";
    }
    return made;
  }

  void build(const Articles& articles) {
    known_ = articles;
    put("build", [input = input_of(articles)](const std::string& folder) -> Status {
      BuildOptions options;
      options.index_path = folder + '/' + kIndexName;
      options.threads = 1;
      options.bigrams = 8;
      options.memory_bytes = 16u << 20;
      return status_of(newsidx::build({input}, options));
    });
  }

  void add(const std::string& name, const Articles& articles) {
    for (const auto& [id, text] : articles) known_[id] = text;
    put(name, [input = input_of(articles)](const std::string& folder) -> Status {
      AddOptions options;
      options.index_path = folder + '/' + kIndexName;
      options.reading.threads = 1;
      options.reading.memory_bytes = 16u << 20;
      return status_of(newsidx::add({input}, options));
    });
  }

  void remove(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) known_.erase(id);
    put("delete", [ids](const std::string& folder) -> Status {
      return status_of(newsidx::remove(ids, {.index_path = folder + '/' + kIndexName}));
    });
  }

  void merge() {
    put("merge", [](const std::string& folder) -> Status {
      MergeOptions options;
      options.index_path = folder + '/' + kIndexName;
      options.full = true;
      options.threads = 1;
      options.memory_bytes = 16u << 20;
      return status_of(newsidx::merge(options));
    });
  }

  void snapshot() {
    put("snapshot", [](const std::string& folder) -> Status {
      return status_of(newsidx::snapshot(folder + '/' + kIndexName, folder + '/' + kCopyName));
    });
    steps_.back().makes_copy = true;
  }

  std::vector<Step> take() { return std::move(steps_); }

 private:
  template <class Report>
  static Status status_of(const Result<Report>& report) {
    if (!report) return fail(report.error());
    return {};
  }

  void put(const std::string& name, std::function<Status(const std::string&)> run) {
    steps_.push_back({name, std::move(run), known_, false});
  }

  std::string input_of(const Articles& articles) {
    const std::string path = inputs_ + '/' + std::to_string(steps_.size()) + ".jsonl";
    std::ofstream file(path);
    for (const auto& [id, text] : articles) {
      file << R"({"id":")" << id << R"(","title":"Oil","body":")" << text << "\"}\n";
    }
    return path;
  }

  const std::string inputs_;
  std::mt19937_64 numbers_;
  Articles known_;
  std::vector<Step> steps_;
};

// What the index says that it holds; an error is one of the index.
Result<Articles> articles_of(const Index& index) {
  SearchOptions options;
  options.limit = 10'000;
  const auto answer = index.search("price", options);
  if (!answer) return fail(answer.error());
  Articles found;
  for (const Hit& hit : answer->hits) {
    const auto article = index.article(hit.id);
    if (!article) return fail(article.error());
    if (!found.emplace(hit.id, article->body).second) {
      return fail(ErrorCode::corruption, hit.id + " is there twice");
    }
  }
  return found;
}

struct Found {
  std::optional<Articles> articles;
  std::string error;
};

Found look(const std::string& path, std::vector<std::string>& problems) {
  const auto index = Index::open(path);
  if (!index) return {std::nullopt, index.error().message};
  auto articles = articles_of(*index);
  if (!articles) return {std::nullopt, articles.error().message};
  const auto report = index->check();
  if (!report) problems.push_back("check: " + report.error().message);
  if (report) {
    for (const Remark& problem : report->problems) problems.push_back("check: " + problem.message);
  }
  return {*std::move(articles), {}};
}

// The articles that are there after so many steps.
Articles after(const std::vector<Step>& steps, std::size_t done) {
  return done == 0 ? Articles() : steps[done - 1].after;
}

void judge_copy(const std::string& folder, const std::vector<Step>& steps, std::size_t done,
                std::vector<std::string>& problems) {
  for (std::size_t i = 0; i < steps.size() && i <= done; ++i) {
    if (!steps[i].makes_copy) continue;
    const Found copy = look(folder + '/' + kCopyName, problems);
    if (copy.articles && *copy.articles != steps[i].after) {
      problems.push_back("the copy is not what was copied");
    }
    if (!copy.articles && i < done) problems.push_back("the copy is lost: " + copy.error);
  }
}

}  // namespace

std::vector<Step> make_scenario(const std::string& inputs, std::uint64_t seed) {
  Writer writer(inputs, seed);
  writer.build(writer.articles('a', 0, 12));
  writer.add("add", writer.articles('b', 0, 5));
  Articles changed = writer.articles('a', 0, 2);
  changed.merge(writer.articles('c', 0, 1));
  writer.add("replace", changed);
  writer.remove({"a2", "b1"});
  writer.snapshot();
  writer.add("add much", writer.articles('d', 0, 6, 6000));
  writer.remove({"d0", "d1", "d2", "d3", "d4", "d5"});
  writer.merge();
  writer.add("add", writer.articles('e', 0, 1));
  return writer.take();
}

Verdict judge(const std::string& folder, const std::vector<Step>& steps, std::size_t done) {
  Verdict verdict;
  const std::string path = folder + '/' + kIndexName;
  const Found found = look(path, verdict.problems);
  verdict.is_there = found.articles.has_value();
  verdict.steps = done;
  if (!found.articles && done > 0) verdict.problems.push_back("lost: " + found.error);
  if (found.articles) {
    const bool is_next = done < steps.size() && *found.articles == steps[done].after;
    const bool is_old = done > 0 && *found.articles == after(steps, done);
    if (!is_old && is_next) verdict.steps = done + 1;
    if (!is_old && !is_next) {
      for (std::size_t i = 0; i < steps.size(); ++i) {
        if (*found.articles == steps[i].after) {
          verdict.problems.push_back("lost: only " + std::to_string(i + 1) + " steps are there");
        }
      }
      if (verdict.problems.empty()) verdict.problems.push_back("mixed");
    }
  }
  judge_copy(folder, steps, done, verdict.problems);
  return verdict;
}

}  // namespace newsidx::testing
