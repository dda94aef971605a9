#include <newsidx/json.h>

#include "cli/command.h"
#include "cli/render/render.h"

namespace newsidx::cli {
namespace {

class TermsCommand final : public Command {
 public:
  const char* name() const override { return "terms"; }
  const char* summary() const override { return "List the words that start with a prefix"; }
  bool takes_several_indexes() const override { return true; }
  bool is_paged() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx terms evacuat
  newsidx terms -n 100 --json "" | jq -r .word    the first hundred of all words)";
  }

  void declare(Options& options) override {
    options.argument("PREFIX", prefix_, "what the words start with");
    options.count("-n,--limit", limit_, "words to list");
    options.flag("--json", json_, "JSON lines");
  }

  ExitCode run(Session& session) override {
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto terms = index->terms(prefix_, limit_);
    if (!terms) return session.report(terms.error());
    if (terms->empty()) return ExitCode::no_match;
    session.console.print(json_ ? render_json(*terms)
                                : render_text(*terms, session.console.style()));
    return ExitCode::ok;
  }

 private:
  std::string prefix_;
  std::uint32_t limit_ = 20;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_terms_command() { return std::make_unique<TermsCommand>(); }

}  // namespace newsidx::cli
