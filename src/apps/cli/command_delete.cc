#include <newsidx/json.h>
#include <newsidx/update.h>

#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/matching_options.h"
#include "cli/render/number_text.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class DeleteCommand final : public Command {
 public:
  const char* name() const override { return "delete"; }
  const char* summary() const override { return "Delete articles"; }
  const char* examples() const override {
    return R"(  newsidx delete 001_a246f93a30b869c3.txt  by the ids that query prints
  newsidx delete --query 'url:example.com' --dry-run
                                           how many a query would delete

A file from which an article was read is not touched; add reads it again when it has changed.)";
  }

  void declare(Options& options) override {
    options.optional_arguments("ID", ids_, "ids of articles");
    options.once("--query", query_, "QUERY", "delete all articles that match, instead of ids");
    options.flag("--dry-run", remove_.dry_run, "count the articles, and delete none");
    options.flag("--json", json_, "print the report as a JSON line");
    options.group("Of the query");
    declare_matching(options, search_, files_);
  }

  ExitCode run(Session& session) override {
    const StopOnSignal stop;
    remove_.stop = stop.token();
    remove_.index_path = session.index_path();
    search_.stop = stop.token();
    if (ids_.empty() == query_.empty()) {
      return session.report({ErrorCode::invalid_argument,
                             ids_.empty() ? "nothing to delete" : "ids and a query at once",
                             ids_.empty() ? "an ID, or --query" : "one after the other"});
    }
    if (query_.empty() && has_matching(search_, files_)) {
      return session.report({ErrorCode::invalid_argument,
                             "ids, and options on what matches a query", "--query instead of ids"});
    }
    if (const Status status = read_matching(files_, search_); !status) {
      return session.report(status.error());
    }
    const auto report =
        query_.empty() ? remove(ids_, remove_) : remove_matching(query_, remove_, search_);
    if (!report) return session.report(report.error(), query_);
    if (json_) session.console.print(render_json(*report, {.words = words_of}));
    for (const Remark& warning : report->warnings) {
      session.console.warning(warning.to_string(words_of));
    }
    for (const std::string& id : report->missing) {
      session.console.warning("no article has the id '" + id + "'");
    }
    session.console.note((remove_.dry_run ? "would delete " : "deleted ") +
                         counted(report->deleted, "article") + "; index " + remove_.index_path +
                         ", generation " + std::to_string(report->generation));
    return report->deleted > 0 ? ExitCode::ok : ExitCode::no_match;
  }

 private:
  std::vector<std::string> ids_;
  std::string query_;
  RemoveOptions remove_;
  SearchOptions search_;
  MatchingFiles files_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_delete_command() { return std::make_unique<DeleteCommand>(); }

}  // namespace newsidx::cli
