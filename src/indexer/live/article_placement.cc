#include "indexer/live/article_placement.h"

#include <algorithm>
#include <map>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "segment/document_pieces.h"
#include "segment/document_writer.h"
#include "segment/sketches.h"
#include "storage/keys.h"

namespace newsidx::indexer {
namespace {

using segment::ArticleAddress;
using storage::Family;

constexpr std::size_t kArticlesPerStopCheck = 1024;
// Behind a larger gap the next article is looked up, and not walked to.
constexpr std::uint32_t kMaxWalked = 64;

Failure missing(ArticleAddress address) {
  return fail(ErrorCode::corruption, "store " + std::to_string(address.store) + ": article " +
                                         std::to_string(address.number) +
                                         " is missing or not whole");
}

struct Wanted {
  ArticleAddress address;
  std::uint32_t document = 0;
};

// Copies the articles of one store.
class StoreCopier {
 public:
  StoreCopier(const storage::Store& store, std::uint32_t number, segment::DocumentWriter& writer)
      : records_(store.iterate(Family::docs, storage::store_prefix(number), storage::Access::scan)),
        sketches_(store, number),
        writer_(writer) {}

  // REQUIRES ascending addresses.
  Status copy(ArticleAddress address) {
    find(address);
    if (!is_at(address, 0)) return records_.status() ? missing(address) : records_.status();
    NEWSIDX_ASSIGN_OR_RETURN(const auto pieces, segment::PieceJoiner::start(records_.value()));
    const std::uint16_t further = pieces.missing();
    NEWSIDX_ASSIGN_OR_RETURN(const std::string_view sketch, sketches_.find(address.number));
    NEWSIDX_RETURN_IF_ERROR(writer_.copy_first_piece(records_.value(), sketch));
    records_.next();
    for (std::uint32_t piece = 1; piece <= further; ++piece, records_.next()) {
      const auto number = static_cast<std::uint16_t>(piece);
      if (!is_at(address, number)) return records_.status() ? missing(address) : records_.status();
      NEWSIDX_RETURN_IF_ERROR(writer_.copy_further_piece(number, records_.value()));
    }
    return {};
  }

 private:
  [[nodiscard]] bool is_at(ArticleAddress address, std::uint16_t piece) const {
    return records_.valid() &&
           records_.key() == (piece == 0
                                  ? storage::doc_key(address.store, address.number)
                                  : storage::doc_piece_key(address.store, address.number, piece));
  }

  void find(ArticleAddress address) {
    const std::string key = storage::doc_key(address.store, address.number);
    for (std::uint32_t walked = 0; records_.valid() && records_.key() < key; ++walked) {
      if (walked == kMaxWalked) return records_.seek(key);
      records_.next();
    }
  }

  storage::Iterator records_;
  segment::SketchesReader sketches_;
  segment::DocumentWriter& writer_;
};

Status copy_all(const storage::Store& store, const std::vector<Wanted>& wanted, std::uint32_t place,
                segment::DocumentWriter& writer, MergeDocuments& documents,
                const std::stop_token& stop) {
  std::unique_ptr<StoreCopier> copier;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i % kArticlesPerStopCheck == 0 && stop.stop_requested()) return cancelled_error();
    const ArticleAddress address = wanted[i].address;
    if (i == 0 || address.store != wanted[i - 1].address.store) {
      copier.reset();
      copier = std::make_unique<StoreCopier>(store, address.store, writer);
    } else if (address == wanted[i - 1].address) {
      return fail(ErrorCode::corruption, "two documents have one article");
    }
    const std::uint32_t number = writer.store().article_count;
    NEWSIDX_RETURN_IF_ERROR(copier->copy(address));
    documents.addresses[wanted[i].document] = {place, number};
  }
  return writer.finish();
}

// The places of stores that are kept, in the new segment.
Result<std::map<std::uint32_t, std::uint32_t>> kept_stores(const segment::Manifest& manifest,
                                                           const MergeDocuments& documents,
                                                           ArticlePlacement& placement) {
  std::map<std::uint32_t, std::uint32_t> counts;  // documents that are alive, by store
  std::uint64_t total = 0;
  for (std::uint32_t document = 0; document < documents.size(); ++document) {
    if (documents.is_deleted(document)) continue;
    ++counts[documents.addresses[document].store];
    ++total;
  }
  std::map<std::uint32_t, std::uint32_t> places;
  for (const auto& [id, count] : counts) {
    const segment::StoreInfo* const store = manifest.find_store(id);
    if (store == nullptr) {
      return fail(ErrorCode::corruption,
                  "the manifest does not name the store " + std::to_string(id) + " of articles");
    }
    const bool is_kept = std::uint64_t{store->live_count} * 2 >= store->article_count &&
                         std::uint64_t{count} * 8 >= total;
    if (!is_kept) continue;
    places[id] = static_cast<std::uint32_t>(placement.stores.size());
    placement.stores.push_back(id);
    placement.kept.push_back(*store);
  }
  return places;
}

}  // namespace

Result<ArticlePlacement> place_articles(IndexWriter& writer, const segment::Manifest& manifest,
                                        MergeDocuments& documents, storage::RecordSink& sink,
                                        const std::stop_token& stop) {
  ArticlePlacement placement;
  NEWSIDX_ASSIGN_OR_RETURN(const auto kept, kept_stores(manifest, documents, placement));
  std::vector<Wanted> wanted;
  for (std::uint32_t document = 0; document < documents.size(); ++document) {
    if (documents.is_deleted(document)) continue;
    ArticleAddress& address = documents.addresses[document];
    if (const auto place = kept.find(address.store); place != kept.end()) {
      address.store = place->second;
    } else {
      wanted.push_back({address, document});
    }
  }
  if (wanted.empty()) return placement;
  std::ranges::stable_sort(wanted, {}, &Wanted::address);
  placement.lease = writer.begin_store();
  segment::DocumentWriter docs(sink, placement.lease.number());
  const auto place = static_cast<std::uint32_t>(placement.stores.size());
  NEWSIDX_RETURN_IF_ERROR(copy_all(*writer.store(), wanted, place, docs, documents, stop));
  placement.stores.push_back(docs.store().id);
  placement.written = docs.store();
  return placement;
}

}  // namespace newsidx::indexer
