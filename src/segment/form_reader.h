// segment/form_reader.h
//
// The form stream of a segment. Format: FORMAT.md, "Forms".  Written by form_writer.h.
//
// A segment has none where it, or one that it was merged of, was written before there were form
// streams.
//
// Threads: any number for a FormReader; one for a FormScan.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "segment/form_page.h"
#include "segment/term_forms.h"
#include "storage/store.h"

namespace newsidx::segment {

class FormReader {
 public:
  /// @return nothing where the segment has no form stream
  /// @errors corruption, io, unsupported
  /// Cost: two lookups, and 10 to 20 bytes to read for each 16 KiB of forms.
  [[nodiscard]] static Result<std::optional<FormReader>> open(
      std::shared_ptr<const storage::Store> store, std::uint32_t segment);

  /// Those of a term of field text.
  /// @errors corruption, io
  /// Cost: a page or two; of a frequent term all its pages
  [[nodiscard]] Result<TermForms> find(std::string_view term) const;

  [[nodiscard]] std::uint32_t page_count() const noexcept {
    return static_cast<std::uint32_t>(pages_.size());
  }
  [[nodiscard]] const FormPageStart& page_start(std::uint32_t page) const { return pages_[page]; }
  /// Bytes of a page, without the checksum. @errors corruption, io
  [[nodiscard]] Result<std::string> read_page(std::uint32_t page) const;

 private:
  FormReader(std::shared_ptr<const storage::Store> store, std::uint32_t segment,
             std::vector<FormPageStart> pages)
      : store_(std::move(store)), segment_(segment), pages_(std::move(pages)) {}

  std::shared_ptr<const storage::Store> store_;
  std::uint32_t segment_;
  std::vector<FormPageStart> pages_;
};

/// The forms of terms that ascend, for a merge: each page is read once.
class FormScan {
 public:
  /// @param reader  must outlive this
  explicit FormScan(const FormReader& reader) : reader_(&reader) {}

  /// REQUIRES a term behind that of the call before
  /// @errors corruption, io
  [[nodiscard]] Result<TermForms> find(std::string_view term);

 private:
  [[nodiscard]] Status next();

  const FormReader* reader_;
  std::uint32_t page_ = 0;  // the next one
  std::string bytes_;
  FormPageCursor cursor_;
  bool is_started_ = false;
  bool is_valid_ = false;
};

/// Reads all pieces of all pages, for a check of a segment.
/// @errors corruption, io
[[nodiscard]] Status check_forms(const FormReader& reader);

}  // namespace newsidx::segment
