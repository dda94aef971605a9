// unit/segment/small_segment.h: a segment of three articles, written by hand, and damage to it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "codec/norm.h"
#include "segment/bigram_entry.h"
#include "segment/column_names.h"
#include "segment/dictionary_scan.h"
#include "segment/dictionary_writer.h"
#include "segment/document_pieces.h"
#include "segment/document_writer.h"
#include "segment/manifest.h"
#include "segment/record_digest.h"
#include "segment/segment_reader.h"
#include "segment/segment_writer.h"
#include "segment/stored_article.h"
#include "segment/timestamp_column.h"
#include "unit/storage/index_folder.h"

namespace newsidx::segment {

using storage::borrowed;
using storage::Family;
using storage::need;

inline constexpr std::uint32_t kSegment = 7;
inline constexpr std::uint32_t kStore = 1000;
inline constexpr std::uint32_t kTitleLength = 2;

/// "Oil <word>" over "oil price": the body stands one position behind the title.
inline std::vector<Article> small_articles() {
  std::vector<Article> articles(3);
  const std::array<const char*, 3> ids = {"b", "a", "c"};
  for (std::size_t i = 0; i < articles.size(); ++i) {
    articles[i].id = ids[i];
    articles[i].title = "Oil " + articles[i].id;
    articles[i].body = "oil price";
    articles[i].keywords = {{"topics", "oil"}};
  }
  articles[0].published = Timestamp{1472264220, Timestamp::Precision::minute, false};
  return articles;
}

inline SegmentInfo small_segment_info() {
  SegmentInfo info;
  info.id = kSegment;
  info.document_count = 3;
  info.stores = {kStore};
  info.live = {0, 3};
  info.languages = {{"english", 3}};
  info.fields[0].document_count = info.fields[1].document_count = 3;
  info.fields[0].total_length = 3 * (2 * kTitleLength + 2);  // the title weighs twice
  info.fields[0].token_count = 3 * (kTitleLength + 2);
  info.fields[1].total_length = info.fields[1].token_count = 3 * kTitleLength;
  return info;
}

/// Of its articles.
inline StoreInfo small_store() {
  StoreInfo store{kStore, 3, 3, 0};
  for (std::uint32_t number = 0; number < 3; ++number) {
    std::string stored;
    append_stored_article(stored, small_articles()[number], true);
    store.digest +=
        record_digest(storage::doc_key(kStore, number).substr(4), need(first_piece(stored)));
  }
  return store;
}

inline Manifest small_manifest(const SegmentInfo& info) {
  Manifest manifest;
  manifest.settings.title_weight = 2;
  manifest.stores = {small_store()};
  manifest.segments = {info};
  return manifest;
}

inline void add_term(SegmentWriter& writer, Field field, std::string_view term,
                     const std::vector<std::uint32_t>& documents, std::uint32_t freq,
                     const std::vector<codec::Occurrence>& occurrences,
                     const std::optional<SurfaceCounts>& as_surface = std::nullopt) {
  need(writer.start_term(field, term));
  for (const std::uint32_t document : documents) need(writer.add(document, freq, occurrences));
  need(writer.finish_term(as_surface));
}

using MakeSink = std::unique_ptr<storage::RecordSink> (storage::WriteStore::*)();

/// Writes the segment and ingests it.
/// @return what a manifest says of it
inline SegmentInfo write_small_segment(storage::WriteStore& store,
                                       MakeSink make_sink = &storage::WriteStore::make_files) {
  const auto sink = (store.*make_sink)();
  SegmentWriter writer = SegmentWriter::create(*sink, small_segment_info());
  DocumentWriter docs(*sink, kStore);
  std::vector<std::uint64_t> published;
  for (const Article& article : small_articles()) {
    published.push_back(column_time(article.published));
    std::string stored;
    append_stored_article(stored, article, true);
    need(docs.add(stored));
  }
  need(writer.set_lengths(Field::text, std::vector<std::uint8_t>(3, codec::encode_norm(6))));
  need(writer.set_lengths(Field::title, std::vector<std::uint8_t>(3, codec::encode_norm(2))));
  need(writer.add_counting_column(kArticleNumberColumn, 0));
  const auto write_column = [&](std::string_view name, ColumnType type, ColumnPresence presence,
                                const std::vector<std::uint64_t>& numbers) {
    ColumnWriter column = writer.start_column(name, type, presence);
    for (const std::uint64_t number : numbers) need(column.add(number));
    need(column.finish());
  };
  const auto write_number = [&](std::string_view name, std::uint64_t number) {
    write_column(name, ColumnType::number, ColumnPresence::always, {number, number, number});
  };
  write_number(kArticleStoreColumn, 0);
  write_number(kBodyLengthColumn, 2);
  write_number(kBodyPositionsColumn, 2);
  write_column(kPublishedColumn, ColumnType::time, ColumnPresence::optional, published);
  write_number(kTitleLengthColumn, kTitleLength);
  write_number(kTitlePositionsColumn, kTitleLength);

  add_term(writer, Field::text, "a", {1}, 2, {{1, 1}}, SurfaceCounts{2, 1});
  add_term(writer, Field::text, "b", {0}, 2, {{1, 1}}, SurfaceCounts{2, 1});
  add_term(writer, Field::text, "c", {2}, 2, {{1, 1}}, SurfaceCounts{2, 1});
  add_term(writer, Field::text, "oil", {0, 1, 2}, 3, {{0, 1}, {3, 1}}, SurfaceCounts{2, 1});
  add_term(writer, Field::text, "price", {0, 1, 2}, 1, {{4, 1}}, SurfaceCounts{2, 1});
  add_term(writer, Field::title, "oil", {0, 1, 2}, 1, {{0, 1}});
  add_term(writer, Field::keyword, std::string_view("source\0x", 8), {1}, 1, {});
  add_term(writer, Field::keyword, std::string_view("topics\0gas", 10), {0}, 1, {});
  add_term(writer, Field::keyword, std::string_view("topics\0oil", 10), {0, 1, 2}, 1, {});
  need(writer.add_surface("prices", std::vector<SurfaceTerm>{{"oil", {1, 0}}, {"price", {3, 0}}}));
  need(writer.add_id("a", 1));
  need(writer.add_id("b", 0));
  need(writer.add_id("c", 2));

  SegmentWriter::Output output = need(std::move(writer).finish());
  need(store.ingest(need(sink->finish())));

  const auto sink_of_pairs = (store.*make_sink)();
  SegmentWriter pairs = SegmentWriter::extend(*sink_of_pairs, output.info, output.next_term_number,
                                              std::vector<std::uint8_t>(3, codec::encode_norm(6)));
  need(pairs.add_frequent_words(std::vector<std::string>{"oil", "price"}));
  add_term(pairs, Field::bigram, pair_term("oil", "price"), {0, 1, 2}, 1, {});
  output = need(std::move(pairs).finish());
  need(store.ingest(need(sink_of_pairs->finish())));
  return output.info;
}

/// Replaces a value, or removes the key.
inline void rewrite(storage::WriteStore& store, Family family, const std::string& key,
                    const std::optional<std::string>& value) {
  need(store.drop_keys(family, key, key + '\0'));
  if (value) storage::ingest(store, family, {{key, *value}});
}

/// What the dictionary has of a term, and what it was written with.
struct WrittenTerm {
  TermRecord record;
  std::string head;
  std::vector<std::pair<std::string, SurfaceCounts>> surface_terms;
};
using WrittenTerms = std::map<std::string, WrittenTerm>;

inline WrittenTerms terms_of(const storage::Store& store, Field field) {
  WrittenTerms terms;
  for (DictionaryScan at(borrowed(store), kSegment, field); at.valid(); at.next()) {
    WrittenTerm& term = terms[std::string(at.term())];
    if (field == Field::surface) {
      for (const auto& [stem, counts] : at.surface_terms()) {
        term.surface_terms.emplace_back(stem, counts);
      }
      continue;
    }
    term.record = at.record();
    term.head = need(at.head());
  }
  return terms;
}

/// Replaces the terms of a field.
inline void rewrite_terms(storage::WriteStore& store, Field field, const WrittenTerms& terms) {
  storage::Records records;
  DictionaryWriter writer(kSegment, [&](Field, std::string_view key, std::string_view value) {
    records.emplace_back(key, value);
    return Status();
  });
  for (const auto& [name, term] : terms) {
    if (field != Field::surface) {
      need(writer.add_term(field, name, term.record, term.head));
      continue;
    }
    std::vector<SurfaceTerm> stems;
    for (const auto& [stem, counts] : term.surface_terms) stems.push_back({stem, counts});
    need(writer.add_surface(name, stems));
  }
  need(writer.finish());
  need(store.drop_keys(Family::terms, storage::term_field_prefix(kSegment, number_of(field)),
                       storage::term_index_key(kSegment, number_of(field)) + '\0'));
  storage::ingest(store, Family::terms, records);
}

/// Replaces a column.
inline void rewrite_column(storage::WriteStore& store, std::string_view name,
                           const std::vector<std::uint64_t>& numbers) {
  const std::string prefix = storage::segment_prefix(kSegment) + std::string(name) + '\0';
  need(store.drop_keys(Family::columns, prefix, storage::prefix_end(prefix)));
  storage::Records records;
  const auto sink = [&](std::uint32_t chunk, std::string_view value) {
    records.emplace_back(storage::column_key(kSegment, name, chunk), value);
    return Status();
  };
  const bool is_time = name == kPublishedColumn;
  ColumnWriter column(sink, is_time ? ColumnType::time : ColumnType::number,
                      is_time ? ColumnPresence::optional : ColumnPresence::always);
  for (const std::uint64_t number : numbers) need(column.add(number));
  need(column.finish());
  storage::ingest(store, Family::columns, records);
}

}  // namespace newsidx::segment
