// unit/storage/index_folder.h: small indexes on disk for the tests of the store.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "storage/keys.h"
#include "storage/record_sink.h"
#include "storage/store.h"
#include "storage/write_store.h"
#include "support/borrowed_store.h"
#include "support/temporary_folder.h"

namespace newsidx::storage {

namespace fs = std::filesystem;
using testing::borrowed;
using Records = std::vector<std::pair<std::string, std::string>>;

/// The value, or the error as an exception, which ends the test.
template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().to_string());
  return std::move(result).value();
}
inline void need(const Status& status) {
  if (!status) throw std::runtime_error(status.error().to_string());
}

/// Makes records of one family readable, through files.
inline void ingest(WriteStore& store, Family family, const Records& records) {
  const auto sink = store.make_files();
  for (const auto& [key, value] : records) need(sink->put(family, key, value));
  need(store.ingest(need(sink->finish())));
}

inline std::vector<std::string> keys_of(const Store& store, Family family,
                                        std::string_view prefix = "") {
  std::vector<std::string> keys;
  Iterator it = store.iterate(family, prefix, Access::scan);
  for (; it.valid(); it.next()) keys.emplace_back(it.key());
  need(it.status());
  return keys;
}

/// The value, or "nothing".
inline std::string value_of(const Store& store, Family family, std::string_view key) {
  const auto value = need(store.get(family, key));
  return value ? std::string(value->bytes()) : "nothing";
}

/// Commits a manifest of the next generation.
inline void put_manifest(WriteStore& store, const std::string& value) {
  const auto last = need(store.last_key(Family::meta, manifest_prefix()));
  const std::uint64_t generation =
      last
          ? ByteReader(std::string_view(*last).substr(manifest_prefix().size())).be<std::uint64_t>()
          : 0;
  const WriteStore::Record record{Family::meta, manifest_key(generation + 1), value};
  need(store.commit(std::span(&record, 1)));
}

/// The newest manifest, or "nothing".
inline std::string manifest_value(const Store& store) {
  const auto key = need(store.last_key(Family::meta, manifest_prefix()));
  return key ? value_of(store, Family::meta, *key) : "nothing";
}

/// An index with one term and a manifest.
inline void make_index(const std::string& path) {
  WriteStore store = need(WriteStore::open(path));
  ingest(store, Family::terms, {{"key", "value"}});
  put_manifest(store, "manifest 1");
}

inline void write_file(const fs::path& path, std::string_view text) { std::ofstream(path) << text; }

/// Root may read and write everything: for as long as this lives, the process is somebody else.
class AsNobody {
 public:
  AsNobody() : was_root_(geteuid() == 0) {
    if (was_root_ && seteuid(65534) != 0) throw std::runtime_error("seteuid");
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (was_root_ && seteuid(0) != 0) std::abort();
  }

 private:
  bool was_root_;
};

}  // namespace newsidx::storage
