// micro/synthetic_index.h
//
// The data that is measured on: real news pages of the repository for texts, and an index of seeded
// random articles for searches. Each is made once, when first asked for.
//
// Words of the index: "hhall" is in every article, "hhseventh" in every seventh, "hhstretch" in 300
// of each 1,200, "hhburst" rarely and then often.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "segment/posting_list.h"
#include "support/segmented_index.h"

namespace newsidx::bench {

inline constexpr std::uint32_t kIndexedArticles = 60'000;

/// The pages of corpus/, one after the other.
[[nodiscard]] const std::string& news_text();

/// One segment, opened.
[[nodiscard]] testing::OpenedIndex& synthetic_index();
[[nodiscard]] const std::string& synthetic_index_path();

/// The list of a word of the synthetic index.
[[nodiscard]] std::shared_ptr<const segment::PostingList> list_of(std::string_view word);

}  // namespace newsidx::bench
