#include "source/fields/field_counts.h"

#include <algorithm>
#include <utility>

#include "source/fields/field_text.h"

namespace newsidx::source {

void FieldCounts::add(const std::vector<std::string>& names) {
  for (const std::string& name : names) add(name, 1);
}

void FieldCounts::add(const FieldCounts& other) {
  for (const auto& [name, count] : other.counts_) add(name, count);
  other_count_ += other.other_count_;
}

void FieldCounts::add(const std::string& name, std::uint64_t count) {
  constexpr std::size_t kMaxNames = 1000;
  if (const auto known = counts_.find(name); known != counts_.end()) {
    known->second += count;
  } else if (counts_.size() < kMaxNames) {
    counts_.emplace(name, count);
  } else {
    other_count_ += count;
  }
}

std::string FieldCounts::summary(std::size_t max_names) const {
  std::vector<std::pair<std::string, std::uint64_t>> names(counts_.begin(), counts_.end());
  std::stable_sort(names.begin(), names.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), max_names); ++i) {
    text += (i == 0 ? "" : ", ") + quoted_part(names[i].first) + " (" +
            std::to_string(names[i].second) + ')';
  }
  const std::size_t rest = names.size() - std::min(names.size(), max_names);
  if (rest > 0 || other_count_ > 0) {
    const std::string more = other_count_ > 0 ? "more than " : "";
    text += (text.empty() ? "" : ", ") + more + std::to_string(rest) +
            (rest == 1 && other_count_ == 0 ? " other" : " others");
  }
  return text;
}

}  // namespace newsidx::source
