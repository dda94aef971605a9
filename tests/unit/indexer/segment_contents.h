// tests/unit/indexer/segment_contents.h: all that a segment says, as lines that can be compared.
#pragma once

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "segment/column_names.h"
#include "segment/dictionary_scan.h"
#include "segment/posting_cursor.h"
#include "segment/segment_reader.h"
#include "segment/source_files.h"
#include "segment/stored_article.h"
#include "support/segmented_index.h"

namespace newsidx::indexer {

using Lines = std::vector<std::string>;

inline void append_record(Lines& lines, const segment::SegmentInfo& info) {
  std::ostringstream out;
  out << info.document_count << " documents, reordered " << info.is_reordered;
  for (const auto& [language, count] : info.languages) out << ", " << language << ' ' << count;
  for (const segment::FieldInfo& field : info.fields) {
    out << "; " << field.document_count << ' ' << field.total_length << ' ' << field.token_count
        << ' ' << field.term_count << ' ' << field.posting_count << ' ' << field.list_bytes;
  }
  for (std::size_t family = 0; family < info.digests.size(); ++family) {
    // Columns say where articles are, which is another thing.
    if (family != storage::index_of(storage::Family::columns)) out << " d" << info.digests[family];
  }
  lines.push_back(out.str());
}

inline void append_list(std::ostream& out, std::shared_ptr<const segment::PostingList> list,
                        bool has_positions) {
  std::vector<codec::Occurrence> occurrences;
  segment::PostingCursor cursor(std::move(list));
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
    out << ' ' << cursor.doc() << 'x' << cursor.freq();
    if (!has_positions) continue;
    occurrences.clear();
    cursor.append_occurrences(occurrences);
    for (const auto& [position, span] : occurrences) out << '@' << position << '+' << span;
  }
  testing::need(cursor.status());
}

inline void append_counts(std::ostream& out, const segment::SurfaceCounts& counts) {
  out << " (" << counts.occurrences << ' ' << counts.capitals << ' ' << counts.shouted << ')';
}

inline void append_terms(Lines& lines, const std::shared_ptr<const storage::Store>& store,
                         const segment::SegmentInfo& info) {
  segment::DictionaryScan terms(store, info.id);
  for (; terms.valid(); terms.next()) {
    std::ostringstream out;
    out << name_of(terms.field()) << ' ' << terms.term();
    if (terms.field() == segment::Field::surface) {
      for (const auto& [term, counts] : terms.surface_terms()) {
        append_counts(out << ' ' << term, counts);
      }
    } else {
      out << ' ' << terms.record().counts.occurrence_count;
      if (terms.record().as_surface) append_counts(out, *terms.record().as_surface);
      append_list(out,
                  testing::need(segment::PostingList::open(store, info.id, terms.field(),
                                                           terms.record(), info.document_count)),
                  has_positions(terms.field()));
    }
    lines.push_back(out.str());
  }
  testing::need(terms.status());
}

inline void append_documents(Lines& lines, const std::shared_ptr<const storage::Store>& store,
                             const segment::SegmentReader& reader) {
  for (const auto name :
       {segment::kBodyLengthColumn, segment::kBodyPositionsColumn, segment::kPublishedColumn,
        segment::kTitleLengthColumn, segment::kTitlePositionsColumn}) {
    std::vector<std::uint64_t> numbers;
    testing::need(reader.read_column(name, numbers));
    std::ostringstream out;
    out << name;
    for (const std::uint64_t number : numbers) out << ' ' << number;
    lines.push_back(out.str());
  }
  std::ostringstream files;
  for (const auto file : testing::need(segment::read_source_files(store, reader.info()))) {
    files << ' ' << file;
  }
  lines.push_back("files" + files.str());
  for (std::uint32_t document = 0; document < reader.document_count(); ++document) {
    std::string article;
    segment::append_stored_article(article, testing::need(reader.documents().article(document)),
                                   true);
    lines.push_back("article " + article);
  }
  auto ids = reader.ids().scan();
  for (; ids.valid(); ids.next()) {
    lines.push_back("id " + std::string(ids.id()) + ' ' +
                    std::to_string(testing::need(ids.document())));
  }
  testing::need(ids.status());
}

inline Lines contents_of(const std::shared_ptr<const storage::Store>& store,
                         const segment::SegmentInfo& info) {
  Lines lines;
  append_record(lines, info);
  append_terms(lines, store, info);
  const auto reader = testing::need(segment::SegmentReader::open(store, info));
  append_documents(lines, store, *reader);
  lines.push_back("frequent words " + std::to_string(reader->frequent_word_count()));
  return lines;
}

/// Of the only segment of an index.
inline Lines contents_of(const std::string& path) {
  const auto store =
      std::make_shared<const storage::Store>(testing::need(storage::Store::open(path)));
  const auto manifest = testing::need(segment::read_manifest(*store)).value();
  REQUIRE(manifest.segments.size() == 1);
  REQUIRE(manifest.segments[0].live.document_count == manifest.segments[0].document_count);
  return contents_of(store, manifest.segments[0]);
}

/// Shows the first line that differs.
inline void check_same(const Lines& found, const Lines& expected) {
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    REQUIRE(found[i].substr(0, 2'000) == expected[i].substr(0, 2'000));
    REQUIRE(found[i] == expected[i]);
  }
  CHECK(found.size() == expected.size());
}

}  // namespace newsidx::indexer
