// indexer/merge/run_source.h: a run in memory, read by the merger.
#pragma once

#include <span>

#include "base/bytes.h"
#include "indexer/invert/document_stats.h"
#include "indexer/invert/run.h"
#include "indexer/merge/term_source.h"
#include "segment/field.h"

namespace newsidx::indexer {

class RunSource final : public TermSource {
 public:
  /// @param documents  rows of all documents of the build; must outlive the source
  RunSource(Run run, const DocumentStatsTable& documents, std::uint32_t title_weight);

  [[nodiscard]] bool valid() const override { return valid_; }
  [[nodiscard]] std::string_view key() const override { return key_; }
  [[nodiscard]] Status next() override;
  [[nodiscard]] Status rewind() override;
  [[nodiscard]] bool has_forms() const override { return true; }
  [[nodiscard]] Status number_forms(segment::FormTable* table) override;
  [[nodiscard]] Status read_postings(PostingSink& sink) override;
  [[nodiscard]] Result<std::uint32_t> document_count() const override;
  [[nodiscard]] Status read_documents(std::vector<std::uint32_t>& documents) override;
  [[nodiscard]] Status list_postings(std::vector<PostingPlace>& places) override;
  [[nodiscard]] Status read_posting(const PostingPlace& place, std::uint32_t document,
                                    PostingSink& sink) override;
  [[nodiscard]] std::uint32_t first_document() const override { return run_.first_document; }
  [[nodiscard]] std::uint32_t end_document() const override {
    return run_.first_document + run_.document_count;
  }
  [[nodiscard]] Result<bool> next_id(std::string& id, std::uint32_t& document) override;
  void rewind_ids() override { next_id_ = 0; }
  [[nodiscard]] std::uint64_t term_count() const override { return run_.record_count; }
  [[nodiscard]] std::optional<segment::SurfaceCounts> surface_counts() const override {
    return surface_counts_;
  }

 private:
  void advance();
  void take_surface_counts();
  void take_forms();
  [[nodiscard]] segment::Field field() const noexcept {
    return static_cast<segment::Field>(key_[0]);
  }
  template <class Visit>
  void for_each_place(Visit visit) const;
  std::uint32_t read(segment::Field field, std::uint32_t document, const char*& at,
                     const std::vector<std::uint32_t>& numbers);

  Run run_;
  const DocumentStatsTable& documents_;
  std::uint32_t title_weight_;
  ByteReader records_;
  bool valid_ = false;
  std::string_view key_;
  std::string_view payload_;  // postings
  std::optional<segment::SurfaceCounts> surface_counts_;
  std::size_t next_id_ = 0;
  std::vector<codec::Occurrence> occurrences_;
  // Of occurrences_, as numbers of the asker: of each, or one that all have.
  std::span<const std::uint32_t> forms_of_posting_;
  std::vector<std::uint32_t> forms_;
  std::string_view written_;  // the forms of the term
  // Numbers by form of the term; empty: they are not asked for.
  std::vector<std::uint32_t> form_numbers_;
  std::vector<std::uint32_t> listed_numbers_;           // of the last list_postings()
  segment::Field listed_field_ = segment::Field::text;  // of the last list_postings()
};

}  // namespace newsidx::indexer
