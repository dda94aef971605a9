#include "cli/pager.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace newsidx::cli {
namespace {

// Whether a program of this name is in PATH.
bool is_installed(const std::string& program) {
  const char* const path = std::getenv("PATH");
  std::string_view folders = path == nullptr ? "/usr/bin:/bin" : path;
  for (bool is_last = false; !is_last;) {
    const std::size_t colon = folders.find(':');
    is_last = colon == std::string_view::npos;
    const std::string folder(folders.substr(0, colon));
    if (access(((folder.empty() ? "." : folder) + '/' + program).c_str(), X_OK) == 0) return true;
    if (!is_last) folders.remove_prefix(colon + 1);
  }
  return false;
}

// Of a command without signs of the shell, the program; else empty.
std::string program_of(const std::string& command) {
  if (command.find_first_of("|&;<>()$`\\\"'*?[#~=%\n") != std::string::npos) return {};
  return command.substr(0, command.find_first_of(" \t"));
}

// Ours, with options for the pagers that read them.
std::vector<std::string> pager_environment() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable)
    variables.emplace_back(*variable);
  if (std::getenv("LESS") == nullptr) variables.emplace_back("LESS=FRX");
  if (std::getenv("LV") == nullptr) variables.emplace_back("LV=-c");
  return variables;
}

// A shell that runs the command, and reads from the descriptor. -1: it cannot be started.
pid_t spawn_reading(const std::string& command, int descriptor) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&actions) != 0) return -1;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return -1;
  }
  sigset_t none, common;  // signals that are blocked or passed over here (signals.h) are not there
  sigemptyset(&none);
  sigemptyset(&common);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) sigaddset(&common, signal);
  pid_t process = -1;
  std::vector<std::string> variables = pager_environment();
  std::vector<char*> pointers;
  for (std::string& variable : variables) pointers.push_back(variable.data());
  pointers.push_back(nullptr);
  std::string shell = "sh", option = "-c", text = command;
  char* const arguments[] = {shell.data(), option.data(), text.data(), nullptr};
  const bool is_started =
      posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO) == 0 &&
      posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
      posix_spawnattr_setsigdefault(&attributes, &common) == 0 &&
      posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) == 0 &&
      posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, pointers.data()) == 0;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return is_started ? process : -1;
}

}  // namespace

std::string pager_command() {
  std::string command = "less";
  for (const char* const name : {"NEWSIDX_PAGER", "PAGER"}) {
    if (const char* const given = std::getenv(name); given != nullptr) {
      command = given;
      break;
    }
  }
  const bool is_blank = command.find_first_not_of(" \t") == std::string::npos;
  if (is_blank || command == "cat") return {};
  const std::string program = program_of(command);
  const bool is_missing = !program.empty() && program.find('/') == std::string::npos
                              ? !is_installed(program)
                              : !program.empty() && access(program.c_str(), X_OK) != 0;
  return is_missing ? std::string() : command;
}

bool is_less(const std::string& command) {
  const std::string program = program_of(command);
  return program == "less" || program.ends_with("/less");
}

namespace {

// Leads a stream elsewhere. @return what it was
int redirect(int stream, int to) {
  const int before = fcntl(stream, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  dup2(to, stream);
  return before;
}

void restore(int stream, int& before) {
  if (before == -1) return;
  dup2(before, stream);
  close(before);
  before = -1;
}

}  // namespace

bool Pager::start(const std::string& command) {
  int ends[2];
  if (process_ != -1 || pipe2(ends, O_CLOEXEC) != 0) return false;
  process_ = spawn_reading(command, ends[0]);
  if (process_ != -1) {
    std::signal(SIGPIPE, SIG_IGN);
    output_ = redirect(STDOUT_FILENO, ends[1]);
    if (isatty(STDERR_FILENO) == 1) errors_ = redirect(STDERR_FILENO, ends[1]);
  }
  close(ends[0]);
  close(ends[1]);
  return process_ != -1;
}

void Pager::finish() {
  if (process_ == -1) return;
  // Ctrl-C is for the pager, which stays: without us it would share the terminal with the shell.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGQUIT, SIG_IGN);
  std::fflush(stdout);
  std::fflush(stderr);
  restore(STDOUT_FILENO, output_);
  restore(STDERR_FILENO, errors_);
  while (waitpid(process_, nullptr, 0) == -1 && errno == EINTR) {
  }
  process_ = -1;
}

}  // namespace newsidx::cli
