// storage/salvage.h
//
// What can be read of a damaged index: its tables one by one, and its logs, without RocksDB's list
// of files. Behind a block that cannot be read it goes on with the next one, and behind a damaged
// record of a log, too. Writes nothing.
//
// What was deleted and is still in a file is shown: only what a manifest names counts. No key is
// ever written twice (KEYS.md), so it does not matter which file is newer.
//
// Threads: one.   Memory: the records of the logs, 32 MiB as a rule.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/family.h"
#include "storage/folder.h"

namespace newsidx::storage {

class Salvage {
 public:
  /// @param path  of an index whose folder can be listed, whatever is missing in it
  /// @errors not_found, io
  [[nodiscard]] static Result<Salvage> open(const std::string& path);

  /// The tables, and behind them what is in the logs.
  [[nodiscard]] std::size_t part_count() const noexcept { return tables_.size() + 1; }
  /// Records of a family, ascending. @errors those of the call
  using Take = std::function<Status(std::string_view key, std::string_view value)>;
  /// Shows what can be read of a part in a family. A table of another one has nothing.
  /// @errors of `take` alone; what cannot be read is in problems()
  [[nodiscard]] Status read(std::size_t part, Family family, const Take& take);

  /// Whether a key in [begin, end) can be read. Cost: a seek a table
  [[nodiscard]] bool has_between(Family family, const std::string& begin,
                                 const std::string& end) const;

  /// What is missing or broken, in words.
  [[nodiscard]] const std::vector<Remark>& problems() const noexcept { return problems_; }
  /// The last generation that was committed, as far as that is known; 0: it is not.
  [[nodiscard]] std::uint64_t committed_generation() const noexcept { return committed_; }

 private:
  struct Table {
    std::string name;
    Family family = Family::meta;
  };
  explicit Salvage(std::string path) : path_(std::move(path)) {}
  void find_files(const Folder& folder);
  void add_table(const std::string& name);
  void read_log(const Folder& folder, const std::string& name);
  [[nodiscard]] Status read_table(const Table& table, const Take& take);
  void problem(const std::string& name, std::string_view what);

  std::string path_;
  std::uint64_t committed_ = 0;
  std::vector<Table> tables_;
  std::map<std::uint32_t, Family> families_;  // by RocksDB's numbers
  std::map<std::pair<Family, std::string>, std::string> logged_;
  std::vector<Remark> problems_;
};

}  // namespace newsidx::storage
