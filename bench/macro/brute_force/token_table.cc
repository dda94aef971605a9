#include "token_table.h"

#include <algorithm>

#include "common/corpus.h"
#include "common/query.h"

namespace newsidx::bench {

void TokenTable::load(const std::string& corpus) {
  CorpusReader articles(corpus);
  while (articles.next()) {
    for_each_word(articles.text(), [&](std::string_view word) {
      auto known = numbers_.find(word);
      if (known == numbers_.end()) {
        known = numbers_.emplace(word, static_cast<WordId>(numbers_.size())).first;
      }
      tokens_.push_back(known->second);
    });
    starts_.push_back(tokens_.size());
  }
}

WordId TokenTable::number_of(std::string_view word) const {
  const auto known = numbers_.find(word);
  return known == numbers_.end() ? kUnknownWord : known->second;
}

std::vector<std::vector<Occurrence>> TokenTable::occurrences(
    const std::vector<bool>& is_wanted) const {
  std::vector<std::vector<Occurrence>> lists(word_count());
  for (std::uint32_t document = 0; document < document_count(); ++document) {
    for (const WordId word : tokens_of(document)) {
      if (!is_wanted[word]) continue;
      auto& list = lists[word];
      if (list.empty() || list.back().document != document) list.push_back({document, 0});
      ++list.back().frequency;
    }
  }
  return lists;
}

std::uint32_t phrase_frequency(std::span<const WordId> tokens, std::span<const WordId> phrase) {
  std::uint32_t frequency = 0;
  for (std::size_t at = 0; at + phrase.size() <= tokens.size(); ++at) {
    if (std::equal(phrase.begin(), phrase.end(), tokens.begin() + static_cast<long>(at))) {
      ++frequency;
    }
  }
  return frequency;
}

}  // namespace newsidx::bench
