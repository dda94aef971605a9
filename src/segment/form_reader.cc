#include "segment/form_reader.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "segment/byte_chunks.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

Failure out_of_order() { return fail(ErrorCode::corruption, "forms: pieces are out of order"); }

// Appends the piece that the cursor stands on.
Status take_piece(const FormPageCursor& cursor, std::vector<TermForms::Piece>& pieces) {
  NEWSIDX_ASSIGN_OR_RETURN(const FormStretch stretch, read_form_stretch(cursor.piece()));
  if (!stretch.may_follow(pieces.empty() ? FormStretch() : pieces.back().stretch)) {
    return out_of_order();
  }
  pieces.push_back({stretch, std::string(cursor.piece())});
  return {};
}

}  // namespace

Result<std::optional<FormReader>> FormReader::open(std::shared_ptr<const storage::Store> store,
                                                   std::uint32_t segment) {
  const std::string key =
      storage::column_key(segment, kFormStream, storage::kColumnDescriptorChunk);
  NEWSIDX_ASSIGN_OR_RETURN(const auto value, store->get(storage::Family::columns, key));
  if (!value) return std::optional<FormReader>();
  NEWSIDX_ASSIGN_OR_RETURN(auto pages, read_form_index(value->bytes()));
  return std::optional(FormReader(std::move(store), segment, std::move(pages)));
}

Result<std::string> FormReader::read_page(std::uint32_t page) const {
  NEWSIDX_ASSIGN_OR_RETURN(
      const auto value,
      store_->get(storage::Family::columns, storage::column_key(segment_, kFormStream, page)));
  if (!value) return fail(ErrorCode::corruption, "forms: a page is missing");
  NEWSIDX_ASSIGN_OR_RETURN(const std::string_view bytes, checked_chunk(value->bytes(), "forms"));
  return std::string(bytes);
}

Result<TermForms> FormReader::find(std::string_view term) const {
  // The last page that begins below the term, or the first.
  const auto behind = std::ranges::lower_bound(pages_, term, {}, &FormPageStart::term);
  auto page = static_cast<std::uint32_t>(behind - pages_.begin());
  if (page > 0) --page;
  std::vector<TermForms::Piece> pieces;
  for (; page < pages_.size() && pages_[page].term <= term; ++page) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::string bytes, read_page(page));
    FormPageCursor cursor(bytes);
    for (;;) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool has_next, cursor.next());
      if (!has_next || cursor.term() > term) break;
      if (cursor.term() == term) NEWSIDX_RETURN_IF_ERROR(take_piece(cursor, pieces));
    }
  }
  return TermForms(std::string(term), std::move(pieces));
}

Status FormScan::next() {
  for (;;) {
    NEWSIDX_ASSIGN_OR_RETURN(is_valid_, cursor_.next());
    if (is_valid_ || page_ == reader_->page_count()) return {};
    NEWSIDX_ASSIGN_OR_RETURN(bytes_, reader_->read_page(page_++));
    cursor_ = FormPageCursor(bytes_);
  }
}

Result<TermForms> FormScan::find(std::string_view term) {
  if (!std::exchange(is_started_, true)) NEWSIDX_RETURN_IF_ERROR(next());
  std::vector<TermForms::Piece> pieces;
  for (; is_valid_ && cursor_.term() <= term;) {
    if (cursor_.term() == term) NEWSIDX_RETURN_IF_ERROR(take_piece(cursor_, pieces));
    NEWSIDX_RETURN_IF_ERROR(next());
  }
  return TermForms(std::string(term), std::move(pieces));
}

Status check_forms(const FormReader& reader) {
  std::string last_term;
  FormStretch before;
  for (std::uint32_t page = 0; page < reader.page_count(); ++page) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::string bytes, reader.read_page(page));
    FormPageCursor cursor(bytes);
    for (bool is_first = true;; is_first = false) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool has_next, cursor.next());
      if (!has_next) break;
      NEWSIDX_ASSIGN_OR_RETURN(const FormPiece piece,
                               read_form_piece(cursor.piece(), cursor.term()));
      const FormPageStart& start = reader.page_start(page);
      if (is_first &&
          (start.term != cursor.term() || start.first_block != piece.stretch.first.block)) {
        return fail(ErrorCode::corruption, "forms: the index names another piece");
      }
      if (last_term != cursor.term()) before = {};
      if (cursor.term() < last_term || !piece.stretch.may_follow(before)) return out_of_order();
      last_term = cursor.term();
      before = piece.stretch;
    }
  }
  return {};
}

}  // namespace newsidx::segment
