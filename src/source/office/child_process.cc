#include "source/office/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"

namespace newsidx::source {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBlockBytes = 64 << 10;
constexpr std::size_t kMaxMessageBytes = 300;
constexpr int kPollMilliseconds = 50;  // a stop is seen so late

Failure system_failure(std::string_view what, int error) {
  return fail(ErrorCode::io, std::string(what) + ": " + std::generic_category().message(error));
}

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }
  [[nodiscard]] int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return system_failure("no pipe", errno);
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// A nameless file in memory: a pipe could not be written and read by one thread.
Result<Descriptor> file_of(std::string_view bytes) {
  Descriptor file(::memfd_create("newsidx-input", MFD_CLOEXEC));
  if (file.number() < 0) return system_failure("no file for its input", errno);
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return system_failure("its input", errno);
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  ::lseek(file.number(), 0, SEEK_SET);
  return file;
}

// The shell sets the limits before it becomes the program: set from here, they would come when the
// program runs already.
std::vector<std::string> within_limits(const std::vector<std::string>& command,
                                       const ChildLimits& limits) {
  std::vector<std::string> out = {"sh", "-c",
                                  "ulimit -v " + std::to_string(limits.memory_bytes >> 10) +
                                      " && ulimit -t " +
                                      std::to_string(limits.processor_time.count()) +
                                      " && ulimit -f 0 && ulimit -c 0 && "
                                      // It ends with who waits for it, however that ends.
                                      "if command -v setpriv >/dev/null; then "
                                      "exec setpriv --pdeathsig KILL \"$@\"; fi; exec \"$@\"",
                                  "sh"};
  out.insert(out.end(), command.begin(), command.end());
  return out;
}

// A running program; ended and waited for at the latest here.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ <= 0) return;
    ::kill(-id_, SIGKILL);
    while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  // @return its status once it has ended
  std::optional<int> try_wait() {
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) != id_) return std::nullopt;
    ::kill(-id_, SIGKILL);  // what it left running
    id_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t id_;
};

struct SpawnSetup {
  SpawnSetup() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~SpawnSetup() {
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

Result<pid_t> spawn(const std::vector<std::string>& command, int in, int out, int err) {
  SpawnSetup setup;
  posix_spawn_file_actions_adddup2(&setup.actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&setup.actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&setup.actions, err, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&setup.actions, STDERR_FILENO + 1);
  std::vector<char*> arguments;
  for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  std::string locale = "LC_ALL=C.UTF-8";
  const char* path = std::getenv("PATH");
  std::string path_variable = "PATH=" + std::string(path == nullptr ? "/usr/bin:/bin" : path);
  std::array<char*, 3> environment = {locale.data(), path_variable.data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments[0], &setup.actions, &setup.attributes,
                                   arguments.data(), environment.data());
  if (error != 0) return system_failure(command[0], error);
  return child;
}

// Moves what is there to read. @return false at the end
bool take_output(int descriptor, std::string& out, std::uint64_t max_bytes) {
  char block[kBlockBytes];
  const ssize_t count = ::read(descriptor, block, sizeof block);
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  const std::uint64_t room = max_bytes - std::min<std::uint64_t>(max_bytes, out.size());
  out.append(block, static_cast<std::size_t>(
                        std::min<std::uint64_t>(room, static_cast<std::uint64_t>(count))));
  return count > 0;
}

class Deadline {
 public:
  Deadline(const ChildLimits& limits, const std::string& program, const std::stop_token& stop)
      : end_(Clock::now() + limits.time), program_(program), stop_(stop) {}

  [[nodiscard]] Status check() const {
    if (stop_.stop_requested()) return cancelled_error();
    if (Clock::now() < end_) return {};
    return fail(ErrorCode::limit, program_ + " took too much time");
  }

 private:
  Clock::time_point end_;
  const std::string& program_;
  const std::stop_token& stop_;
};

Status read_output(Descriptor& out, Descriptor& err, const ChildLimits& limits,
                   const Deadline& deadline, ChildOutput& output) {
  bool is_out_open = true;
  bool is_err_open = true;
  while (is_out_open || is_err_open) {
    NEWSIDX_RETURN_IF_ERROR(deadline.check());
    pollfd events[2] = {{is_out_open ? out.number() : -1, POLLIN, 0},
                        {is_err_open ? err.number() : -1, POLLIN, 0}};
    if (::poll(events, 2, kPollMilliseconds) < 0 && errno != EINTR)
      return system_failure("its output", errno);
    if (events[0].revents != 0)
      is_out_open = take_output(out.number(), output.text, limits.output_bytes + 1);
    if (events[1].revents != 0)
      is_err_open = take_output(err.number(), output.message, kMaxMessageBytes);
    if (output.text.size() > limits.output_bytes) {
      return fail(ErrorCode::limit,
                  "its text is longer than " + std::to_string(limits.output_bytes) + " bytes");
    }
  }
  return {};
}

}  // namespace

Result<ChildOutput> run_child(const std::vector<std::string>& command, std::string_view input,
                              const ChildLimits& limits, const std::stop_token& stop) {
  if (!is_installed(command[0]))
    return fail(ErrorCode::not_found, command[0] + " is not installed");
  NEWSIDX_ASSIGN_OR_RETURN(const Descriptor in, file_of(input));
  NEWSIDX_ASSIGN_OR_RETURN(Pipe out, make_pipe());
  NEWSIDX_ASSIGN_OR_RETURN(Pipe err, make_pipe());
  const Deadline deadline(limits, command[0], stop);
  NEWSIDX_ASSIGN_OR_RETURN(const pid_t id, spawn(within_limits(command, limits), in.number(),
                                                 out.write_end.number(), err.write_end.number()));
  Child child(id);
  out.write_end.close();
  err.write_end.close();
  ChildOutput output;
  NEWSIDX_RETURN_IF_ERROR(read_output(out.read_end, err.read_end, limits, deadline, output));
  std::optional<int> status;
  while (!(status = child.try_wait())) {
    NEWSIDX_RETURN_IF_ERROR(deadline.check());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  output.status = *status;
  output.message.resize(std::min(output.message.find('\n'), output.message.size()));
  return output;
}

bool is_installed(const std::string& program) {
  const char* variable = std::getenv("PATH");
  std::string_view path = variable == nullptr ? "/usr/bin:/bin" : variable;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const std::string file = std::string(path.substr(0, end)) + "/" + program;
    if (::access(file.c_str(), X_OK) == 0) return true;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return false;
}

}  // namespace newsidx::source
