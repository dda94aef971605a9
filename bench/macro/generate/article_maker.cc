#include "article_maker.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "pieces.h"

namespace newsidx::bench::generate {
namespace {

constexpr std::uint32_t kStoryArticles = 4;
constexpr std::uint32_t kTopicArticles = 128;
constexpr std::size_t kMostTitleWords = 24;
constexpr std::string_view kParagraph = "\n\n";

std::vector<std::uint32_t> words_of(const std::vector<std::string>& surfaces) {
  std::unordered_map<std::string, std::uint32_t> ids;
  std::vector<std::uint32_t> word_of;
  word_of.reserve(surfaces.size());
  for (std::uint32_t surface = 0; surface < surfaces.size(); ++surface) {
    // What stands for a rare word is a word of its own.
    const std::string key =
        surface < kFirstSurface ? std::string(1 + surface, ' ') : lower_case(surfaces[surface]);
    word_of.push_back(ids.try_emplace(key, static_cast<std::uint32_t>(ids.size())).first->second);
  }
  return word_of;
}

/// `size` articles around a centre, moved inwards at both ends.
Range around(std::uint32_t centre, std::uint32_t size, std::uint32_t articles) {
  size = std::min(size, articles);
  const std::uint32_t begin = std::min(centre - std::min(centre, size / 2), articles - size);
  return {begin, begin + size};
}

std::uint32_t one_of(Range range, Random& random) {
  return range.begin + random.below(range.end - range.begin);
}

}  // namespace

struct ArticleMaker::Subject {
  Range story;  // articles
  Range topic;
};

ArticleMaker::ArticleMaker(const Model& model)
    : model_(model),
      word_of_(words_of(model.surfaces)),
      titles_(model.titles, word_of_),
      bodies_(model.bodies, word_of_) {}

GeneratedArticle ArticleMaker::make(std::uint64_t seed, std::uint64_t number) const {
  Random random(seed, number);
  const std::uint32_t articles = model_.bodies.articles();
  const std::uint32_t centre = random.below(articles);
  const Subject subject{around(centre, kStoryArticles, articles),
                        around(centre, kTopicArticles, articles)};
  RareDrawer rare(model_.rare);
  GeneratedArticle article;
  article.title = title(subject, rare, random);
  article.body = body(subject, rare, random);
  return article;
}

std::string ArticleMaker::title(const Subject& subject, RareDrawer& rare, Random& random) const {
  const TextStream& stream = model_.titles;
  const Range story = titles_.positions(subject.story);
  const Range topic = titles_.positions(subject.topic);
  std::string text;
  std::uint32_t position = stream.starts[one_of(subject.story, random)];
  for (std::size_t words = 0; words < kMostTitleWords && stream.tokens[position] != kEnd; ++words) {
    append(text, stream, position, rare, random);
    position = titles_.next(position, story, topic, random);
  }
  return text;
}

std::string ArticleMaker::body(const Subject& subject, RareDrawer& rare, Random& random) const {
  const TextStream& stream = model_.bodies;
  const Range story = bodies_.positions(subject.story);
  const Range topic = bodies_.positions(subject.topic);
  const std::uint32_t like = one_of(subject.topic, random);
  const std::uint32_t length = stream.starts[like + 1] - stream.starts[like] - 1;
  std::string text;
  std::uint32_t position = stream.starts[one_of(subject.story, random)];
  for (std::uint32_t words = 0; words < length; ++words) {
    append(text, stream, position, rare, random);
    position = bodies_.next(position, story, topic, random);
    if (stream.tokens[position] == kEnd) {
      text += kParagraph;
      position = stream.starts[one_of(subject.story, random)];
    }
  }
  return text + ".";
}

void ArticleMaker::append(std::string& text, const TextStream& stream, std::uint32_t position,
                          RareDrawer& rare, Random& random) const {
  const std::uint32_t surface = stream.tokens[position];
  if (!text.empty()) {
    const std::string& separator = model_.separators[stream.separators[position]];
    text += separator.empty() ? " " : separator;  // empty: the first word of its own article
  }
  if (surface >= kFirstSurface) {
    text += model_.surfaces[surface];
    return;
  }
  const std::uint32_t form = surface - kFirstRare;
  text += rare.draw(static_cast<RareKind>(form / kLetterCases),
                    static_cast<LetterCase>(form % kLetterCases), random);
}

}  // namespace newsidx::bench::generate
