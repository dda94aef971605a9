// segment/dictionary_reader.h
//
// The terms of one segment, by field, ascending, with their values: entries of posting lists, and
// of unstemmed words the terms that they became. Written by dictionary_writer.h.
//
// Threads: all const methods from any number of threads; a cursor belongs to one.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "segment/field.h"
#include "segment/surface_entry.h"
#include "segment/term_entry.h"
#include "storage/store.h"

namespace newsidx::segment {

/// Stands on one term after the other, of one field or of all. What is shown is valid until the
/// next move.
class DictionaryCursor {
 public:
  [[nodiscard]] bool valid() const { return terms_.valid(); }
  void next() { terms_.next(); }
  /// field:u8 term; these sort as fields and their terms do.
  [[nodiscard]] std::string_view key() const;
  /// The number of the field: of one that this program knows, below kFieldCount.
  [[nodiscard]] std::uint8_t field() const;
  static constexpr std::uint8_t kNoField = UINT8_MAX;  ///< of a key that ends before it
  [[nodiscard]] std::string_view term() const;
  [[nodiscard]] std::string_view value() const { return terms_.value(); }
  /// After valid() turned false: was that the end, or a fault?
  [[nodiscard]] Status status() const { return terms_.status(); }

 private:
  friend class DictionaryReader;
  explicit DictionaryCursor(storage::Iterator terms) : terms_(std::move(terms)) {}
  storage::Iterator terms_;
};

class DictionaryReader {
 public:
  DictionaryReader(std::shared_ptr<const storage::Store> store, std::uint32_t segment)
      : store_(std::move(store)), segment_(segment) {}

  /// The value of a term, or nothing when the segment does not have it.
  [[nodiscard]] Result<std::optional<storage::PinnedValue>> find(Field field,
                                                                 std::string_view term) const;

  /// The term's counts, without opening its list.
  [[nodiscard]] Result<std::optional<TermCounts>> counts(Field field, std::string_view term) const;

  /// Calls `visit(i, counts)` for each of the terms that the segment has, without opening their
  /// lists, until it returns false. For many terms that stand close together in the dictionary.
  /// @param terms  ascending
  using CountsVisitor = std::function<bool(std::size_t i, const TermCounts& counts)>;
  [[nodiscard]] Status visit_counts(Field field, std::span<const std::string> terms,
                                    const CountsVisitor& visit) const;

  /// Calls `visit` for the terms of a field that start with `prefix`, from `from` on, ascending. It
  /// answers how to go on; skip_name passes over all terms that agree with this one up to the first
  /// "\0".
  enum class Visit : std::uint8_t { next, skip_name, stop };
  using TermVisitor = std::function<Visit(std::string_view term)>;
  [[nodiscard]] Status visit_terms(Field field, std::string_view prefix, std::string_view from,
                                   const TermVisitor& visit) const;

  /// Calls `visit` for the unstemmed words that start with `prefix`, from `from` on, ascending,
  /// with their terms, until it returns false.
  using SurfaceVisitor =
      std::function<bool(std::string_view surface, std::span<const SurfaceTerm> terms)>;
  [[nodiscard]] Status visit_surfaces(std::string_view prefix, std::string_view from,
                                      const SurfaceVisitor& visit) const;

  /// How the word is written in this segment, all its terms together.
  [[nodiscard]] Result<SurfaceCounts> surface_counts(std::string_view surface) const;

  /// All terms of the segment, or of a field, for who reads them once.
  [[nodiscard]] DictionaryCursor scan() const;
  [[nodiscard]] DictionaryCursor scan(Field field) const;

 private:
  [[nodiscard]] std::string key(Field field, std::string_view term) const;

  std::shared_ptr<const storage::Store> store_;
  std::uint32_t segment_;
};

}  // namespace newsidx::segment
