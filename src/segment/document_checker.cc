#include "segment/document_checker.h"

#include <algorithm>

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/document_pieces.h"
#include "segment/error_context.h"
#include "segment/record_digest.h"
#include "segment/sketches.h"
#include "segment/source_files.h"
#include "segment/stored_article.h"
#include "segment/timestamp_column.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

namespace {

constexpr std::size_t kStoreKeyBytes = 4;

}  // namespace

DocumentChecker::DocumentChecker(std::shared_ptr<const storage::Store> store,
                                 const Manifest& manifest, const SegmentReader& reader,
                                 CheckCounts& counts, std::function<void(const Remark&)> on_problem,
                                 std::function<Status()> go_on)
    : store_(std::move(store)),
      manifest_(manifest),
      reader_(reader),
      counts_(counts),
      on_problem_(std::move(on_problem)),
      go_on_(std::move(go_on)) {}

Status DocumentChecker::check() {
  const Status read = reader_.read_column(kPublishedColumn, published_);
  if (!read) {
    published_.clear();
    on_problem_(read.error().remark());
  }
  const auto files = read_source_files(store_, reader_.info());
  if (!files) on_problem_(files.error().remark());
  if (!read_addresses()) return {};
  for (const std::uint32_t id : reader_.info().stores) {
    const StoreInfo* const store = manifest_.find_store(id);
    if (store == nullptr) {
      on_problem_("the manifest does not name its store " + std::to_string(id));
      continue;
    }
    check_live_count(*store);
    NEWSIDX_RETURN_IF_ERROR(check_store(*store));
  }
  report_missing(placed_.size());
  return {};
}

// Articles are read in the order of their addresses: it is that of the files.
bool DocumentChecker::read_addresses() {
  const auto addresses = reader_.documents().addresses();
  if (!addresses) {
    on_problem_(addresses.error().remark());
    return false;
  }
  for (std::uint32_t document = 0; document < addresses->size(); ++document) {
    placed_.push_back({(*addresses)[document], document});
  }
  std::ranges::sort(placed_, {}, &Placed::address);
  if (std::ranges::adjacent_find(placed_, {}, &Placed::address) == placed_.end()) return true;
  on_problem_("columns 'article_number': two documents have one article");
  return false;
}

// Where no other segment has articles in the store.
void DocumentChecker::check_live_count(const StoreInfo& store) {
  const auto users = std::ranges::count_if(manifest_.segments, [&](const SegmentInfo& info) {
    return std::ranges::find(info.stores, store.id) != info.stores.end();
  });
  if (users != 1) return;
  std::uint32_t live = 0;
  for (const Placed& placed : placed_) {
    live += placed.address.store == store.id && !reader_.is_deleted(placed.document) ? 1u : 0u;
  }
  if (live != store.live_count) on_problem_("wrong number of live articles");
}

Status DocumentChecker::check_store(const StoreInfo& store) {
  std::uint64_t digest = 0;
  std::uint32_t count = 0;
  storage::Iterator it =
      store_->iterate(Family::docs, storage::store_prefix(store.id), storage::Access::scan);
  const auto take = [&] {
    digest += record_digest(it.key().substr(kStoreKeyBytes), it.value());
    it.next();
    return go_on_();
  };
  while (it.valid()) {
    const auto key = storage::parse_doc_key(it.key());
    if (key && key->piece == kSketchesPiece) {
      check_sketches(key->number, it.value());
      NEWSIDX_RETURN_IF_ERROR(take());
      continue;
    }
    if (!key || key->piece > 0) {
      on_problem_("a stored article has a broken key");
      NEWSIDX_RETURN_IF_ERROR(take());
      continue;
    }
    const std::string first(it.value());
    NEWSIDX_RETURN_IF_ERROR(take());
    ++count;
    auto pieces = PieceJoiner::start(first);
    Status joined = pieces ? Status() : fail(pieces.error());
    while (joined && pieces->missing() > 0 && it.valid() &&
           it.key() == storage::doc_piece_key(store.id, key->number, pieces->next())) {
      joined = pieces->add(it.value());
      NEWSIDX_RETURN_IF_ERROR(take());
    }
    const bool is_whole = joined && pieces->missing() == 0;
    check_stored({store.id, key->number}, is_whole ? pieces->bytes() : std::string_view());
  }
  const Status status = it.status();
  if (!status) {
    on_problem_(status.error().remark());
  } else if (digest != store.digest || count != store.article_count) {
    on_problem_("family docs is not what was written (digest differs)");
  }
  return {};
}

void DocumentChecker::check_sketches(std::uint32_t number, std::string_view value) {
  const auto sketches = parse_sketches(value);
  if (!sketches) on_problem_(sketches.error().remark());
  if (!is_sketches_number(number)) on_problem_("sketches of articles have a broken key");
}

// Of an article that no document has: it was deleted, and a merge left the document out.
void DocumentChecker::check_stored(ArticleAddress address, std::string_view bytes) {
  const auto at = std::ranges::lower_bound(placed_, address, {}, &Placed::address);
  report_missing(static_cast<std::size_t>(at - placed_.begin()));
  if (at == placed_.end() || at->address != address) return;
  ++next_;
  check_article(at->document, bytes);
}

void DocumentChecker::report_missing(std::size_t end) {
  for (; next_ < end; ++next_) {
    on_problem_("document " + std::to_string(placed_[next_].document) + " is not stored");
  }
}

void DocumentChecker::check_article(std::uint32_t document, std::string_view bytes) {
  const std::string place = "document " + std::to_string(document);
  const auto article = parse_stored_article(bytes);
  if (!article) return on_problem_(place + ": " + article.error().message);
  ++counts_.articles;
  if (!published_.empty() && published_[document] != column_time(article->published)) {
    on_problem_(place + ": its time is not that of its article");
  }
  const auto found = reader_.ids().find(article->id);
  if (!found || !*found || **found != document) {
    on_problem_("id " + quoted(article->id) + " does not lead to its document");
  }
}

}  // namespace newsidx::segment
