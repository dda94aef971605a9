#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/matching_options.h"
#include "cli/output_file.h"
#include "cli/query_options.h"
#include "cli/render/number_text.h"
#include "cli/render/render.h"
#include "cli/render/rows.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

// Lines on their way to a file or to standard output, some thousands at a time.
class Lines {
 public:
  /// @param file  nullptr: standard output
  Lines(Console& console, OutputFile* file) : console_(console), file_(file) {}

  /// @return false: it cannot be written
  bool add(const std::string& line) {
    constexpr std::size_t kBytes = 1 << 16;
    buffer_ += line;
    return buffer_.size() < kBytes || flush();
  }
  bool flush() {
    if (file_ == nullptr) {
      console_.print(buffer_);
    } else if (status_) {
      status_ = file_->write(buffer_);
    }
    buffer_.clear();
    return status_ && console_.can_print();
  }
  /// Of the file; standard output answers for itself.
  [[nodiscard]] const Status& status() const noexcept { return status_; }

 private:
  Console& console_;
  OutputFile* file_;
  std::string buffer_;
  Status status_;
};

class ExportCommand final : public Command {
 public:
  const char* name() const override { return "export"; }
  const char* summary() const override { return "Write out every article that matches a query"; }
  bool takes_query() const override { return true; }
  bool takes_several_indexes() const override { return true; }
  bool is_paged() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx export oil > oil.jsonl               all of them, one JSON line each
  newsidx export '*' --format ids | wc -l       every article of the index
  newsidx export --since 2016 --sort newest --format csv --output oil.csv oil

Without --sort the articles come in the order of the index, at once, in memory that does not grow with their number; in an order, 16 bytes for each are kept. A file of --output is put in its place when it is complete.)";
  }

  void declare(Options& options) override {
    options.arguments("QUERY", words_, "as for the command query; '*' is every article");
    options.text(
        "--format", format_, "FORMAT",
        "jsonl, csv, tsv or ids (default: jsonl); in csv a text that is a formula gets a '");
    options.text("--output", output_, "FILE", "instead of standard output");
    declare_matching(options, search_, files_);
    options.text("--sort", search_.sort, "ORDER",
                 "best, newest, oldest, or a field with numbers (-FIELD: the greatest first)");
    options.flag("--collapse", search_.collapse,
                 "of articles that are copies of one another only the one published first, or the "
                 "correction");
    options.count("--threads", threads_, "for a long query; 0 means all cores");
  }

  ExitCode run(Session& session) override {
    const auto format = parse_format(format_, "jsonl, csv, tsv, ids");
    if (!format) return session.report(format.error());
    if (const Status status = read_matching(files_, search_); !status) {
      return session.report(status.error());
    }
    const StopOnSignal stop;
    search_.stop = stop.token();
    search_.threads = threads_;
    // Each article is read once: there is little to remember.
    const auto& index = session.open_index({.cache_bytes = std::uint64_t{96} << 20});
    if (!index) return session.report(index.error());
    OutputFile file;
    if (!output_.empty()) {
      if (const Status opened = file.open(output_); !opened) return session.report(opened.error());
    }
    return write(*index, *format, output_.empty() ? nullptr : &file, session);
  }

 private:
  ExitCode write(const Index& index, Format format, OutputFile* file, Session& session) const {
    const std::string query = joined(words_);
    Lines lines(session.console, file);
    bool goes_on = true;
    bool has_names = false;
    const auto add_names = [&] {
      if (!std::exchange(has_names, true)) goes_on = lines.add(article_row_names(format));
    };
    const auto answer = index.for_each_match(
        query,
        [&](const Article& article) {
          add_names();
          goes_on = goes_on && lines.add(render_row(article, format));
          return goes_on;
        },
        search_);
    if (answer) add_names();
    goes_on = lines.flush() && goes_on;
    if (!answer) return session.report(answer.error(), query);
    if (!lines.status()) return session.report(lines.status().error());
    if (file != nullptr) {
      if (const Status status = file->finish(); !status) return session.report(status.error());
    }
    if (!goes_on) return ExitCode::ok;  // who reads has seen enough, or the console knows better
    session.console.note(total_text(*answer) + " in " + duration_text(answer->seconds) + '\n' +
                         remarks_text(*answer));
    return *answer->total > 0 ? ExitCode::ok : ExitCode::no_match;
  }

  std::vector<std::string> words_;
  SearchOptions search_;
  MatchingFiles files_;
  std::uint32_t threads_ = search_.threads;
  std::string format_ = "jsonl";
  std::string output_;
};

}  // namespace

std::unique_ptr<Command> make_export_command() { return std::make_unique<ExportCommand>(); }

}  // namespace newsidx::cli
