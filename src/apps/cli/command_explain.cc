#include <newsidx/json.h>

#include "cli/command.h"
#include "cli/matching_options.h"
#include "cli/render/render.h"

namespace newsidx::cli {
namespace {

class ExplainCommand final : public Command {
 public:
  const char* name() const override { return "explain"; }
  const char* summary() const override { return "Show how an article got its score for a query"; }
  bool takes_query() const override { return true; }
  bool takes_several_indexes() const override { return true; }
  bool is_paged() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx explain "Daraya siege" '000_2cd8fd6be6c6e38a.txt#1'
  newsidx explain --all --json "Daraya siege" ID)";
  }

  void declare(Options& options) override {
    options.argument("QUERY", query_, "as for the command query");
    options.argument("ID", id_, "the article's id");
    declare_matching(options, search_, files_);
    options.flag("--json", json_, "a JSON line");
    options.group("Ranking (BM25)");
    options.number("--k1", search_.k1, "how much repetition counts, from 0");
    options.number("--b", search_.b, "how much a long article loses, 0 to 1");
  }

  ExitCode run(Session& session) override {
    if (const Status status = read_matching(files_, search_); !status) {
      return session.report(status.error());
    }
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto explanation = index->explain(query_, id_, search_);
    if (!explanation) return session.report(explanation.error(), query_);
    session.console.print(json_ ? render_json(*explanation)
                                : render_text(*explanation, session.console.style()));
    return explanation->matched ? ExitCode::ok : ExitCode::no_match;
  }

 private:
  std::string query_;
  std::string id_;
  SearchOptions search_;
  MatchingFiles files_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace newsidx::cli
