// indexer/build/memory_plan.h
//
// How the memory of a build, or of a writer that lives longer, is shared out; and what becomes of a
// call for which it does not suffice.
#pragma once

#include <newsidx/result.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "indexer/build/build_settings.h"
#include "indexer/build/segment_assembly.h"
#include "indexer/build/segment_builder.h"
#include "indexer/invert/inverter.h"

namespace newsidx::indexer {

/// So that a window behind the last one still fits.
inline constexpr std::uint32_t kMaxDocuments = INT32_MAX;

/// The shares add up to 18 sixteenths, as not all are ever used up at once.
class MemoryPlan {
 public:
  MemoryPlan(std::uint64_t budget, unsigned threads) : budget_(budget), threads_(threads) {}

  /// The least budget.
  static constexpr std::uint64_t kMinBytes = 16u << 20;
  /// A thread cannot work in less than this.
  static constexpr std::uint64_t kMinThreadBytes = 16u << 20;

  [[nodiscard]] std::size_t batch_bytes() const {
    return std::clamp<std::uint64_t>(budget_ / (threads_ * 32u), 64u << 10, 16u << 20);
  }
  // A batch in work takes about three times its articles: these, their stored form, the runs.
  [[nodiscard]] std::size_t bytes_under_way() const { return budget_ * 3 / 16 / 3; }
  [[nodiscard]] std::size_t analyzer_bytes() const { return budget_ * 3 / 16 / threads_; }
  // Of what is read back: flushed segments, and lists of which pairs are made.
  [[nodiscard]] std::size_t cache_bytes() const { return budget_ / 16; }
  [[nodiscard]] Inverter::Limits inverter_limits() const {
    return {.tokens = budget_ / (8 * Inverter::kTokenBytes) / threads_,
            .vocabulary_bytes = budget_ / 8 / threads_};
  }
  [[nodiscard]] SegmentBuilder::Limits segment_limits() const {
    constexpr std::uint64_t kSourceBytes = 32u << 20;  // of the budget, for one that is merged
    return {.runs_bytes = budget_ * 7 / 16,
            .max_sources = std::clamp<std::size_t>(budget_ / kSourceBytes, 4, 32),
            .reordered = static_cast<std::uint32_t>(
                std::min<std::uint64_t>(budget_ / kReorderedBytes, kMaxDocuments))};
  }

 private:
  std::uint64_t budget_;
  unsigned threads_;
};

/// Threads that the settings ask for, as far as they have room.
[[nodiscard]] inline unsigned thread_count_of(const BuildSettings& settings) {
  const unsigned wanted =
      settings.threads != 0 ? settings.threads : std::max(1u, std::thread::hardware_concurrency());
  const auto fitting =
      std::max<std::uint64_t>(1, settings.memory_bytes / MemoryPlan::kMinThreadBytes);
  return static_cast<unsigned>(std::min<std::uint64_t>(wanted, fitting));
}

/// Also of a length that no string can have: RocksDB takes the code of zstd's "no memory" for one.
[[nodiscard]] inline Failure out_of_memory() {
  return fail(ErrorCode::limit, "out of memory",
              Hint("a smaller ", HintName::memory_bytes, ", or fewer ", HintName::threads));
}

/// What `call` returns; the error of out_of_memory() where it throws.
template <class Call>
[[nodiscard]] auto in_memory(Call call) -> decltype(call()) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::length_error&) {
    return out_of_memory();
  } catch (const std::system_error&) {  // no thread: there is no room for its stack
    return out_of_memory();
  }
}

}  // namespace newsidx::indexer
