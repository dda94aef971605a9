// sketches := sketch:prefixed* checksum:u32     256 articles but in the last chunk

#include "segment/sketches.h"

#include "base/status_macros.h"
#include "segment/checksum.h"
#include "segment/document_pieces.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

std::string sketches_key(std::uint32_t store, std::uint32_t number) {
  return storage::doc_piece_key(store, number | (kSketchesInChunk - 1), kSketchesPiece);
}

Result<std::vector<std::string_view>> parse_sketches(std::string_view value) {
  const auto broken = [] { return fail(ErrorCode::corruption, "sketches of articles are broken"); };
  const auto bytes = without_checksum(value);
  if (!bytes) return broken();
  std::vector<std::string_view> sketches;
  ByteReader in(*bytes);
  while (!in.at_end() && in.ok()) sketches.push_back(in.prefixed());
  if (!in.ok() || sketches.size() > kSketchesInChunk) return broken();
  return sketches;
}

void SketchesWriter::add(std::string_view sketch) {
  append_prefixed(chunk_, sketch);
  has_any_ = has_any_ || !sketch.empty();
}

std::string SketchesWriter::take_chunk() {
  std::string chunk;
  if (has_any_) {
    append_checksum(chunk_);
    chunk.swap(chunk_);
  }
  chunk_.clear();
  has_any_ = false;
  return chunk;
}

Result<std::string_view> SketchesReader::find(std::uint32_t article) {
  const std::uint32_t chunk = article / kSketchesInChunk;
  if (chunk != chunk_) {
    sketches_.clear();
    chunk_ = UINT32_MAX;
    NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                             store_->get(Family::docs, sketches_key(number_, article)));
    if (value) {
      value_ = value->bytes();
      NEWSIDX_ASSIGN_OR_RETURN(sketches_, parse_sketches(value_));
    }
    chunk_ = chunk;
  }
  const std::uint32_t place = article % kSketchesInChunk;
  return place < sketches_.size() ? sketches_[place] : std::string_view();
}

}  // namespace newsidx::segment
