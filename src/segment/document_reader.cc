#include "segment/document_reader.h"

#include <string>

#include "base/try.h"
#include "segment/column_names.h"
#include "segment/column_reader.h"
#include "segment/place.h"
#include "segment/stored_article.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

Result<std::uint32_t> DocumentReader::sequence(std::uint32_t document) const {
  if (!is_reordered_) return document;
  auto sequence = read_column_value(*store_, Family::columns, segment_, kSequenceColumn,
                                    document_count_, document);
  if (!sequence) return in_segment(segment_, std::move(sequence).error());
  return sequence;
}

Result<Article> DocumentReader::article(std::uint32_t document) const {
  NEWSIDX_ASSIGN_OR_RETURN(const std::uint32_t sequence, this->sequence(document));
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           store_->get(Family::docs, storage::doc_key(first_sequence_ + sequence)));
  const std::string place = "document " + std::to_string(document);
  if (!value) return in_segment(segment_, {ErrorCode::corruption, place + " is not stored"});
  auto article = parse_stored_article(value->bytes());
  if (!article)
    return in_segment(segment_, {ErrorCode::corruption, place + ": " + article.error().message});
  return article;
}

}  // namespace newsidx::segment
