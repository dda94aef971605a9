#include <newsidx/json.h>

#include "cli/command.h"
#include "cli/render/render.h"

namespace newsidx::cli {
namespace {

class StatsCommand final : public Command {
 public:
  const char* name() const override { return "stats"; }
  const char* summary() const override { return "Tell what is in the index"; }
  bool is_paged() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx stats
  newsidx stats --json | jq .articles)";
  }

  void declare(Options& options) override { options.flag("--json", json_, "a JSON line"); }

  ExitCode run(Session& session) override {
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto stats = index->stats();
    if (!stats) return session.report(stats.error());
    session.console.print(json_ ? render_json(*stats)
                                : render_text(*stats, session.console.style()));
    return ExitCode::ok;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_stats_command() { return std::make_unique<StatsCommand>(); }

}  // namespace newsidx::cli
