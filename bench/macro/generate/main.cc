// bench_generate: learns a real news set and writes a generated one of any size (bench/README.md).
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <thread>

#include "article_lines.h"
#include "learn.h"
#include "statistics.h"

namespace {

using namespace newsidx::bench::generate;

constexpr int kBadUsage = 2;

struct Options {
  std::string learn;
  std::string model;
  std::string compare;
  OutputRequest output;
  bool normalised = false;
  std::size_t learn_megabytes = 160;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("--learn", options.learn,
                 "News set to learn: JSON lines (.jsonl, .jsonl.zst) or a folder of pages (.txt)");
  app.add_option("--learn-megabytes", options.learn_megabytes,
                 "Text to learn at most; a larger set is thinned evenly")
      ->check(CLI::Range(1, 2000))
      ->capture_default_str();
  app.add_option("--model", options.model, "Model file: written with --learn, else read");
  app.add_option("-n,--articles", options.output.articles, "Articles to write");
  app.add_option("--first", options.output.first,
                 "Number of the first article: with 1000, what follows a set of 1000")
      ->capture_default_str();
  app.add_option("--seed", options.output.seed, "Seed of the set")->capture_default_str();
  app.add_option("-o,--output", options.output.path, "File of JSON lines to write");
  app.add_flag("--normalised", options.normalised,
               "Write what the drivers read: id, and lower-case words as text");
  app.add_option("--threads", options.output.threads, "Threads (the bytes are the same)")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  app.add_option("--compare", options.compare,
                 "Print how this generated set compares with the set of --learn");
}

void check(const Options& options) {
  if (options.learn.empty() && options.model.empty()) {
    throw UsageError("nothing to learn from: give --learn CORPUS or --model MODEL");
  }
  if (!options.compare.empty() && options.learn.empty()) {
    throw UsageError("--compare needs the real set: give --learn CORPUS");
  }
  if ((options.output.articles == 0) != options.output.path.empty()) {
    throw UsageError("-n N and -o OUT belong together");
  }
  if (options.output.path.empty() && options.model.empty() && options.compare.empty()) {
    throw UsageError("nothing to do: give --model MODEL, or -n N -o OUT, or --compare GENERATED");
  }
  if (!options.learn.empty() && !std::filesystem::exists(options.learn)) {
    throw UsageError("no such file or folder: " + options.learn);
  }
}

Model model_of(const Options& options) {
  if (options.learn.empty()) return load(options.model);
  Model model = learn(sample_news(options.learn, options.learn_megabytes * 1'000'000));
  if (!options.model.empty()) save(model, options.model);
  return model;
}

void run(Options& options) {
  check(options);
  if (!options.compare.empty()) {
    std::fputs(comparison(options.learn, options.compare).c_str(), stdout);
    return;
  }
  const Model model = model_of(options);
  if (options.output.path.empty()) return;
  options.output.form = options.normalised ? LineForm::kNormalised : LineForm::kArticle;
  write_articles(ArticleMaker(model), options.output);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Learns a real news set and writes a generated one of any size.", "bench_generate");
  Options options;
  options.output.threads = std::max(1U, std::thread::hardware_concurrency());
  add_options(app, options);
  try {
    app.parse(argc, argv);
    if (options.output.path == "-") options.output.path = "/dev/stdout";
    run(options);
    return 0;
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_generate: error: %s\n", error.what());
    return kBadUsage;
  }
}
