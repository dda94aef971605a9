#include <newsidx/json.h>

#include <cstddef>

#include "cli/command.h"
#include "cli/render/number_text.h"
#include "cli/render/render.h"

namespace newsidx::cli {
namespace {

class CopiesCommand final : public Command {
 public:
  const char* name() const override { return "copies"; }
  const char* summary() const override { return "List the articles that say the same as one"; }
  const char* examples() const override {
    return R"(  newsidx copies USL2N0J3  the story of an article, the first published first
  newsidx copies --json ID | jq -r .id

Two articles are copies when 80 % of the runs of five words of the shorter body (60 words at least) stand in the longer one, which is at most four times as long, and their dates are at most six weeks apart. Shorter ones have nine tenths of all runs in common, within two days; undated ones have no window. Copies of copies are of one story. "common" and "days later" compare with the article that was asked for.)";
  }

  void declare(Options& options) override {
    options.argument("ID", id_, "the article's id");
    options.flag("--json", json_, "JSON lines");
  }

  ExitCode run(Session& session) override {
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto copies = index->copies(id_);
    if (!copies) return session.report(copies.error());
    session.console.print(json_ ? render_json(*copies)
                                : render_text(*copies, session.console.style()));
    const std::size_t others = copies->size() - 1;
    if (others == 0) session.console.note("no copies\n");
    return others == 0 ? ExitCode::no_match : ExitCode::ok;
  }

 private:
  std::string id_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_copies_command() { return std::make_unique<CopiesCommand>(); }

}  // namespace newsidx::cli
