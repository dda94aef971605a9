// What a fuzz target starts with: the input, bytes taken from its front as small numbers, and a
// limit of the time that an input may take.
#pragma once

#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/assert.h"

namespace newsidx::fuzz {

[[nodiscard]] inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Takes a byte off the front; 0 when there is none.
inline std::uint8_t take_byte(std::string_view& input) {
  if (input.empty()) return 0;
  const auto byte = static_cast<std::uint8_t>(input.front());
  input.remove_prefix(1);
  return byte;
}

/// Two of them, the higher first.
inline std::uint32_t take_number(std::string_view& input) {
  const std::uint32_t high = take_byte(input);
  return high << 8 | take_byte(input);
}

/// Takes what stands before the next line break, or everything.
inline std::string_view take_line(std::string_view& input) {
  const std::string_view line = input.substr(0, input.find('\n'));
  input.remove_prefix(line.size());
  if (!input.empty()) input.remove_prefix(1);
  return line;
}

/// While it lives, the process may take so much processor time, and else ends with a stack that
/// says where. (libFuzzer's own limit is by the clock: it has to leave room for a busy machine,
/// where what is quadratic in an input of 256 KiB would pass for slow.)
class TimeLimit {
 public:
  static constexpr int kSeconds = 4;  // many times what the longest inputs need

  TimeLimit() {
    static const auto before = std::signal(SIGVTALRM, end_process);
    static_cast<void>(before);
    set(kSeconds);
  }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit() { set(0); }

 private:
  static void end_process(int) {
    constexpr std::string_view kMessage = "ERROR: the input takes 4 seconds of processor time\n";
    static_cast<void>(!write(STDERR_FILENO, kMessage.data(), kMessage.size()));
    std::abort();
  }
  static void set(int seconds) {
    itimerval timer{};
    timer.it_value.tv_sec = seconds;
    NEWSIDX_CHECK(setitimer(ITIMER_VIRTUAL, &timer, nullptr) == 0);
  }
};

}  // namespace newsidx::fuzz

// Called by libFuzzer for every input; defined by each target.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
