// first piece   := further_count:varint byte*
// further piece := byte*                        (1 MiB but in the last one)

#include "segment/document_pieces.h"

#include "base/bytes.h"

namespace newsidx::segment {
namespace {

Failure broken() { return fail(ErrorCode::corruption, "a piece of a stored article is broken"); }

}  // namespace

Result<std::string> first_piece(std::string_view article) {
  const std::size_t further = article.empty() ? 0 : (article.size() - 1) / kPieceBytes;
  if (further >= kSketchesPiece) return fail(ErrorCode::limit, "an article exceeds 64 GiB");
  std::string value;
  append_varint(value, further);
  value += article.substr(0, kPieceBytes);
  return value;
}

std::string_view further_piece(std::string_view article, std::uint16_t piece) noexcept {
  const std::size_t at = piece * kPieceBytes;
  return at < article.size() ? article.substr(at, kPieceBytes) : std::string_view();
}

Result<PieceJoiner> PieceJoiner::start(std::string_view value) {
  ByteReader in(value);
  const std::uint64_t further = in.varint();
  PieceJoiner joiner;
  joiner.first_ = in.rest();
  const bool is_right = further == 0
                            ? joiner.first_.size() <= kPieceBytes
                            : further < kSketchesPiece && joiner.first_.size() == kPieceBytes;
  if (!in.ok() || !is_right) return broken();
  joiner.missing_ = static_cast<std::uint16_t>(further);
  return joiner;
}

Status PieceJoiner::add(std::string_view value) {
  const bool is_right =
      missing_ > 1 ? value.size() == kPieceBytes : !value.empty() && value.size() <= kPieceBytes;
  if (missing_ == 0 || !is_right) return broken();
  if (next_ == 1) joined_ = first_;
  joined_ += value;
  ++next_;
  --missing_;
  return {};
}

}  // namespace newsidx::segment
