// A sum of statistics as bytes, between machines of one newsidx:
//
//   record     := "NQST" version:u32 body checksum:u32(all before)
//   body       := query options analysis  parts document_count field(text) field(title)
//                 languages  round asked_languages flags:u8
//                 count (key number)*  count (key names)*  count (key prefix)*
//   field      := document_count total_length
//   languages, names := count text*                              ascending
//   prefix     := round rest found_count has_rest:u8  count (word documents untold)*
//   flags      := 1 languages_differ | 2 has_more_questions | 4 asks_for_match
//
// Texts and keys are a length and bytes; all numbers without a type are varints. Keys ascend, so
// that equal sums are equal bytes.
#include "base/bytes.h"
#include "base/hash.h"
#include "query/statistics/statistics_sum.h"

namespace newsidx::query {
namespace {

constexpr std::string_view kMagic = "NQST";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kChecksumBytes = sizeof(std::uint32_t);
constexpr std::uint64_t kMostOfAnything = std::uint64_t{1} << 48;  // sums of many do not overflow

using Names = std::set<std::string>;

void append(std::string& out, const Names& names) {
  append_varint(out, names.size());
  for (const std::string& name : names) append_prefixed(out, name);
}

void append(std::string& out, const CollectionStatistics::FieldTotals& totals) {
  append_varint(out, totals.document_count);
  append_varint(out, totals.total_length);
}

void append(std::string& out, const PrefixCounts& counts) {
  append_varint(out, counts.round);
  append_varint(out, counts.rest);
  append_varint(out, counts.found_count);
  out += static_cast<char>(counts.has_rest);
  append_varint(out, counts.words.size());
  for (const auto& [word, count] : counts.words) {
    append_prefixed(out, word);
    append_varint(out, count.documents);
    append_varint(out, count.untold);
  }
}

// Reads what may be anything; is_good tells whether it was a sum.
class Parser {
 public:
  explicit Parser(std::string_view bytes) : in_(bytes) {}

  [[nodiscard]] bool is_good() const { return is_good_ && in_.ok() && in_.at_end(); }

  std::string text() { return std::string(in_.prefixed()); }
  std::uint8_t byte() { return in_.le<std::uint8_t>(); }
  std::uint32_t number32() { return in_.varint32(); }
  std::uint64_t number() {
    const std::uint64_t value = in_.varint();
    is_good_ &= value <= kMostOfAnything;
    return value;
  }
  bool flag() {
    const std::uint8_t value = byte();
    is_good_ &= value <= 1;
    return value != 0;
  }
  void totals(CollectionStatistics::FieldTotals& totals) {
    totals.document_count = number();
    totals.total_length = number();
  }
  void names(Names& names) {
    for (std::uint64_t left = number(); left > 0 && can_go_on(); --left) {
      std::string name = text();
      is_good_ &= names.empty() || *names.rbegin() < name;
      names.insert(names.end(), std::move(name));
    }
  }
  /// @param read_value  void(value): reads it into what stands in the map
  template <class Map, class ReadValue>
  void map(Map& map, ReadValue read_value) {
    for (std::uint64_t left = number(); left > 0 && can_go_on(); --left) {
      std::string key = text();
      is_good_ &= map.empty() || map.rbegin()->first < key;
      read_value(map.try_emplace(map.end(), std::move(key))->second);
    }
  }
  void prefix(PrefixCounts& counts) {
    counts.round = number32();
    counts.rest = number();
    counts.found_count = number();
    counts.has_rest = flag();
    map(counts.words, [this](PrefixCounts::Count& count) {
      count.documents = number();
      count.untold = number();
    });
  }

 private:
  [[nodiscard]] bool can_go_on() const { return is_good_ && in_.ok(); }

  ByteReader in_;
  bool is_good_ = true;
};

Failure broken(const char* how) {
  return fail(ErrorCode::corruption, std::string("statistics of a query: ") + how);
}

}  // namespace

std::string serialize_statistics_sum(const StatisticsSum& sum) {
  std::string out(kMagic);
  append_le(out, kVersion);
  for (const std::string* text : {&sum.query, &sum.options, &sum.analysis}) {
    append_prefixed(out, *text);
  }
  append_varint(out, sum.parts);
  append_varint(out, sum.collection.document_count);
  append(out, sum.collection.text);
  append(out, sum.collection.title);
  append(out, sum.languages);
  append_varint(out, sum.round);
  append(out, sum.asked_languages);
  out += static_cast<char>((sum.languages_differ ? 1 : 0) | (sum.has_more_questions ? 2 : 0) |
                           (sum.asks_for_match ? 4 : 0));
  append_varint(out, sum.numbers.size());
  for (const auto& [question, number] : sum.numbers) {
    append_prefixed(out, question);
    append_varint(out, number);
  }
  append_varint(out, sum.similar_names.size());
  for (const auto& [name, similar] : sum.similar_names) {
    append_prefixed(out, name);
    append(out, similar);
  }
  append_varint(out, sum.prefixes.size());
  for (const auto& [prefix, counts] : sum.prefixes) {
    append_prefixed(out, prefix);
    append(out, counts);
  }
  append_le(out, checksum32(out));
  return out;
}

Result<StatisticsSum> parse_statistics_sum(std::string_view bytes) {
  constexpr std::size_t kHeadBytes = kMagic.size() + sizeof kVersion;
  if (bytes.size() < kHeadBytes + kChecksumBytes || !bytes.starts_with(kMagic)) {
    return broken("bad magic");
  }
  const auto version = load_le<std::uint32_t>(bytes.data() + kMagic.size());
  if (version != kVersion) {
    return fail(ErrorCode::unsupported,
                "statistics of a query are of version " + std::to_string(version) +
                    ", this newsidx reads " + std::to_string(kVersion),
                "one newsidx on all machines");
  }
  const std::string_view body = bytes.substr(0, bytes.size() - kChecksumBytes);
  if (load_le<std::uint32_t>(body.data() + body.size()) != checksum32(body)) {
    return broken("bad checksum");
  }
  StatisticsSum sum;
  Parser in(body.substr(kHeadBytes));
  for (std::string* text : {&sum.query, &sum.options, &sum.analysis}) *text = in.text();
  sum.parts = in.number32();
  sum.collection.document_count = in.number();
  in.totals(sum.collection.text);
  in.totals(sum.collection.title);
  in.names(sum.languages);
  sum.round = in.number32();
  in.names(sum.asked_languages);
  const std::uint8_t flags = in.byte();
  sum.languages_differ = (flags & 1) != 0;
  sum.has_more_questions = (flags & 2) != 0;
  sum.asks_for_match = (flags & 4) != 0;
  in.map(sum.numbers, [&in](std::uint64_t& number) { number = in.number(); });
  in.map(sum.similar_names, [&in](Names& names) { in.names(names); });
  in.map(sum.prefixes, [&in](PrefixCounts& counts) { in.prefix(counts); });
  if (!in.is_good() || flags > 7) return broken("broken body");
  return sum;
}

}  // namespace newsidx::query
