#include <newsidx/json.h>

#include "cli/command.h"
#include "cli/render/render.h"

namespace newsidx::cli {
namespace {

class SuggestCommand final : public Command {
 public:
  const char* name() const override { return "suggest"; }
  const char* summary() const override { return "List the most frequent words with a prefix"; }
  bool takes_several_indexes() const override { return true; }
  bool is_paged() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx suggest evac                       how a word may go on
  newsidx suggest -n 100 --json "" | jq -r .word    the most frequent words)";
  }

  void declare(Options& options) override {
    options.argument("PREFIX", prefix_, "what the words start with");
    options.count("-n,--limit", limit_, "words to list");
    options.flag("--json", json_, "JSON lines");
  }

  ExitCode run(Session& session) override {
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto words = index->suggest(prefix_, limit_);
    if (!words) return session.report(words.error());
    if (words->empty()) return ExitCode::no_match;
    session.console.print(json_ ? render_json(*words)
                                : render_text(*words, session.console.style()));
    return ExitCode::ok;
  }

 private:
  std::string prefix_;
  std::uint32_t limit_ = 10;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_suggest_command() { return std::make_unique<SuggestCommand>(); }

}  // namespace newsidx::cli
