// bench/macro/generate/article_maker.h
//
// Makes article `number` of the set `seed`: a story (a few neighbours in topic order) within a
// topic, a title from the chain of titles, a body from that of bodies as long as another one of the
// topic. An article depends on model, seed and number alone, so a smaller set begins a larger one.
//
// Threads: one maker may serve many.
#pragma once

#include <cstdint>
#include <string>

#include "chain.h"
#include "model.h"

namespace newsidx::bench::generate {

struct GeneratedArticle {
  std::string title;
  std::string body;
};

class ArticleMaker {
 public:
  explicit ArticleMaker(const Model& model);

  GeneratedArticle make(std::uint64_t seed, std::uint64_t number) const;

 private:
  struct Subject;

  std::string title(const Subject& subject, RareDrawer& rare, Random& random) const;
  std::string body(const Subject& subject, RareDrawer& rare, Random& random) const;
  void append(std::string& text, const TextStream& stream, std::uint32_t position, RareDrawer& rare,
              Random& random) const;

  const Model& model_;
  std::vector<std::uint32_t> word_of_;
  Chain titles_;
  Chain bodies_;
};

}  // namespace newsidx::bench::generate
