#include <newsidx/json.h>

#include <fstream>
#include <iostream>
#include <utility>

#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/render/render.h"
#include "cli/render/rows.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

constexpr const char* kFormats = "text, table, csv, tsv, jsonl, ids, trec";
constexpr std::size_t kMostBytes = std::size_t{1} << 20;  // more than what is read of a text

Result<std::string> read_text(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::string text(kMostBytes, '\0');
  const bool is_open = path == "-" || file.is_open();
  if (is_open) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!is_open || in.bad()) {
    return fail(ErrorCode::not_found, path + ": it cannot be read", "a file, or -");
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

class SimilarCommand final : public Command {
 public:
  const char* name() const override { return "similar"; }
  const char* summary() const override { return "Find articles that are like one, or like a text"; }
  const char* examples() const override {
    return R"(  newsidx similar '000_2cd8fd6be6c6e38a.txt#3'    by the best words of an article, without itself
  newsidx similar -n 5 --since 7d ID
  pbpaste | newsidx similar --text -

The 25 words are searched that are frequent in the text and rare in the index; --json shows them as the query. Of a text the first 256 KiB are read.)";
  }

  void declare(Options& options) override {
    options.optional_arguments("ID", ids_, "the article's id");
    options.once("--text", text_, "FILE", "a text instead of an article; - is standard input");
    options.count("-n,--limit", search_.limit, "articles to show");
    options.count("--offset", search_.offset, "articles to pass over first");
    options.text("--since", search_.since, "DAY", "only from this day on, as of query");
    options.text("--until", search_.until, "DAY", "only to the end of this day");
    options.text("--tz", search_.time_zone, "ZONE", "whose days; by default this computer's");
    options.text("--sort", search_.sort, "ORDER", "best, newest, oldest, or a field with numbers");
    options.text("--format", format_, "FORMAT",
                 "text (the default), table, csv, tsv, jsonl, ids, or trec");
    options.flag("--json", json_, "JSON lines: hits, then a summary; the same as --format jsonl");
    options.flag("--no-snippets", no_snippets_, "no passages of the articles");
  }

  ExitCode run(Session& session) override {
    const auto format = parse_format(json_ ? "jsonl" : format_, kFormats);
    if (!format) return session.report(format.error());
    if (ids_.size() > 1 || ids_.empty() == text_.empty()) {
      return session.report({ErrorCode::invalid_argument,
                             ids_.empty() ? "nothing to be like" : "more than one thing to be like",
                             "one ID, or --text FILE"});
    }
    const StopOnSignal stop;
    search_.stop = stop.token();
    search_.snippets = !no_snippets_ && *format != Format::ids && *format != Format::trec;
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto answer = find(*index);
    if (!answer) return session.report(answer.error());
    const auto text = rendered(*answer, *format, session.console.style());
    if (!text) return session.report(text.error());
    session.console.print(*text);
    if (*format != Format::jsonl) session.console.note(summary_text(*answer));
    return answer->hits.empty() ? ExitCode::no_match : ExitCode::ok;
  }

 private:
  Result<Answer> find(const Index& index) const {
    if (!ids_.empty()) return index.similar(ids_[0], search_);
    const auto text = read_text(text_);
    if (!text) return fail(text.error());
    return index.similar_to_text(*text, search_);
  }

  static Result<std::string> rendered(const Answer& answer, Format format, const TextStyle& style) {
    if (format == Format::text) return render_text(answer, style);
    if (format == Format::jsonl) return render_json(answer, {.words = words_of});
    if (format == Format::table) return render_table(answer, style);
    return render_rows(answer, format, "1");
  }

  std::vector<std::string> ids_;
  std::string text_;
  SearchOptions search_;
  std::string format_ = "text";
  bool json_ = false;
  bool no_snippets_ = false;
};

}  // namespace

std::unique_ptr<Command> make_similar_command() { return std::make_unique<SimilarCommand>(); }

}  // namespace newsidx::cli
