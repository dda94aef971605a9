// support/borrowed_store.h: a store that stays with the test, for readers that share theirs.
#pragma once

#include <memory>

#include "storage/store.h"

namespace newsidx::testing {

/// @param store  must outlive what is opened with it
inline std::shared_ptr<const storage::Store> borrowed(const storage::Store& store) {
  return {std::shared_ptr<const void>(), &store};
}

}  // namespace newsidx::testing
