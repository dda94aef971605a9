#include "source/problem.h"

namespace newsidx::source {

std::string Problem::to_string() const {
  std::string place = file;
  if (line > 0) place += ':' + std::to_string(line);
  return place + ": " + message;
}

}  // namespace newsidx::source
