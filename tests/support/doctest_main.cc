// The main function of every doctest program, and a watchdog: a program that hangs ends by itself
// and says where, before ctest's own limit ends it without a word (CMakePresets.json).
//
// The limit is for all tests of a program together, as ctest's is: NEWSIDX_TEST_SECONDS, or 15
// minutes, which is a multiple of what the slowest takes with sanitizers on a busy machine.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <execinfo.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

// Of the sanitizers, where there are any: a stack with names and lines.
extern "C" __attribute__((weak)) void __sanitizer_print_stack_trace();

#if defined(__SANITIZE_THREAD__)
// RocksDB of the system is built without the sanitizer, which does not see how its memtables, lists
// without locks, are shared, nor how a context of zstd is handed from one thread to the next (its
// cache of contexts, one a core, exchanges pointers by atomics).
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions() {
  return "race:librocksdb.so\nrace:libzstd.so\n";
}
#endif

namespace {

constexpr unsigned kDefaultSeconds = 900;
constexpr int kExitHanging = 124;  // as of timeout(1)

unsigned limit_seconds() {
  const char* const text = std::getenv("NEWSIDX_TEST_SECONDS");
  const unsigned long seconds = text == nullptr ? 0 : std::strtoul(text, nullptr, 10);
  return seconds == 0 ? kDefaultSeconds : static_cast<unsigned>(seconds);
}

// What is running, written when it begins: the signal's handler must not allocate.
std::array<char, 1024> running = {"no test case\n"};

void say(const char* text) {
  std::size_t size = 0;
  while (text[size] != '\0') ++size;
  while (size > 0) {
    const ssize_t written = write(STDERR_FILENO, text, size);
    if (written <= 0) return;
    text += written;
    size -= static_cast<std::size_t>(written);
  }
}

// The signal comes to the main thread, which runs the test case or waits for its threads.
void end_hanging_tests(int) {
  say("\nnewsidx test: the time is over (NEWSIDX_TEST_SECONDS) in ");
  say(running.data());
  if (__sanitizer_print_stack_trace != nullptr) {
    __sanitizer_print_stack_trace();
  } else {
    std::array<void*, 64> frames{};
    const int count = backtrace(frames.data(), static_cast<int>(frames.size()));
    backtrace_symbols_fd(frames.data(), count, STDERR_FILENO);
    say("(addr2line -Cfe PROGRAM +0xADDRESS names these places)\n");
  }
  _exit(kExitHanging);
}

class Watchdog final : public doctest::IReporter {
 public:
  explicit Watchdog(const doctest::ContextOptions&) {}

  void test_run_start() override {
    std::array<void*, 1> frame{};
    backtrace(frame.data(), 1);  // its first call loads a library, which a handler must not
    std::signal(SIGALRM, end_hanging_tests);
    alarm(limit_seconds());
  }
  void test_run_end(const doctest::TestRunStats&) override { alarm(0); }
  void test_case_start(const doctest::TestCaseData& test) override {
    test_ = &test;
    subcases_.clear();
    note();
  }
  void test_case_reenter(const doctest::TestCaseData& test) override { test_case_start(test); }
  void subcase_start(const doctest::SubcaseSignature& subcase) override {
    subcases_ += std::string(", subcase '") + subcase.m_name.c_str() + "'";
    note();
  }

  void report_query(const doctest::QueryData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}

 private:
  void note() const {
    std::snprintf(running.data(), running.size(), "test case '%s'%s (%s:%u)\n", test_->m_name,
                  subcases_.c_str(), test_->m_file.c_str(), test_->m_line);
  }

  const doctest::TestCaseData* test_ = nullptr;
  std::string subcases_;
};

}  // namespace

REGISTER_LISTENER("watchdog", 1, Watchdog);
