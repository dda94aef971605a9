// api/addition.h (private): add() and build() as watch() needs them, too.
#pragma once

#include <newsidx/build.h>
#include <newsidx/update.h>

#include <string>
#include <vector>

namespace newsidx {

/// @param may_be_empty  folders without any news are no error: what was in them may be gone
/// @errors as add()
[[nodiscard]] Result<AddReport> add_inputs(const std::vector<std::string>& inputs,
                                           const AddOptions& options, bool may_be_empty);

/// The first build of an index that is added to later: what is half written at the ends of files
/// waits, and a folder may be empty.
/// @errors as build()
[[nodiscard]] Result<AddReport> build_growing(const std::vector<std::string>& inputs,
                                              const BuildOptions& options);

}  // namespace newsidx
