// query/remarks.h: what an answer says beside its hits of how a query was read.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace newsidx::query {

struct Remarks {
  static constexpr std::size_t kMost = 8;  // of each kind
  std::vector<std::string> warnings;       ///< what was not read as it may have been meant
  std::vector<std::string> notes;          ///< how the query was read, where that may surprise

  /// Would a further warning be dropped?
  [[nodiscard]] bool is_full() const { return warnings.size() >= kMost; }

  void warn(std::string warning) { add(warnings, std::move(warning)); }
  void note(std::string note) { add(notes, std::move(note)); }

 private:
  // A text with forty quotes has one fault, not forty.
  static void add(std::vector<std::string>& remarks, std::string remark) {
    if (remarks.size() >= kMost || std::ranges::find(remarks, remark) != remarks.end()) return;
    remarks.push_back(std::move(remark));
  }
};

}  // namespace newsidx::query
