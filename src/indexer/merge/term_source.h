// indexer/merge/term_source.h
//
// What the merger reads: terms in key order with the postings of a stretch of documents. A run in
// memory (run_source.h) and a flushed segment (segment_source.h) are the two kinds.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/position_block.h"
#include "segment/surface_entry.h"
#include "segment/word_form.h"

namespace newsidx::indexer {

/// Takes one posting, or a piece of one: of a document that comes several times in a row,
/// frequencies and occurrences follow one another. Documents are numbered as in the build.
/// Where forms are asked for (TermSource::number_forms), there is one for each occurrence, or one
/// that all have.
class PostingSink {
 public:
  virtual ~PostingSink() = default;
  [[nodiscard]] virtual Status add(std::uint32_t document, std::uint32_t freq,
                                   const std::vector<codec::Occurrence>& occurrences,
                                   std::span<const std::uint32_t> forms) = 0;
};

/// A posting, and where the rest of it can be read.
struct PostingPlace {
  std::uint32_t document = 0;
  const char* at = nullptr;
};

/// There are many sources, and each may have met its piece of a very long article.
template <class Value>
void give_back_if_large(std::vector<Value>& values) {
  constexpr std::size_t kKept = 1024;
  if (values.capacity() > kKept) std::vector<Value>().swap(values);
}

class TermSource {
 public:
  virtual ~TermSource() = default;

  /// Stands on a term: key() is field:u8 term; of a surface that differs from its term
  /// field:u8 surface "\0" term.
  [[nodiscard]] virtual bool valid() const = 0;
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual Status next() = 0;
  /// Stands on the first term again.
  [[nodiscard]] virtual Status rewind() = 0;

  /// Whether it is known how the words of field text are written.
  [[nodiscard]] virtual bool has_forms() const = 0;
  /// For the postings of this term that are read or listed from now on: adds the forms of the term
  /// to the table, whose numbers are handed out with the occurrences. nullptr: they are not asked
  /// for. Of field text alone. The table must outlive the reading.
  [[nodiscard]] virtual Status number_forms(segment::FormTable* table) = 0;

  /// Hands out all postings of the term, ascending. Not for surfaces.
  [[nodiscard]] virtual Status read_postings(PostingSink& sink) = 0;
  /// Documents with the term, without reading its postings. Not for surfaces.
  [[nodiscard]] virtual Result<std::uint32_t> document_count() const = 0;
  /// Appends the documents of the term's postings, ascending. Not for surfaces.
  [[nodiscard]] virtual Status read_documents(std::vector<std::uint32_t>& documents) = 0;

  /// For postings that are wanted in another order: appends where each is, ascending by document.
  /// The places are good until the next call. Not for surfaces.
  [[nodiscard]] virtual Status list_postings(std::vector<PostingPlace>& places) = 0;
  /// Hands out a posting that was listed, also when the source stands on another term by now.
  /// @param document  the number under which it is handed out
  [[nodiscard]] virtual Status read_posting(const PostingPlace& place, std::uint32_t document,
                                            PostingSink& sink) = 0;

  /// The documents of the source. Its last one may be the first of the next source: a long article
  /// is inverted in pieces.
  [[nodiscard]] virtual std::uint32_t first_document() const = 0;
  [[nodiscard]] virtual std::uint32_t end_document() const = 0;
  /// The next external id, ascending, with its document.
  /// @return false at the end
  [[nodiscard]] virtual Result<bool> next_id(std::string& id, std::uint32_t& document) = 0;
  /// The first id comes next again.
  virtual void rewind_ids() = 0;
  [[nodiscard]] virtual std::uint64_t term_count() const = 0;
  /// Of a surface, with the term of the key; of a term of field text that is a surface of its own:
  /// where both are the same word, there is no other key. Else nothing.
  [[nodiscard]] virtual std::optional<segment::SurfaceCounts> surface_counts() const = 0;
};

}  // namespace newsidx::indexer
