// The bytes of every persisted format, compared with those that were once written down: a file
// NAME.hex a value, in which "#" starts a comment. The worked bytes of FORMAT.md and KEYS.md are
// these.

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "codec/bitpack.h"
#include "codec/norm.h"
#include "codec/position_block_writer.h"
#include "codec/posting_block.h"
#include "segment/bigram_entry.h"
#include "segment/byte_chunks.h"
#include "segment/column_descriptor.h"
#include "segment/copies_record.h"
#include "segment/dictionary_writer.h"
#include "segment/document_pieces.h"
#include "segment/field.h"
#include "segment/form_writer.h"
#include "segment/impact_parameters.h"
#include "segment/live_docs.h"
#include "segment/manifest.h"
#include "segment/posting_list_writer.h"
#include "segment/record_digest.h"
#include "segment/sealed_record.h"
#include "segment/sketches.h"
#include "segment/source_file.h"
#include "segment/stored_article.h"
#include "segment/term_entry.h"
#include "segment/timestamp_column.h"
#include "storage/keys.h"

using namespace newsidx;
using segment::Field;

namespace {

std::string hex_of(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    if (!hex.empty()) hex.push_back(' ');
    hex.push_back(kDigits[static_cast<unsigned char>(byte) >> 4]);
    hex.push_back(kDigits[static_cast<unsigned char>(byte) & 15]);
  }
  return hex;
}

std::string golden(const std::string& name) {
  std::ifstream file(std::string(NEWSIDX_GOLDEN_DIR) + "/" + name + ".hex");
  std::string hex;
  for (std::string line; std::getline(file, line);) {
    for (const char c : line.substr(0, line.find('#'))) {
      if (c == ' ') continue;
      if (hex.size() % 3 == 2) hex.push_back(' ');
      hex.push_back(c);
    }
  }
  return hex;
}

std::string packed_integers(std::uint32_t count, unsigned bits) {
  std::vector<std::uint32_t> values;
  for (std::uint32_t i = 0; i < count; ++i) values.push_back(i);
  std::string bytes;
  codec::append_packed(bytes, values, bits);
  return bytes;
}

std::string posting_block() {
  std::string bytes;
  codec::append_posting_block(bytes, codec::kNoDocument, std::vector<std::uint32_t>{3, 5, 9},
                              std::vector<std::uint32_t>{1, 2, 1});
  return bytes;
}

// One document in three, which is less as a bitset than as gaps.
std::string posting_block_bitset() {
  std::vector<std::uint32_t> docs;
  for (std::uint32_t doc = 70; doc < 150; doc += 3) docs.push_back(doc);
  std::string bytes;
  codec::append_posting_block(bytes, 65, docs, std::vector<std::uint32_t>(docs.size(), 1));
  return bytes;
}

// Two documents: title word and a compound in the first (frequency 4, for the title weighs), one
// word in the second.
std::string position_block() {
  std::string bytes;
  codec::PositionBlockWriter writer;
  writer.start_document();
  writer.add(std::vector<codec::Occurrence>{{0, 1}, {12, 2}});
  writer.start_document();
  writer.add(std::vector<codec::Occurrence>{{7, 1}});
  writer.append_to(bytes, std::vector<std::uint32_t>{4, 1});
  return bytes;
}

std::string list_head_short() {
  segment::PostingListWriter writer([](auto...) { return Status(); });
  writer.start(true, {}, segment::impact_length_norms({}, Field::keyword));
  CHECK(writer.add(3, 1, std::vector<codec::Occurrence>{{7, 1}}));
  CHECK(writer.add(5, 2, std::vector<codec::Occurrence>{{0, 1}, {9, 1}}));
  const auto list = writer.finish();
  REQUIRE(list);
  return std::string(list->head);
}

std::string list_head_long() {
  segment::TermEntry entry;
  entry.document_count = 200;
  entry.occurrence_count = 321;
  entry.max_impact = 0x8fff;
  entry.has_positions = true;
  entry.term_number = 5;
  entry.directory.last_docs = {300, 1000};
  entry.directory.impacts = {0x8000, 0x8fff};
  entry.directory.postings = {{0, 0}, {0, 258}};
  entry.directory.positions = {{0, 0}, {1, 0}};
  std::string bytes;
  segment::append_list_head(bytes, entry);
  return bytes;
}

// Records of family terms: the page, its heads, the index.
std::vector<std::string> dictionary(const std::function<void(segment::DictionaryWriter&)>& write) {
  std::vector<std::string> values;
  segment::DictionaryWriter writer(7, [&](Field, std::string_view, std::string_view value) {
    values.emplace_back(value);
    return Status();
  });
  write(writer);
  CHECK(writer.finish());
  return values;
}

// "oil" is a word of 3 documents; "oily" no word; "price" has a long list.
std::string term_record(std::size_t number) {
  return dictionary([](segment::DictionaryWriter& writer) {
    segment::TermRecord oil;
    oil.counts = {3, 4};
    oil.as_surface = segment::SurfaceCounts{4, 1, 3};
    CHECK(writer.add_term(Field::text, "oil", oil, "\x11\x12\x13"));
    CHECK(writer.add_term(Field::text, "oily", {.counts = {1, 1}}, "\x21\x22"));
    segment::TermRecord price;
    price.counts = {200, 321};
    price.is_inline = false;
    price.term_number = 5;
    price.has_spans = true;
    CHECK(writer.add_term(Field::text, "price", price, "\x31"));
  })[number];
}

std::string surface_page() {
  return dictionary([](segment::DictionaryWriter& writer) {
    CHECK(writer.add_surface("prices", std::vector<segment::SurfaceTerm>{{"price", {7, 2}}}));
    CHECK(writer.add_surface("storms", std::vector<segment::SurfaceTerm>{{"storm", {0, 0, 2}}}));
    CHECK(writer.add_surface(
        "wells", std::vector<segment::SurfaceTerm>{{"well", {3, 0}}, {"wels", {1, 0}}}));
  })[0];
}

// Of "econom" four documents: economics, Economics, economics twice, ECONOMY.
std::string form_record(std::size_t number) {
  std::vector<std::string> values;
  segment::FormWriter writer([&](std::uint32_t, std::string_view value) {
    values.emplace_back(value);
    return Status();
  });
  const auto add = [&](std::uint32_t document, const std::string& surface, LetterCase letter_case) {
    const std::uint32_t form = writer.table().number_of(surface, letter_case);
    CHECK(writer.add(document, 1, std::span(&form, 1)));
  };
  writer.start("econom");
  add(0, "economics", LetterCase::lower);
  add(1, "economics", LetterCase::capitalized);
  add(2, "economics", LetterCase::lower);
  add(2, "economics", LetterCase::lower);
  add(3, "economy", LetterCase::capitals);
  CHECK(writer.finish_term());
  CHECK(writer.finish());
  return values[number];
}

std::string column_descriptor() {
  segment::ColumnDescriptor descriptor;
  descriptor.document_count = 8194;
  descriptor.chunks = {{2, 260}, {7, 7}};
  std::string bytes;
  segment::append_column_descriptor(bytes, descriptor);
  return bytes;
}

std::string column_counting() {
  segment::ColumnDescriptor descriptor;
  descriptor.encoding = segment::ColumnEncoding::counting;
  descriptor.document_count = 100;
  descriptor.base = 300;
  std::string bytes;
  segment::append_column_descriptor(bytes, descriptor);
  return bytes;
}

std::string norms_chunk() {
  std::string chunk;
  CHECK(segment::write_byte_chunks("\x02\x05", [&](std::uint32_t, std::string_view bytes) {
    chunk = bytes;
    return Status();
  }));
  return chunk;
}

// Of 70 documents the second and the last are deleted.
std::string live_docs() {
  std::string value;
  const segment::DocBits live = {~std::uint64_t{2}, 0x1f};
  CHECK(segment::write_live_docs(7, 3, live, [&](std::string_view key, std::string_view bytes) {
    CHECK(key == storage::live_key(7, 3, 0));
    value = bytes;
    return Status();
  }));
  return value;
}

Article article() {
  Article article;
  article.id = "a1";
  article.title = "Oil";
  article.body = "Oil rose.";
  article.published = Timestamp{1472264220, Timestamp::Precision::minute, false};
  article.url = "u";
  article.source = "AP";
  article.lang = "en";
  article.keywords = {{"topics", "oil"}};
  return article;
}

std::string stored_article(bool whole) {
  std::string bytes;
  segment::append_stored_article(bytes, article(), whole);
  return bytes;
}

std::string sketches() {
  std::string sketch("\x12\x02", 2);
  append_le(sketch, std::uint32_t{1});
  append_le(sketch, UINT32_MAX);
  segment::SketchesWriter writer;
  writer.add(sketch);
  writer.add({});
  return writer.take_chunk();
}

std::string times() {
  std::string bytes;
  append_be(bytes, segment::column_time(std::nullopt));
  append_be(bytes, segment::column_time(Timestamp{-1, Timestamp::Precision::second, true}));
  append_be(bytes, segment::column_time(article().published));
  return bytes;
}

std::string norms() {
  std::string bytes;
  for (const std::uint32_t length :
       {0u, 1u, 39u, 40u, 41u, 42u, 100u, 1000u, 100'000u, 2'147'483'647u}) {
    bytes.push_back(static_cast<char>(codec::encode_norm(length)));
  }
  return bytes;
}

std::string impacts() {
  std::string bytes;
  for (const auto& [freq, half] : {std::pair{1u, 1.2f}, {2u, 1.2f}, {1u, 0.3f}, {100u, 1.2f}}) {
    append_be(bytes, segment::impact_of(freq, half));
  }
  return bytes;
}

std::string manifest() {
  segment::Manifest manifest;
  manifest.generation = 2;
  manifest.next_segment = 3;
  manifest.next_store = 5;
  manifest.settings = {"news", "english", "fp", 2, true};
  manifest.stores = {{4, 100, 99, 0x0807060504030201u}};
  segment::SegmentInfo segment;
  segment.id = 2;
  segment.live = {2, 99};
  manifest.segments = {segment};
  manifest.next_source_file = 4;
  return serialize_manifest(manifest);
}

std::string segment_record() {
  segment::SegmentInfo segment;
  segment.id = 2;
  segment.document_count = 100;
  segment.is_reordered = true;
  segment.fields[0] = {100, 4000, 3900, 50, 3000, 5000};
  segment.languages = {{"english", 100}};
  segment.stores = {4};
  for (std::size_t i = 1; i < segment.digests.size(); ++i)
    segment.digests[i] = 0x0101010101010101u * i;
  return serialize_segment_info(segment);
}

std::string source_file() {
  segment::SourceFile file;
  file.number = 3;
  file.path = "/news/a.txt";
  file.size_bytes = 300;
  file.modified_ns = 0x0102030405060708;
  file.digest = 0x1112131415161718u;
  file.numbers_before = {1, 2};
  return serialize_source_file(file);
}

std::string digest() {
  std::string bytes;
  append_be(bytes, segment::record_digest("key", "value"));
  return bytes;
}

struct Row {
  std::string name;
  std::function<std::string()> bytes;
};

const Row kRows[] = {
    {"packed_full_group", [] { return packed_integers(128, 7); }},
    {"packed_tail", [] { return packed_integers(5, 3); }},
    {"posting_block", posting_block},
    {"posting_block_bitset", posting_block_bitset},
    {"position_block", position_block},
    {"norms", norms},
    {"impacts", impacts},
    {"list_head_short", list_head_short},
    {"list_head_long", list_head_long},
    {"term_page", [] { return term_record(0); }},
    {"term_heads", [] { return term_record(1); }},
    {"term_index", [] { return term_record(2); }},
    {"term_page_surfaces", surface_page},
    {"form_page", [] { return form_record(0); }},
    {"form_index", [] { return form_record(1); }},
    {"column_descriptor", column_descriptor},
    {"column_counting", column_counting},
    {"norms_chunk", norms_chunk},
    {"live_docs", live_docs},
    {"column_times", times},
    {"stored_article", [] { return stored_article(true); }},
    {"sketches", sketches},
    {"copies",
     [] {
       return segment::serialize_copies({{{3, 5}, {3, 7}}, {5}});
     }},
    {"stored_piece", [] { return segment::first_piece("article").value(); }},
    {"stored_article_id_only", [] { return stored_article(false); }},
    {"manifest", manifest},
    {"segment_record", segment_record},
    {"source_file", source_file},
    {"record_digest", digest},
    {"key_manifest", [] { return storage::manifest_key(258); }},
    {"key_segment", [] { return storage::segment_info_key(7); }},
    {"key_source_file", [] { return storage::source_file_key("/news/a.txt", 258); }},
    {"key_term_page", [] { return storage::term_page_key(7, number_of(Field::title), 258, 1); }},
    {"key_term_index", [] { return storage::term_index_key(7, number_of(Field::title)); }},
    {"key_frequent_words", [] { return segment::frequent_words_key(7); }},
    {"key_chunk", [] { return storage::chunk_key(7, 258, 1); }},
    {"key_column", [] { return storage::column_key(7, "published", 2); }},
    {"key_doc", [] { return storage::doc_key(7, 258); }},
    {"key_doc_piece", [] { return storage::doc_piece_key(7, 258, 1); }},
    {"key_live", [] { return storage::live_key(7, 258, 1); }},
    {"key_id", [] { return storage::id_key(7, "a1"); }},
};

}  // namespace

TEST_CASE("the bytes of every format are those that were written down") {
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const std::string bytes = hex_of(row.bytes());
    CHECK_MESSAGE(
        bytes == golden(row.name), "the bytes of '", row.name,
        "' changed: raise kFormatVersion in ",
        "src/segment/sealed_record.h, add to the version history of FORMAT.md or KEYS.md, "
        "and write ",
        "to tests/golden/", row.name, ".hex: ", bytes);
  }
}

TEST_CASE("the numbers of fields and families are persisted") {
  CHECK(static_cast<int>(Field::text) == 0);
  CHECK(static_cast<int>(Field::title) == 1);
  CHECK(static_cast<int>(Field::text_caps) == 2);
  CHECK(static_cast<int>(Field::title_caps) == 3);
  CHECK(static_cast<int>(Field::keyword) == 4);
  CHECK(static_cast<int>(Field::surface) == 5);
  CHECK(static_cast<int>(Field::bigram) == 6);
  CHECK(static_cast<int>(Field::boundary) == 7);
  CHECK(segment::kFieldCount == 8);
  CHECK(segment::kParagraphTerm == "p");
  CHECK(segment::kSentenceTerm == "s");
  CHECK(segment::kLineTerm == "l");
  CHECK(storage::kFamilyNames == std::array<std::string_view, 9>{"meta", "terms", "postings",
                                                                 "positions", "norms", "columns",
                                                                 "docs", "ids", "live"});
  CHECK(segment::kFormatVersion == 6);
}
