// query/remarks.h: what an answer says beside its hits of how a query was read.
#pragma once

#include <newsidx/hint.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace newsidx::query {

struct Remarks {
  static constexpr std::size_t kMost = 8;  // of each kind
  std::vector<Remark> warnings;            ///< what was not read as it may have been meant
  std::vector<Remark> notes;               ///< how the query was read, where that may surprise

  /// Would a further warning be dropped?
  [[nodiscard]] bool is_full() const { return warnings.size() >= kMost; }

  void warn(Remark warning) { add(warnings, std::move(warning)); }
  void note(Remark note) { add(notes, std::move(note)); }

 private:
  // A text with forty quotes has one fault, not forty.
  static void add(std::vector<Remark>& remarks, Remark remark) {
    if (remarks.size() >= kMost || std::ranges::find(remarks, remark) != remarks.end()) return;
    remarks.push_back(std::move(remark));
  }
};

}  // namespace newsidx::query
