#include "segment/dictionary_scan.h"

#include "base/status_macros.h"
#include "segment/error_context.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Access;
using storage::Family;

DictionaryScan::DictionaryScan(std::shared_ptr<const storage::Store> store, std::uint32_t segment)
    : DictionaryScan(std::move(store), segment, storage::segment_prefix(segment)) {}

DictionaryScan::DictionaryScan(std::shared_ptr<const storage::Store> store, std::uint32_t segment,
                               Field field)
    : DictionaryScan(std::move(store), segment,
                     storage::term_field_prefix(segment, number_of(field))) {}

DictionaryScan::DictionaryScan(std::shared_ptr<const storage::Store> store, std::uint32_t segment,
                               const std::string& prefix)
    : store_(std::move(store)),
      segment_(segment),
      records_(store_->iterate(Family::terms, prefix, Access::scan)) {
  open_page();
}

Failure DictionaryScan::broken(const std::string& what) const {
  return in_segment(segment_,
                    {ErrorCode::corruption,
                     "dictionary of " + std::string(name_of(static_cast<Field>(page_key_.field))) +
                         ": page " + std::to_string(page_key_.page) + ": " + what});
}

void DictionaryScan::end(Status status) {
  is_valid_ = false;
  status_ = std::move(status);
}

// Goes to the next page, over heads and indexes, and to its first term.
void DictionaryScan::open_page() {
  for (; records_.valid(); records_.next()) {
    const auto key = storage::parse_term_page_key(records_.key());
    if (!key) return end(in_segment(segment_, {ErrorCode::corruption, "a term has a broken key"}));
    if (key->field >= kFieldCount) continue;  // of a later version
    page_key_ = *key;
    if (key->record == 0 && key->page != storage::kTermIndexPage) break;
  }
  if (!records_.valid()) return end(records_.status());
  const std::string_view bytes = records_.value();
  page_bytes_.assign(bytes.begin(), bytes.end());
  records_.next();
  auto page = TermPage::open({page_bytes_.data(), page_bytes_.size()});
  if (!page) return end(broken(page.error().message));
  page_ = *page;
  if (number_of(page_.field()) != page_key_.field) return end(broken("is of another field"));
  open_block(0);
  is_first_of_page_ = is_valid_;
}

void DictionaryScan::open_block(std::size_t block) {
  block_number_ = block;
  block_.open(page_, page_key_.page, block);
  is_valid_ = block_.next();
  if (!is_valid_) end(broken("a block of terms is broken"));
}

void DictionaryScan::next() {
  is_first_of_page_ = false;
  if (block_.next()) return;
  if (block_.is_broken()) return end(broken("a block of terms is broken"));
  if (block_number_ + 1 < page_.block_count()) return open_block(block_number_ + 1);
  open_page();
}

Result<std::string_view> DictionaryScan::head() {
  const HeadAddress& address = record().head;
  const std::string wanted = storage::term_page_key(segment_, page_key_.field, page_key_.page,
                                                    static_cast<std::uint16_t>(address.chunk + 1));
  while (records_.valid() && records_.key() < wanted) records_.next();
  NEWSIDX_RETURN_IF_ERROR(records_.status());
  const bool is_there = records_.valid() && records_.key() == wanted;
  return head_in(is_there ? records_.value() : std::string_view(), address);
}

}  // namespace newsidx::segment
