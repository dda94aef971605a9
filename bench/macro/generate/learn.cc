#include "learn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "pieces.h"
#include "topic_order.h"

namespace newsidx::bench::generate {
namespace {

constexpr std::size_t kSeparators = 255;
constexpr std::uint32_t kRareDocuments = 2;          // a word of no more articles is rare
constexpr std::size_t kSmallSet = 1000;              // articles; below it rare words are kept ...
constexpr std::uint32_t kSmallSetReplacedOneIn = 6;  // ... but for one occurrence in so many
constexpr std::size_t kLongestWord = 40;

using Ids = std::unordered_map<std::string, std::uint32_t>;

std::uint32_t id_of(Ids& ids, std::string_view text) {
  return ids.try_emplace(std::string(text), static_cast<std::uint32_t>(ids.size())).first->second;
}

struct Piece {
  std::uint32_t separator;
  std::uint32_t surface;
};
struct Pieces {
  std::vector<Piece> title;
  std::vector<Piece> body;
};

/// The whole set read once: pieces, and how often each word and separator occurs.
struct Census {
  explicit Census(const std::vector<SourceArticle>& articles) {
    for (const SourceArticle& article : articles) {
      Pieces& pieces = texts.emplace_back();
      add(article.title, pieces.title);
      add(article.body, pieces.body);
      if (texts.size() == (articles.size() + 1) / 2) words_of_half = document_frequency;
    }
    words_of_half.resize(document_frequency.size());
  }

  std::vector<Pieces> texts;
  std::vector<std::string> surfaces;
  std::vector<std::uint32_t> word_of;  // the lower-case word of a surface
  std::vector<std::string> words;
  std::vector<std::uint32_t> document_frequency;  // by word
  std::vector<std::uint32_t> occurrences;         // by word
  std::vector<std::uint32_t> words_of_half;       // document frequency in the first half
  std::vector<std::string> separators;
  std::vector<std::uint32_t> separator_counts;

 private:
  void add(std::string_view text, std::vector<Piece>& pieces) {
    for_each_piece(text, [&](std::string_view separator, std::string_view word) {
      const std::uint32_t surface = surface_id(word.substr(0, kLongestWord));
      const std::uint32_t lower = word_of[surface];
      ++occurrences[lower];
      if (last_article_[lower] != texts.size()) {
        last_article_[lower] = texts.size();
        ++document_frequency[lower];
      }
      pieces.push_back({separator_id(separator), surface});
    });
  }

  std::uint32_t surface_id(std::string_view surface) {
    const std::uint32_t id = id_of(surface_ids_, surface);
    if (id < surfaces.size()) return id;
    surfaces.emplace_back(surface);
    const std::uint32_t word = id_of(word_ids_, lower_case(surface));
    word_of.push_back(word);
    if (word == words.size()) {
      words.push_back(lower_case(surface));
      document_frequency.push_back(0);
      occurrences.push_back(0);
      last_article_.push_back(0);
    }
    return id;
  }

  std::uint32_t separator_id(std::string_view separator) {
    const std::uint32_t id = id_of(separator_ids_, separator);
    if (id == separators.size()) {
      separators.emplace_back(separator);
      separator_counts.push_back(0);
    }
    ++separator_counts[id];
    return id;
  }

  Ids surface_ids_;
  Ids word_ids_;
  Ids separator_ids_;
  std::vector<std::size_t> last_article_;  // number from 1 of the last article with the word
};

std::array<RareLaw, kRareKinds> laws_of(const Census& census) {
  std::array<RareCounts, kRareKinds> counts;
  std::array<double, kRareKinds> all{};
  std::array<double, kRareKinds> half{};
  for (std::size_t word = 0; word < census.words.size(); ++word) {
    const auto kind = static_cast<std::size_t>(kind_of(census.words[word]));
    all[kind] += 1;
    half[kind] += census.words_of_half[word] > 0 ? 1 : 0;
    if (census.document_frequency[word] > kRareDocuments) continue;
    counts[kind].words += 1;
    counts[kind].draws += census.document_frequency[word];
    counts[kind].occurrences += census.occurrences[word];
  }
  std::array<RareLaw, kRareKinds> laws;
  for (std::size_t kind = 0; kind < kRareKinds; ++kind) {
    if (half[kind] > 0) counts[kind].heaps = std::log2(all[kind] / half[kind]);
    laws[kind] = fit(counts[kind]);
  }
  return laws;
}

/// Numbers the model's surfaces and separators, and writes its streams.
class Writer {
 public:
  Writer(const Census& census, Model& model) : census_(census), model_(model) {
    model_.surfaces.resize(kFirstSurface);
    surface_ids_.resize(census.surfaces.size(), kEnd);
    keep_separators();
  }

  void add(const std::vector<Piece>& pieces, TextStream& stream) {
    stream.starts.push_back(static_cast<std::uint32_t>(stream.tokens.size()));
    for (const Piece& piece : pieces) {
      stream.tokens.push_back(token_of(piece.surface));
      stream.separators.push_back(separator_ids_[piece.separator]);
    }
    stream.tokens.push_back(kEnd);
    stream.separators.push_back(0);
  }

 private:
  std::uint32_t token_of(std::uint32_t surface) {
    const std::string& written = census_.surfaces[surface];
    if (is_replaced(census_.word_of[surface])) {
      return rare_surface(kind_of(written), case_of(written));
    }
    if (surface_ids_[surface] == kEnd) {
      surface_ids_[surface] = static_cast<std::uint32_t>(model_.surfaces.size());
      model_.surfaces.push_back(written);
    }
    return surface_ids_[surface];
  }

  bool is_replaced(std::uint32_t word) {
    if (census_.document_frequency[word] > kRareDocuments) return false;
    return census_.texts.size() >= kSmallSet || rare_seen_++ % kSmallSetReplacedOneIn == 0;
  }

  /// The most frequent ones; the others become a space, which is number 0.
  void keep_separators() {
    std::vector<std::uint32_t> order(census_.separators.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
      return census_.separator_counts[a] > census_.separator_counts[b];
    });
    separator_ids_.resize(order.size(), 0);
    model_.separators.emplace_back(" ");
    for (const std::uint32_t id : order) {
      if (model_.separators.size() == kSeparators) break;
      if (census_.separators[id] == " ") continue;
      separator_ids_[id] = static_cast<std::uint8_t>(model_.separators.size());
      model_.separators.push_back(census_.separators[id]);
    }
  }

  const Census& census_;
  Model& model_;
  std::vector<std::uint32_t> surface_ids_;
  std::vector<std::uint8_t> separator_ids_;
  std::uint32_t rare_seen_ = 0;
};

std::vector<std::uint32_t> order_of(const Census& census) {
  std::vector<std::vector<std::uint32_t>> words;
  words.reserve(census.texts.size());
  for (const Pieces& pieces : census.texts) {
    std::vector<std::uint32_t>& of_article = words.emplace_back();
    for (const Piece& piece : pieces.title) of_article.push_back(census.word_of[piece.surface]);
    for (const Piece& piece : pieces.body) of_article.push_back(census.word_of[piece.surface]);
  }
  return topic_order(words, census.document_frequency);
}

}  // namespace

Model learn(const std::vector<SourceArticle>& articles) {
  const Census census(articles);
  Model model;
  Writer writer(census, model);
  for (const std::uint32_t article : order_of(census)) {
    writer.add(census.texts[article].title, model.titles);
    writer.add(census.texts[article].body, model.bodies);
  }
  for (TextStream* stream : {&model.titles, &model.bodies}) {
    stream->starts.push_back(static_cast<std::uint32_t>(stream->tokens.size()));
  }
  model.rare = laws_of(census);
  return model;
}

}  // namespace newsidx::bench::generate
