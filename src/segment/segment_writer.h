// segment/segment_writer.h
//
// Writes one immutable segment as sorted files, ready for ingestion.
//
//   create -> set_lengths, set_column (whole columns first: impacts need lengths)
//          -> for each field, for each term ascending: start_term, add*, finish_term
//          -> add_surface ascending, add_id ascending -> finish
//   extend -> add_frequent_words -> for each pair of words ascending: start_term, add*, finish_term
//          -> finish
//
// Stored articles are written apart (docs_writer.h), while articles are read.
// Read by segment_reader.h.  Formats: FORMAT.md and storage/KEYS.md.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segment/postings_writer.h"
#include "segment/segment_info.h"
#include "segment/surface_entry.h"
#include "storage/sst_writer.h"

namespace newsidx::segment {

/// BM25 parameters that stored impacts are bounds for; a search with others cannot prune by them.
inline constexpr float kImpactK1 = 1.2f;
inline constexpr float kImpactB = 0.75f;

/// What the impacts of a list are made with: BM25's for the lengths of its field in this segment,
/// and for keywords, which have no lengths, the same number for all norms.
[[nodiscard]] SaturationTable impact_saturation(const SegmentInfo& info, storage::Field field);

/// Names of columns.
inline constexpr std::string_view kPublishedColumn = "published";       // 8 bytes, column_time()
inline constexpr std::string_view kTitleLengthColumn = "title_length";  // 4 bytes, positions

/// The article of a document of a reordered segment is stored under first_sequence + this.
inline constexpr std::string_view kSequenceColumn = "sequence";  // 4 bytes

/// A time as a column value: seconds * 16 + precision and zone bits, biased so that 0 is "unknown"
/// and values sort as times do.
[[nodiscard]] std::uint64_t column_time(const std::optional<Timestamp>& time) noexcept;
[[nodiscard]] std::optional<Timestamp> time_of_column(std::uint64_t value) noexcept;

class SegmentWriter {
 public:
  /// @param info  id, document_count, first_sequence, languages and the fields' document_count,
  ///              total_length and token_count are given; the rest is filled in
  [[nodiscard]] static Result<SegmentWriter> create(const std::string& staging_path,
                                                    SegmentInfo info);
  /// Writes the pairs of frequent words of a segment that was finished before, to further files of
  /// it.
  /// @param segment      as its writer's finish() gave it
  /// @param text_norms   its norms of field text
  [[nodiscard]] static Result<SegmentWriter> extend(const std::string& staging_path,
                                                    const SegmentInfo& segment,
                                                    std::uint32_t next_term_number,
                                                    std::vector<std::uint8_t> text_norms);
  SegmentWriter(SegmentWriter&&) noexcept;
  ~SegmentWriter();

  /// @param field   text or title
  /// @param norms   one a document
  [[nodiscard]] Status set_lengths(storage::Field field, std::vector<std::uint8_t> norms);
  [[nodiscard]] Status set_column(std::string_view name, std::string_view values);

  /// Lists of keywords and bigrams have no positions; all others have.
  [[nodiscard]] Status start_term(storage::Field field, std::string_view term);
  [[nodiscard]] Status add(std::uint32_t document, std::uint32_t freq,
                           std::span<const codec::Occurrence> occurrences);
  /// @param as_surface  of field text: how the term is written, where it is an unstemmed word, too
  [[nodiscard]] Status finish_term(const std::optional<SurfaceCounts>& as_surface = std::nullopt);

  /// An unstemmed word and the terms it became (several in an index of several languages), but for
  /// a term that is the word itself (finish_term).
  /// @param terms  ascending
  [[nodiscard]] Status add_surface(std::string_view surface, std::span<const SurfaceTerm> terms);
  [[nodiscard]] Status add_id(std::string_view id, std::uint32_t document);
  /// The words that have lists of pairs.
  /// @param words  ascending
  [[nodiscard]] Status add_frequent_words(std::span<const std::string> words);

  struct Output {
    SegmentInfo info;
    std::vector<storage::SstWriter> files;
    std::uint32_t next_term_number = 0;  ///< lists that are not inline
  };
  [[nodiscard]] Result<Output> finish() &&;

 private:
  struct State;
  explicit SegmentWriter(std::unique_ptr<State> state);
  [[nodiscard]] static Result<std::unique_ptr<State>> open_files(const std::string& staging_path,
                                                                 SegmentInfo info,
                                                                 std::uint32_t first_term_number);
  std::unique_ptr<State> state_;
};

/// Values of family ids.
[[nodiscard]] Result<std::uint32_t> parse_id_value(std::string_view value);

/// The value under storage::frequent_words_key().
/// @param words  ascending
void append_frequent_words(std::string& out, std::span<const std::string> words);
[[nodiscard]] Result<std::vector<std::string_view>> parse_frequent_words(std::string_view value);
/// The term of a pair in Field::bigram.
[[nodiscard]] std::string pair_term(std::string_view first, std::string_view second);

}  // namespace newsidx::segment
