#include "memory_store.h"

#include <map>
#include <utility>

namespace newsidx {
namespace storage {

struct PinnedValue::Pin {
  std::string bytes;
};

PinnedValue::PinnedValue() noexcept = default;
PinnedValue::PinnedValue(PinnedValue&&) noexcept = default;
PinnedValue& PinnedValue::operator=(PinnedValue&&) noexcept = default;
PinnedValue::~PinnedValue() = default;

PinnedValue PinnedValue::own(std::string bytes) {
  PinnedValue value;
  value.pin_ = std::make_unique<Pin>(Pin{std::move(bytes)});
  value.bytes_ = value.pin_->bytes;
  return value;
}

struct Store::State {
  std::map<std::pair<Family, std::string>, std::string> values;
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::optional<PinnedValue>> Store::get(Family family, std::string_view key) const {
  const auto found = state_->values.find({family, std::string(key)});
  if (found == state_->values.end()) return std::optional<PinnedValue>();
  return std::optional(PinnedValue::own(found->second));
}

}  // namespace storage

namespace fuzz {

MemoryStore::MemoryStore() : Store(std::make_unique<State>()) {}

void MemoryStore::put(storage::Family family, std::string key, std::string value) {
  state_->values[{family, std::move(key)}] = std::move(value);
}

std::string* MemoryStore::find(storage::Family family, const std::string& key) {
  const auto found = state_->values.find({family, key});
  return found == state_->values.end() ? nullptr : &found->second;
}

}  // namespace fuzz
}  // namespace newsidx
