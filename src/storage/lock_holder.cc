#include "storage/lock_holder.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

#include "storage/mark.h"

namespace newsidx::storage {

// "2: FLOCK  ADVISORY  WRITE 12027 fe:00:9988245 0 EOF"; who waits for it: "2: -> FLOCK ..."
std::optional<pid_t> find_holder(std::string_view locks, std::string_view file) {
  std::istringstream lines{std::string(locks)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string number, kind, is_advisory, access, locked;
    pid_t process = 0;
    words >> number >> kind >> is_advisory >> access >> process >> locked;
    if (words && kind == "FLOCK" && locked == file && process > 0) return process;
  }
  return std::nullopt;
}

std::optional<pid_t> lock_holder(const std::string& index_path) {
  struct stat found {};
  if (stat((index_path + '/' + kMarkName).c_str(), &found) != 0) return std::nullopt;
  std::array<char, 64> file{};
  std::snprintf(file.data(), file.size(), "%02x:%02x:%llu", major(found.st_dev),
                minor(found.st_dev), static_cast<unsigned long long>(found.st_ino));
  std::ifstream locks("/proc/locks");
  const std::string text{std::istreambuf_iterator<char>(locks), {}};
  return find_holder(text, file.data());
}

}  // namespace newsidx::storage
