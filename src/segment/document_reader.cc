#include "segment/document_reader.h"

#include <string>

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/document_pieces.h"
#include "segment/error_context.h"
#include "segment/stored_article.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

Result<DocumentReader> DocumentReader::open(std::shared_ptr<const storage::Store> store,
                                            const SegmentInfo& info) {
  NEWSIDX_ASSIGN_OR_RETURN(
      auto stores, ColumnReader::open(store, info.id, kArticleStoreColumn, info.document_count));
  NEWSIDX_ASSIGN_OR_RETURN(
      auto numbers, ColumnReader::open(store, info.id, kArticleNumberColumn, info.document_count));
  return DocumentReader(std::move(store), info, std::move(stores), std::move(numbers));
}

Result<ArticleAddress> DocumentReader::address_of(std::uint64_t store, std::uint64_t number) const {
  if (store >= stores_.size() || number > UINT32_MAX) {
    return fail(ErrorCode::corruption, "a document names a store of articles that there is not");
  }
  return ArticleAddress{stores_[store], static_cast<std::uint32_t>(number)};
}

Result<ArticleAddress> DocumentReader::address(std::uint32_t document) const {
  const auto found = [&]() -> Result<ArticleAddress> {
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t store, article_stores_.number(document));
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t number, article_numbers_.number(document));
    return address_of(store, number);
  }();
  if (!found) return in_segment(segment_, found.error());
  return found;
}

Result<std::vector<ArticleAddress>> DocumentReader::addresses() const {
  std::vector<std::uint64_t> stores, numbers;
  Status status = article_stores_.read_all(stores);
  if (status) status = article_numbers_.read_all(numbers);
  if (!status) return in_segment(segment_, status.error());
  std::vector<ArticleAddress> addresses;
  addresses.reserve(stores.size());
  for (std::size_t i = 0; i < stores.size(); ++i) {
    const auto address = address_of(stores[i], numbers[i]);
    if (!address) return in_segment(segment_, address.error());
    addresses.push_back(*address);
  }
  return addresses;
}

Result<Article> DocumentReader::article(std::uint32_t document) const {
  NEWSIDX_ASSIGN_OR_RETURN(const ArticleAddress address, this->address(document));
  auto article = read_stored_article(*store_, address);
  if (article) return article;
  const std::string place = "document " + std::to_string(document);
  if (article.error().code == ErrorCode::not_found) {
    return in_segment(segment_, {ErrorCode::corruption, place + " is not stored"});
  }
  return in_segment(segment_, fail(place, std::move(article).error()).take());
}

Result<Article> read_stored_article(const storage::Store& store, ArticleAddress address) {
  NEWSIDX_ASSIGN_OR_RETURN(
      const auto first, store.get(Family::docs, storage::doc_key(address.store, address.number)));
  if (!first) return fail(ErrorCode::not_found, "an article is not stored");
  NEWSIDX_ASSIGN_OR_RETURN(PieceJoiner pieces, PieceJoiner::start(first->bytes()));
  while (pieces.missing() > 0) {
    NEWSIDX_ASSIGN_OR_RETURN(
        const auto piece,
        store.get(Family::docs,
                  storage::doc_piece_key(address.store, address.number, pieces.next())));
    if (!piece) return fail(ErrorCode::corruption, "a piece of a stored article is missing");
    NEWSIDX_RETURN_IF_ERROR(pieces.add(piece->bytes()));
  }
  return parse_stored_article(pieces.bytes());
}

}  // namespace newsidx::segment
