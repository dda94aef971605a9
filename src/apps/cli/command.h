// cli/command.h
//
// One command of the program: what it takes, what its help says, and what it does.
// To add one: write command_NAME.cc, and name it here and in all_commands() (command_line.cc).
#pragma once

#include <memory>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/session.h"

namespace newsidx::cli {

class Command {
 public:
  Command() = default;
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  virtual ~Command() = default;

  [[nodiscard]] virtual const char* name() const = 0;
  [[nodiscard]] virtual const char* summary() const = 0;
  [[nodiscard]] virtual const char* examples() const = 0;  ///< one a line
  [[nodiscard]] virtual bool takes_query() const { return false; }
  /// Of several indexes: --index more than once.
  [[nodiscard]] virtual bool takes_several_indexes() const { return false; }
  /// Its results may be long, and are for reading.
  [[nodiscard]] virtual bool is_paged() const { return false; }
  virtual void declare(Options& options) = 0;

  /// Called after the declared options have been read into the members they were bound to.
  [[nodiscard]] virtual ExitCode run(Session& session) = 0;
};

[[nodiscard]] std::unique_ptr<Command> make_build_command();
[[nodiscard]] std::unique_ptr<Command> make_add_command();
[[nodiscard]] std::unique_ptr<Command> make_watch_command();
[[nodiscard]] std::unique_ptr<Command> make_delete_command();
[[nodiscard]] std::unique_ptr<Command> make_merge_command();
[[nodiscard]] std::unique_ptr<Command> make_rebuild_command();
[[nodiscard]] std::unique_ptr<Command> make_query_command();
[[nodiscard]] std::unique_ptr<Command> make_export_command();
[[nodiscard]] std::unique_ptr<Command> make_show_command();
[[nodiscard]] std::unique_ptr<Command> make_copies_command();
[[nodiscard]] std::unique_ptr<Command> make_stats_command();
[[nodiscard]] std::unique_ptr<Command> make_terms_command();
[[nodiscard]] std::unique_ptr<Command> make_suggest_command();
[[nodiscard]] std::unique_ptr<Command> make_similar_command();
[[nodiscard]] std::unique_ptr<Command> make_explain_command();
[[nodiscard]] std::unique_ptr<Command> make_check_command();
[[nodiscard]] std::unique_ptr<Command> make_repair_command();
[[nodiscard]] std::unique_ptr<Command> make_snapshot_command();
[[nodiscard]] std::unique_ptr<Command> make_restore_command();

}  // namespace newsidx::cli
