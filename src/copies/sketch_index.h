// copies/sketch_index.h
//
// The sketches of many articles, by hash and within a hash by date: asked with another sketch, it
// tells the articles whose body may be a copy, which is then looked at as a whole.
//
// An article is told where at least half of the sample that both sketches have of the shorter one's
// shingles is common, for 80 % are to be common of all: of the sample of 32 and more that is missed
// by chance less than once in 10,000 times.
//
// Threads: one.   Memory: memory_bytes() of what was added.   Cost: finish() sorts; candidates()
// looks up each hash of the sketch, and walks over at most 64 articles within six weeks that have
// it.
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
  void finish();

  [[nodiscard]] std::size_t size() const noexcept { return articles_.size(); }
  /// What so many articles with so many hashes take, about.
  [[nodiscard]] static constexpr std::uint64_t memory_bytes(std::uint64_t articles,
                                                            std::uint64_t hashes) noexcept {
    return articles * (sizeof(Article) + 2 * sizeof(std::uint32_t)) +
           hashes * (sizeof(std::uint64_t) + sizeof(std::uint32_t) + 4);
  }
  [[nodiscard]] std::uint64_t memory_bytes() const noexcept {
    return memory_bytes(articles_.size(), hashes_.size());
  }

  /// Numbers of articles that may be copies, in no order; of very many that have the same words,
  /// the next ones in time. Good until the next call.
  /// @param number     of the article asked about, of which those of its very time are next to it
  /// @param was_added  the sketch is that of an article which was added; it may be among them
  [[nodiscard]] std::span<const std::uint32_t> candidates(std::uint32_t number, const Time& time,
                                                          const Sketch& sketch, bool was_added);

 private:
  struct Article {
    std::uint32_t number = 0;
    std::uint32_t word_count = 0;
    std::uint32_t limit = 0;  // Sketch::limit()
    std::uint32_t hash_count = 0;
    std::uint64_t first_hash = 0;  // of hashes_
    std::int64_t time = 0;
    bool is_dated = false;
  };

  struct Places {
    std::uint32_t begin = 0;
    std::uint32_t centre = 0;
    std::uint32_t end = 0;
  };
  void count(std::uint32_t hash, const Places& places);
  [[nodiscard]] bool is_candidate(std::uint32_t place, const Sketch& sketch) const;

  std::vector<Article> articles_;       // by time, undated ones last
  std::vector<std::uint32_t> hashes_;   // of all, one article behind the other
  std::vector<std::uint64_t> entries_;  // hash << 32 | place in articles_; ascending
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
