#include "common/command.h"

namespace newsidx::bench {

namespace {

struct Named {
  std::string_view name;
  Command command;
};

constexpr Named kCommands[] = {
    {"COUNT", {0, true}},        {"TOP_10", {10, false}},      {"TOP_100", {100, false}},
    {"TOP_1000", {1000, false}}, {"TOP_10_COUNT", {10, true}}, {"TOP_100_COUNT", {100, true}},
};

}  // namespace

std::optional<Command> command_named(std::string_view name) {
  for (const Named& entry : kCommands) {
    if (entry.name == name) return entry.command;
  }
  return std::nullopt;
}

bool ask(Engine& engine, const Command& command, std::string_view query, Answer& answer) {
  answer.count.reset();
  answer.hits.clear();
  if (!command.counts) return engine.top(query, command.limit, answer.hits);
  answer.count = command.limit == 0 ? engine.count(query)
                                    : engine.top_and_count(query, command.limit, answer.hits);
  return answer.count.has_value();
}

}  // namespace newsidx::bench
