#include "source/stream/stop_event.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace newsidx::source {

Result<std::unique_ptr<StopEvent>> StopEvent::create(std::stop_token stop) {
  int descriptor = -1;
  if (stop.stop_possible()) {
    descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0) {
      return fail(ErrorCode::io, "no event to stop by: " + std::generic_category().message(errno));
    }
  }
  return std::unique_ptr<StopEvent>(new StopEvent(std::move(stop), descriptor));
}

StopEvent::StopEvent(std::stop_token stop, int descriptor)
    : stop_(std::move(stop)), descriptor_(descriptor) {
  if (descriptor_ >= 0) wake_.emplace(stop_, Wake{descriptor_});
}

StopEvent::~StopEvent() {
  wake_.reset();  // waits for one that runs
  if (descriptor_ >= 0) ::close(descriptor_);
}

void StopEvent::Wake::operator()() const noexcept { ::eventfd_write(descriptor, 1); }

}  // namespace newsidx::source
