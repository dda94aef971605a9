// segment/segment_writer.h
//
// Writes the records of one immutable segment to a sink.
//
//   create -> set_lengths, columns (whole columns first: impacts need lengths)
//          -> for each field, for each term ascending: start_term, add*, finish_term
//          -> add_surface ascending, add_id ascending -> finish
//   extend -> add_frequent_words -> for each pair of words ascending: start_term, add*, finish_term
//          -> finish
//
// Stored articles are written apart (document_writer.h), while articles are read.
// Read by segment_reader.h.  Formats: FORMAT.md and storage/KEYS.md.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/position_block_writer.h"
#include "segment/column_writer.h"
#include "segment/segment_info.h"
#include "segment/surface_entry.h"
#include "segment/word_form.h"
#include "storage/record_sink.h"

namespace newsidx::segment {

class SegmentWriter {
 public:
  /// @param sink  must outlive the writer; finishing it is left to the caller
  /// @param info  id, document_count, stores, languages and the fields' document_count,
  ///              total_length and token_count are given; the rest is filled in
  [[nodiscard]] static SegmentWriter create(storage::RecordSink& sink, SegmentInfo info);
  /// Writes the pairs of frequent words of a segment that was finished before, as further records
  /// of it.
  /// @param segment      as its writer's finish() gave it
  /// @param text_norms   its norms of field text
  [[nodiscard]] static SegmentWriter extend(storage::RecordSink& sink, const SegmentInfo& segment,
                                            std::uint32_t next_term_number,
                                            std::vector<std::uint8_t> text_norms);
  SegmentWriter(SegmentWriter&&) noexcept;
  ~SegmentWriter();

  /// @param field   text or title
  /// @param norms   one a document
  [[nodiscard]] Status set_lengths(Field field, std::vector<std::uint8_t> norms);
  /// One column after the other, in the order of their names.
  [[nodiscard]] ColumnWriter start_column(std::string_view name, ColumnType type,
                                          ColumnPresence presence);
  [[nodiscard]] Status add_counting_column(std::string_view name, std::uint64_t base);

  /// From now on it is kept how the words of field text are written. REQUIRES no term yet
  void keep_forms();
  /// Of the term that was started; nullptr where none are kept.
  [[nodiscard]] FormTable* forms() noexcept;

  /// Lists of keywords and bigrams have no positions; all others have.
  [[nodiscard]] Status start_term(Field field, std::string_view term);
  /// @param forms  of each occurrence, in forms(), or one that all have; empty where none are kept
  [[nodiscard]] Status add(std::uint32_t document, std::uint32_t freq,
                           std::span<const codec::Occurrence> occurrences,
                           std::span<const std::uint32_t> forms = {});
  /// Postings of the term so far. One without any may be given up: another start_term() follows.
  [[nodiscard]] std::uint32_t posting_count() const noexcept;
  /// REQUIRES a posting.
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
    std::uint32_t next_term_number = 0;  ///< lists that are not inline
  };
  [[nodiscard]] Result<Output> finish() &&;

 private:
  struct State;
  explicit SegmentWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::segment
