#include "storage/table_family.h"

#include <string>

#include "storage/keys.h"
#include "storage/options.h"

namespace newsidx::storage {
namespace {

constexpr const char* kProperty = "newsidx.family";

class FamilyNoter final : public rocksdb::TablePropertiesCollector {
 public:
  explicit FamilyNoter(Family family) : name_(name_of(family)) {}
  rocksdb::Status AddUserKey(const rocksdb::Slice& /*key*/, const rocksdb::Slice& /*value*/,
                             rocksdb::EntryType /*type*/, rocksdb::SequenceNumber /*number*/,
                             std::uint64_t /*bytes*/) override {
    return {};
  }
  rocksdb::Status Finish(rocksdb::UserCollectedProperties* properties) override {
    properties->emplace(kProperty, name_);
    return {};
  }
  rocksdb::UserCollectedProperties GetReadableProperties() const override {
    return {{kProperty, name_}};
  }
  const char* Name() const override { return kProperty; }

 private:
  std::string name_;
};

class FamilyNoterFactory final : public rocksdb::TablePropertiesCollectorFactory {
 public:
  explicit FamilyNoterFactory(Family family) : family_(family) {}
  rocksdb::TablePropertiesCollector* CreateTablePropertiesCollector(Context /*of*/) override {
    return new FamilyNoter(family_);
  }
  const char* Name() const override { return kProperty; }

 private:
  Family family_;
};

// The shapes of keys: KEYS.md.
std::optional<Family> guess(const rocksdb::TableProperties& properties, std::string_view key) {
  constexpr std::size_t kTermKey = 11;
  constexpr std::size_t kChunkKey = 10;
  constexpr std::size_t kLiveKey = 16;
  for (const std::string_view prefix :
       {manifest_prefix(), segment_info_prefix(), source_file_prefix()}) {
    if (key.starts_with(prefix)) return Family::meta;
  }
  if (!properties.filter_policy_name.empty()) return Family::ids;
  if (properties.compression_name == "ZSTD") return Family::docs;
  if (properties.compression_name == "LZ4") {
    return key.size() == kTermKey ? Family::terms : Family::columns;
  }
  if (key.size() == kLiveKey) return Family::live;
  if (key.size() == kChunkKey) return std::nullopt;  // postings or positions
  return Family::norms;
}

}  // namespace

std::shared_ptr<rocksdb::TablePropertiesCollectorFactory> family_noter(Family family) {
  return std::make_shared<FamilyNoterFactory>(family);
}

std::optional<Family> family_of(const rocksdb::TableProperties& properties,
                                std::string_view first_key) {
  const auto noted = properties.user_collected_properties.find(kProperty);
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    if (noted != properties.user_collected_properties.end()) {
      if (noted->second == name_of(family)) return family;
    } else if (properties.column_family_name == rocksdb_name(family)) {
      return family;
    }
  }
  return guess(properties, first_key);
}

}  // namespace newsidx::storage
