// indexer/merge/segment_source.h
//
// A flushed segment, or one of the index, read back by the merger. Its pairs of frequent words are
// passed over: they are made anew.
#pragma once

#include <memory>

#include "indexer/merge/numbered_forms.h"
#include "indexer/merge/term_source.h"
#include "segment/dictionary_scan.h"
#include "segment/form_reader.h"
#include "segment/id_reader.h"
#include "segment/posting_cursor.h"
#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::indexer {

class SegmentSource final : public TermSource {
 public:
  /// @param first_document  of the segment, in the numbering of the build
  SegmentSource(std::shared_ptr<const storage::Store> store, segment::SegmentInfo info,
                std::uint32_t first_document);

  [[nodiscard]] bool valid() const override { return terms_.valid(); }
  [[nodiscard]] std::string_view key() const override { return key_; }
  [[nodiscard]] Status next() override;
  [[nodiscard]] Status rewind() override;
  [[nodiscard]] bool has_forms() const override { return form_reader_.has_value(); }
  [[nodiscard]] Status number_forms(segment::FormTable* table) override;
  [[nodiscard]] Status read_postings(PostingSink& sink) override;
  [[nodiscard]] Result<std::uint32_t> document_count() const override;
  [[nodiscard]] Status read_documents(std::vector<std::uint32_t>& documents) override;
  [[nodiscard]] Status list_postings(std::vector<PostingPlace>& places) override;
  [[nodiscard]] Status read_posting(const PostingPlace& place, std::uint32_t document,
                                    PostingSink& sink) override;
  [[nodiscard]] std::uint32_t first_document() const override { return first_document_; }
  [[nodiscard]] std::uint32_t end_document() const override {
    return first_document_ + info_.document_count;
  }
  [[nodiscard]] Result<bool> next_id(std::string& id, std::uint32_t& document) override;
  void rewind_ids() override { ids_ = scan_ids(); }
  [[nodiscard]] std::uint64_t term_count() const override;
  [[nodiscard]] std::optional<segment::SurfaceCounts> surface_counts() const override;

  /// Reads the first key; called once before anything else.
  [[nodiscard]] Status start();

 private:
  [[nodiscard]] Status read_key();
  [[nodiscard]] segment::IdCursor scan_ids() const;
  [[nodiscard]] Result<std::shared_ptr<const segment::PostingList>> open_list();
  [[nodiscard]] bool is_surface() const noexcept {
    return terms_.field() == segment::Field::surface;
  }
  [[nodiscard]] Status hand_out(segment::PostingCursor& cursor, std::uint32_t document,
                                NumberedForms& forms, PostingSink& sink);

  std::shared_ptr<const storage::Store> store_;
  segment::SegmentInfo info_;
  std::uint32_t first_document_;
  segment::DictionaryScan terms_;
  segment::IdCursor ids_;
  std::string key_;
  std::size_t surface_term_ = 0;  // of a surface: one key is shown for each of its terms
  std::vector<codec::Occurrence> occurrences_;
  std::vector<std::uint32_t> numbers_;  // forms of occurrences_
  std::optional<segment::FormReader> form_reader_;
  std::optional<segment::FormScan> form_scan_;
  NumberedForms forms_;  // of the term that the source stands on
  // Of the last list_postings(): frequency and count of each posting, then its occurrences and
  // their forms, or of a long one its block, from which it is read again.
  std::vector<std::uint32_t> listed_;
  NumberedForms listed_forms_;
  std::shared_ptr<const segment::PostingList> listed_list_;
};

}  // namespace newsidx::indexer
