#include <newsidx/json.h>

#include "cli/command.h"
#include "cli/render/render.h"

namespace newsidx::cli {
namespace {

class ShowCommand final : public Command {
 public:
  const char* name() const override { return "show"; }
  const char* summary() const override { return "Print an article"; }
  bool takes_several_indexes() const override { return true; }
  bool is_paged() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx show '000_2cd8fd6be6c6e38a.txt#3'       the id that query prints
  newsidx show --json ID | jq -r .body)";
  }

  void declare(Options& options) override {
    options.argument("ID", id_, "the article's id");
    options.flag("--json", json_, "a JSON line");
  }

  ExitCode run(Session& session) override {
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto article = index->article(id_);
    if (!article) return session.report(article.error());
    session.console.print(json_ ? render_json(*article)
                                : render_text(*article, session.console.style()));
    return ExitCode::ok;
  }

 private:
  std::string id_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_show_command() { return std::make_unique<ShowCommand>(); }

}  // namespace newsidx::cli
