// common/command.h
//
// The commands of the protocol: COUNT, TOP_10, ..., TOP_100_COUNT; and how one is put to an engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/engine.h"

namespace newsidx::bench {

struct Command {
  std::uint32_t limit = 0;  ///< hits wanted; 0: none
  bool counts = false;      ///< the number of all matching articles is wanted
};

/// @return nothing when the protocol has no such command
[[nodiscard]] std::optional<Command> command_named(std::string_view name);

/// An answer, kept from query to query so that its memory is reused.
struct Answer {
  std::optional<std::uint64_t> count;
  std::vector<Hit> hits;
};

/// @return false when the engine cannot answer exactly
[[nodiscard]] bool ask(Engine& engine, const Command& command, std::string_view query,
                       Answer& answer);

}  // namespace newsidx::bench
