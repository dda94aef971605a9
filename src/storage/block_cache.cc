#include "storage/block_cache.h"

#include "storage/state.h"

namespace newsidx::storage {

BlockCache::BlockCache(std::uint64_t bytes)
    : state_(std::make_unique<State>(State{rocksdb::NewLRUCache(bytes)})) {}
BlockCache::~BlockCache() = default;

std::uint64_t BlockCache::used_bytes() const { return state_->rocks->GetUsage(); }

}  // namespace newsidx::storage
