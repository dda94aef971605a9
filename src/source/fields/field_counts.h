// source/fields/field_counts.h
//
// How often fields were of no use, for the line at the end of a build:
//
//   fields not used: raw_html (17), notes (3)
//
// Threads: none of its own; each worker has one, and they are added up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace newsidx::source {

class FieldCounts {
 public:
  /// @param names  FieldArticle::unused of one record
  void add(const std::vector<std::string>& names);
  void add(const FieldCounts& other);

  [[nodiscard]] bool empty() const { return counts_.empty() && other_count_ == 0; }

  /// "raw_html (17), notes (3), 5 others", the most frequent first; "" when there are none.
  [[nodiscard]] std::string summary(std::size_t max_names = 8) const;

 private:
  void add(const std::string& name, std::uint64_t count);

  std::map<std::string, std::uint64_t> counts_;
  std::uint64_t other_count_ = 0;  ///< records with names beyond the first 1,000
};

}  // namespace newsidx::source
