// What a web archive's splitter gives: bodies as they were before they were sent, with what is
// known of them, also of records in segments.

#include <string>
#include <utility>

#include "base/blanks.h"
#include "source/warc/digest.h"
#include "source/warc/warc_splitter.h"

namespace newsidx::source {
namespace {

constexpr std::string_view kInChunks = "Transfer-Encoding: chunked\r\n\r\n";

// "en", not "en, fr": a list says what the site has.
std::string one_language(std::string_view list) {
  return list.find(',') == std::string_view::npos ? std::string(trimmed(list)) : std::string();
}

}  // namespace

RecordOrigin WarcSplitter::origin_of(MediaType type, const HttpHead& http) const {
  RecordOrigin origin = *origin_;
  origin.url = head_.url;
  origin.charset = std::move(type.charset);
  origin.media_type = std::move(type.name);
  origin.first_seen = head_.date;
  origin.page = CaptureDates::page_of(head_);
  if (captures_ != nullptr) origin.repeated = captures_->find(head_);
  const std::string language = one_language(
      head_.language.empty() ? header_value(http.fields, "Content-Language") : head_.language);
  if (!language.empty()) origin.language = language;
  return origin;
}

std::optional<RawRecord> WarcSplitter::give(std::string_view http_fields, std::string_view body,
                                            RecordOrigin origin, std::uint64_t number) {
  auto decoded = decode_body(http_fields, body, options_.max_record_bytes);
  if (!decoded) {
    lose_record(decoded.error().remark());
    return std::nullopt;
  }
  if (!decoded->fault.empty()) report(Problem::Kind::ignored_value, decoded->fault);
  if (decoded->bytes.empty()) {
    ++counts_.passed_over;
    leave_out("empty page");
    return std::nullopt;
  }
  ++counts_.given;
  RawRecord record;
  record.bytes = std::move(decoded->bytes);
  record.origin = std::make_shared<const RecordOrigin>(std::move(origin));
  record.number = number;
  record.byte = record_byte_;
  return record;
}

// Of the record at hand, which is all there.
void WarcSplitter::check_digests(std::string_view block, std::size_t head_bytes) {
  const DigestCheck of_block = check_digest(head_.block_digest, block);
  if (of_block == DigestCheck::right) return;
  const auto tell = [this](std::string_view field) {
    ++counts_.doubtful;
    report(Problem::Kind::ignored_value,
           "the record is not what its " + std::string(field) + " says: it may be damaged");
  };
  if (of_block == DigestCheck::wrong) return tell("WARC-Block-Digest");
  const std::string_view payload = block.substr(head_bytes);
  if (head_.is_truncated) return;  // of the whole, maybe
  if (check_digest(head_.payload_digest, payload) != DigestCheck::wrong) return;
  for (const std::string_view fields : {std::string_view(block.substr(0, head_bytes)), kInChunks}) {
    const auto decoded = decode_body(fields, payload, options_.max_record_bytes);
    if (decoded && check_digest(head_.payload_digest, decoded->bytes) == DigestCheck::right) return;
  }
  tell("WARC-Payload-Digest");
}

// ---- segments ----------------------------------------------------------------------------------

// What it continues may be of no article, or in another file.
std::optional<RawRecord> WarcSplitter::read_continuation() {
  if (!segments_.is_next(head_) || head_.length > options_.max_record_bytes) {
    pass_over("");
    return std::nullopt;
  }
  const Extent extent = find_extent();
  if (extent.is_cut && window_.fault()) {
    lose_rest();
    return std::nullopt;
  }
  tell_extent(extent);
  std::string_view segment = window_.fill(extent.bytes).substr(0, extent.bytes);
  if (extent.is_shorter) segment = without_end_lines(segment);
  auto joined = segments_.add(head_, segment, extent.is_cut);
  window_.skip(extent.bytes);
  const bool is_whole = head_.is_last_segment || extent.is_cut;  // which was told
  return joined ? give_joined(*std::move(joined), is_whole) : std::nullopt;
}

std::optional<RawRecord> WarcSplitter::give_joined(SegmentedRecord joined, bool is_whole) {
  record_byte_ = joined.byte;
  if (!is_whole) {
    report(Problem::Kind::cut_off, "the last segments of the record are missing: " +
                                       std::to_string(joined.segment_count) + " are there");
  }
  return give(joined.http_fields, joined.body, std::move(joined.origin), joined.number);
}

}  // namespace newsidx::source
