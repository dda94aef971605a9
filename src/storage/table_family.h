// storage/table_family.h (private)
//
// To which family a table belongs, said by the table itself: RocksDB's list of files may be gone.
// RocksDB notes the family in tables that it makes; ours are made before they are taken over, and
// have a property of their own, "newsidx.family". Of those made before there was this, the keys and
// settings tell it, but for postings and positions, whose keys look alike.
#pragma once

#include <rocksdb/table_properties.h>

#include <memory>
#include <optional>
#include <string_view>

#include "storage/family.h"

namespace newsidx::storage {

/// Notes the family in each table that is written with it.
[[nodiscard]] std::shared_ptr<rocksdb::TablePropertiesCollectorFactory> family_noter(Family family);

/// @param first_key  of the table, as far as it can be read
[[nodiscard]] std::optional<Family> family_of(const rocksdb::TableProperties& properties,
                                              std::string_view first_key);

}  // namespace newsidx::storage
