// copies/sketch_index.h
//
// The sketches of many articles, by hash and within a hash by date: it tells which of them may have
// bodies that are copies, of one another or of a further article's, which are then looked at as a
// whole.
//
// An article is told where at least half of the sample that both sketches have of the shorter one's
// shingles is common, for 80 % are to be common of all: of the sample of 32 and more that is missed
// by chance less than once in 10,000 times.
//
// Threads: one.   Memory: memory_bytes() of what was added.   Cost: finish() sorts; pairs_of()
// walks over at most 32 articles within six weeks for each hash, candidates() looks each hash up,
// and walks over 64.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "copies/copy_rule.h"
#include "copies/sketch.h"

namespace newsidx::copies {

class SketchIndex {
 public:
  /// @param number  by which it is told; greater than that of the one before
  void add(std::uint32_t number, const Time& time, const Sketch& sketch);
  /// Called once, behind all add().
  /// @param is_alone  there is no further article: candidates() is not called
  void finish(bool is_alone);

  [[nodiscard]] std::size_t size() const noexcept { return articles_.size(); }
  /// What so many articles with so many hashes take, about.
  [[nodiscard]] static constexpr std::uint64_t memory_bytes(std::uint64_t articles,
                                                            std::uint64_t hashes) noexcept {
    return articles * (sizeof(Article) + 2 * sizeof(std::uint32_t)) +
           hashes * (sizeof(std::uint64_t) + 2 * sizeof(std::uint32_t) + 4);
  }
  [[nodiscard]] std::uint64_t memory_bytes() const noexcept {
    return memory_bytes(articles_.size(), hashes_.size());
  }

  /// Numbers of articles that may be copies, in no order; of very many that have the same words,
  /// the next ones in time. Good until the next call.
  /// @param number  of the article asked about, of which those of its very time are next to it; it
  ///                was not added
  [[nodiscard]] std::span<const std::uint32_t> candidates(std::uint32_t number, const Time& time,
                                                          const Sketch& sketch);

  struct Pairs {
    std::uint32_t number;                   ///< of the article
    std::span<const std::uint32_t> others;  ///< in no order; good until the next call
  };
  /// What may be copies among those that were added: pairs come once, with the later one of the
  /// two.
  /// @param index  of an article, below size(); by time
  [[nodiscard]] Pairs pairs_of(std::uint32_t index);

 private:
  struct Article {
    std::uint32_t number = 0;
    std::uint32_t word_count = 0;
    std::uint32_t limit = 0;  // Sketch::limit()
    std::uint32_t hash_count = 0;
    std::uint64_t first_hash = 0;   // of hashes_
    std::uint64_t first_entry = 0;  // of places_in_entries_
    std::uint32_t entry_count = 0;
    std::int64_t time = 0;
    bool is_dated = false;
  };

  struct Places {
    std::uint32_t begin = 0;
    std::uint32_t centre = 0;
    std::uint32_t end = 0;
  };
  void note_hashes();
  void count(std::uint32_t hash, const Places& places);
  void count_at(std::uint64_t entry);
  [[nodiscard]] std::span<const std::uint32_t> hashes_of(const Article& article) const {
    return std::span(hashes_).subspan(article.first_hash, article.hash_count);
  }
  // Takes what was counted.
  template <class IsCandidate>
  std::span<const std::uint32_t> take_counted(IsCandidate is_candidate);
  // Whether at least half of the sample of the shorter one is common.
  [[nodiscard]] bool have_half(std::uint32_t count, const Article& a, std::uint32_t word_count,
                               std::uint32_t limit, std::span<const std::uint32_t> hashes) const;

  std::vector<Article> articles_;                 // by time, undated ones last
  std::vector<std::uint32_t> hashes_;             // of all, one article behind the other
  std::vector<std::uint64_t> entries_;            // hash << 32 | place in articles_; ascending
  std::vector<std::uint32_t> places_in_entries_;  // of each article's hashes that several have
  // Bits of the hashes that there are, and of those that several articles have: most hashes of an
  // article have no other.
  std::vector<std::uint64_t> has_one_;
  std::vector<std::uint64_t> has_several_;
  unsigned filter_shift_ = 0;
  std::uint32_t dated_count_ = 0;
  std::vector<std::uint32_t> counts_;   // by place: common hashes
  std::vector<std::uint32_t> touched_;  // places with a count
  std::vector<std::uint32_t> found_;
};

}  // namespace newsidx::copies
