// stored article := version:u8 whole:u8 id:prefixed time
//                   [title url source lang body keyword_count:varint (name value)*]   when whole
// time := precision:u8 (0 = unknown, else 1 + precision, +16 when the zone is known) [seconds:u64]
// All texts are prefixed with their length.

#include "segment/stored_article.h"

#include "base/bytes.h"

namespace newsidx::segment {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kZoneKnown = 16;

void append_time(std::string& out, const std::optional<Timestamp>& time) {
  if (!time) return out.push_back(0);
  const auto precision = static_cast<std::uint8_t>(time->precision);
  out.push_back(static_cast<char>(1 + precision + (time->zone_known ? kZoneKnown : 0)));
  append_le(out, static_cast<std::uint64_t>(time->utc_seconds));
}

bool read_time(ByteReader& in, std::optional<Timestamp>& time) {
  const auto code = in.le<std::uint8_t>();
  if (code == 0) return true;
  const std::uint8_t precision = (code & ~kZoneKnown & 0xff) - 1;
  if (precision > static_cast<std::uint8_t>(Timestamp::Precision::second)) return false;
  time = Timestamp{static_cast<std::int64_t>(in.le<std::uint64_t>()),
                   static_cast<Timestamp::Precision>(precision), (code & kZoneKnown) != 0};
  return true;
}

}  // namespace

void append_stored_article(std::string& out, const Article& article, bool whole) {
  out.push_back(static_cast<char>(kVersion));
  out.push_back(whole ? 1 : 0);
  append_prefixed(out, article.id);
  append_time(out, article.published);
  if (!whole) return;
  for (const std::string* text :
       {&article.title, &article.url, &article.source, &article.lang, &article.body}) {
    append_prefixed(out, *text);
  }
  append_varint(out, article.keywords.size());
  for (const auto& [name, value] : article.keywords) {
    append_prefixed(out, name);
    append_prefixed(out, value);
  }
}

Result<Article> parse_stored_article(std::string_view bytes) {
  const auto broken = [] { return fail(ErrorCode::corruption, "stored article is broken"); };
  ByteReader in(bytes);
  if (in.le<std::uint8_t>() != kVersion) return broken();
  const auto whole = in.le<std::uint8_t>();
  Article article;
  article.id = in.prefixed();
  if (!read_time(in, article.published)) return broken();
  if (whole == 1) {
    for (std::string* text :
         {&article.title, &article.url, &article.source, &article.lang, &article.body}) {
      *text = in.prefixed();
    }
    const std::uint64_t keyword_count = in.varint();
    for (std::uint64_t i = 0; i < keyword_count && in.ok(); ++i) {
      const std::string_view name = in.prefixed();
      const std::string_view value = in.prefixed();
      article.keywords.emplace_back(name, value);
    }
  }
  if (!in.ok() || !in.at_end() || whole > 1) return broken();
  return article;
}

}  // namespace newsidx::segment
