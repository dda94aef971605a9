// segment/document_checker.h
//
// The part of a check that is about stored articles: each document has one, with its time, and its
// id leads to the document.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "segment/check.h"
#include "segment/manifest.h"
#include "segment/segment_reader.h"
#include "storage/store.h"

namespace newsidx::segment {

class DocumentChecker {
 public:
  /// @param reader      of the segment
  /// @param counts      articles are added
  /// @param on_problem  is told what is wrong
  /// @param go_on       asked for each record: an error ends the check
  /// Manifest, reader and counts must outlive it.
  DocumentChecker(std::shared_ptr<const storage::Store> store, const Manifest& manifest,
                  const SegmentReader& reader, CheckCounts& counts,
                  std::function<void(const Remark&)> on_problem, std::function<Status()> go_on);

  /// @errors those of go_on
  [[nodiscard]] Status check();

 private:
  struct Placed {
    ArticleAddress address;
    std::uint32_t document;
  };

  [[nodiscard]] bool read_addresses();
  void check_live_count(const StoreInfo& store);
  [[nodiscard]] Status check_store(const StoreInfo& store);
  void check_sketches(std::uint32_t number, std::string_view value);
  void check_stored(ArticleAddress address, std::string_view bytes);
  void check_article(std::uint32_t document, std::string_view bytes);
  void report_missing(std::size_t end);

  std::shared_ptr<const storage::Store> store_;
  const Manifest& manifest_;
  const SegmentReader& reader_;
  CheckCounts& counts_;
  std::function<void(const Remark&)> on_problem_;
  std::function<Status()> go_on_;
  std::vector<Placed> placed_;            // by address
  std::size_t next_ = 0;                  // in placed_: not found yet
  std::vector<std::uint64_t> published_;  // the column; empty when it cannot be read
};

}  // namespace newsidx::segment
