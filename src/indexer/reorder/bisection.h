// indexer/reorder/bisection.h
//
// An order of documents in which similar ones stand together: postings then have small gaps, and
// the best documents of a query share blocks, so that most blocks can be left out.
//
// Recursive graph bisection: Dhulipala et al., "Compressing Graphs and Indexes with Recursive Graph
// Bisection" (KDD 2016), with the changes of Mackenzie, Petri and Moffat, "Faster Index Reordering
// with Bipartite Graph Partitioning" (SIGIR 2021).
//
// The order comes from the lists of title and body before they are merged, and depends on the
// documents alone: gains are summed in one order, and threads take whole halves. No dictionary is
// needed: terms that share 20 bits of a hash count as one. Terms of more than a quarter of the
// documents or of fewer than 8 are left out, and of the others the most frequent are taken, at most
// 80 a document; all of it takes less than 512 bytes a document. (Rarer terms instead gave a larger
// index; more than 4 exchanges a part gave nothing.) Stored articles stay in the order of reading:
// column article_number says where a document's article is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace newsidx::indexer {

/// The terms of each document, those that say something about which documents are alike.
struct ForwardIndex {
  std::vector<std::uint64_t> starts = {0};  ///< of each document's terms, and the end
  std::vector<std::uint16_t> terms;         ///< of a document each once, in any order
  std::uint32_t term_count = 0;             ///< terms are below

  [[nodiscard]] std::uint32_t document_count() const noexcept {
    return static_cast<std::uint32_t>(starts.size() - 1);
  }
};

/// How much work is spent. The defaults are where more work stopped paying (src/README.md).
struct BisectionSettings {
  std::size_t min_partition = 32;  ///< documents; smaller parts are left as they are
  unsigned max_iterations = 4;     ///< of exchanges between the halves of a part
};

/// How far the work has come, in steps of which there are `total` or fewer; told by the caller's
/// thread.
using OnBisection = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Depends on the forward index and the settings alone, not on the threads.
/// @param stop    leaves the rest as it is when asked
/// @return the documents in their new order: result[new number] = number
/// Cost: about O(terms * log(documents)); beside the forward index 16 bytes a document, and a few
/// MiB a thread
[[nodiscard]] std::vector<std::uint32_t> bisect(const ForwardIndex& forward, unsigned threads,
                                                const BisectionSettings& settings = {},
                                                const std::stop_token& stop = {},
                                                const OnBisection& on_progress = {});

}  // namespace newsidx::indexer
