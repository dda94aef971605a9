// search/cursor/body_cursor.h
//
// Of a word's or a phrase's documents in title and body those that have it in the body, scored as
// they are there. No list is of bodies alone: what is in the text and not in the title tells.
//
//   BodyTermCursor    a document that is not in the word's title list has it in the body; of one
//                     that is, the title's occurrences alone would give a lower frequency
//   BodyPhraseCursor  the last position where the phrase starts is not in the title
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/cancellation.h"
#include "search/cursor/cursor.h"
#include "search/cursor/term_cursor.h"
#include "search/phrase/phrase_cursor.h"

namespace newsidx::search {

class BodyCursor : public Cursor {
 public:
  void next() final { next_geq(doc_ + 1); }
  void next_geq(std::uint32_t target) final;
  Score score() final { return all_.score(); }
  Score max_score(std::uint32_t begin, std::uint32_t end) final {
    return doc_ >= end ? 0 : all_.max_score(begin, end);
  }
  std::uint32_t block_end(std::uint32_t begin) final { return all_.block_end(begin); }
  void set_min_competitive_score(Score threshold) final {
    all_.set_min_competitive_score(threshold);
  }
  std::uint64_t cost() const final { return all_.cost(); }
  Status status() const override;

 protected:
  /// @param all   of title and body; the derived cursor owns it
  /// @param end   documents from here on are not shown
  /// @param pace  may be nullptr; must outlive the cursor, which ends when it is over
  BodyCursor(Cursor& all, std::uint32_t end, PacedCancellation* pace)
      : all_(all), end_(end), pace_(pace) {}

  /// From where all_ stands to the first document that has it in the body.
  void settle();

 private:
  /// Of the document where all_ stands.
  [[nodiscard]] virtual bool is_in_body() = 0;

  Cursor& all_;
  std::uint32_t end_;
  PacedCancellation* pace_;
};

class BodyTermCursor final : public BodyCursor {
 public:
  /// @param text          the word in title and body, on its first document of the range
  /// @param title         the list of the word in titles; nullptr where no title has it
  /// @param title_weight  how much a title's occurrence counts in frequencies of the text
  BodyTermCursor(std::unique_ptr<TermCursor> text,
                 std::shared_ptr<const segment::PostingList> title, std::uint32_t title_weight,
                 std::uint32_t end, PacedCancellation* pace);
  Status status() const override;

 private:
  bool is_in_body() override;

  std::unique_ptr<TermCursor> text_;
  std::optional<segment::PostingCursor> title_;
  std::uint32_t title_weight_;
};

class BodyPhraseCursor final : public BodyCursor {
 public:
  /// @param title_lengths  positions of the title, by document
  BodyPhraseCursor(std::unique_ptr<PhraseCursor> phrase,
                   std::span<const std::uint32_t> title_lengths, std::uint32_t end,
                   PacedCancellation* pace);

 private:
  bool is_in_body() override;

  std::unique_ptr<PhraseCursor> phrase_;
  std::span<const std::uint32_t> title_lengths_;
};

}  // namespace newsidx::search
