#include "cli/signals.h"

#include <pthread.h>

#include <utility>

namespace newsidx::cli {
namespace {

/// One that the parent has set to be ignored (nohup, a script's background job) stays ignored.
bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// Passes over one signal; the next one ends the process as ever.
void pass_over_once(int signal) {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(signal, &action, nullptr);
}

/// The last: the terminal is gone.
constexpr int kStops[] = {SIGINT, SIGTERM, SIGHUP};

/// Wakes the watching thread without a meaning for anybody else.
constexpr int kWake = SIGUSR2;

}  // namespace

StopOnSignal::StopOnSignal(std::function<void()> on_stop) : on_stop_(std::move(on_stop)) {
  sigemptyset(&watched_);
  sigaddset(&watched_, kWake);
  for (const int signal : kStops) {
    if (!is_ignored(signal)) sigaddset(&watched_, signal);
  }
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
  thread_ = std::thread([this] { watch(); });
}

StopOnSignal::~StopOnSignal() {
  done_ = true;
  pthread_kill(thread_.native_handle(), kWake);
  thread_.join();
  // A signal that comes between the end of the work and the end of the process finds nothing to
  // stop. It must not make the exit status say that the work was not done.
  for (const int signal : kStops) {
    if (sigismember(&watched_, signal) == 1) pass_over_once(signal);
  }
  pthread_sigmask(SIG_UNBLOCK, &watched_, nullptr);
}

void StopOnSignal::watch() {
  sigset_t awaited = watched_;
  for (int signal = 0; sigwait(&awaited, &signal) == 0 && !done_;) {
    if (signal == kWake) continue;
    // From here on a signal ends the process: this thread, which awaits a wake only, lets it
    // through. First, for what follows may wait: on_stop_ for a reader of what it says.
    for (const int stop : kStops) {
      if (sigismember(&watched_, stop) == 1) std::signal(stop, SIG_DFL);
    }
    sigemptyset(&awaited);
    sigaddset(&awaited, kWake);
    sigset_t let_through = watched_;
    sigdelset(&let_through, kWake);
    pthread_sigmask(SIG_UNBLOCK, &let_through, nullptr);
    stop_.request_stop();
    if (on_stop_) on_stop_();
  }
}

}  // namespace newsidx::cli
