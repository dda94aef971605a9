#include "segment/document_writer.h"

#include <doctest/doctest.h>

#include "segment/document_pieces.h"
#include "segment/record_digest.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;
using storage::Family;
using storage::need;

TEST_CASE("the digest is that of all records") {
  const TemporaryFolder folder;
  auto store = need(storage::WriteStore::open(folder.file("index")));
  const auto sink = store.make_files();
  DocumentWriter writer(*sink, 1000);
  for (int i = 0; i < 5; ++i) need(writer.add(std::string(70, 'x')));
  need(store.ingest(need(sink->finish())));
  CHECK(storage::keys_of(store, Family::docs).size() == 5);
  std::uint64_t digest = 0;
  for (std::uint32_t document = 0; document < 5; ++document) {
    const std::string value =
        storage::value_of(store, Family::docs, storage::doc_key(1000, document));
    CHECK(value == std::string(1, '\0') + std::string(70, 'x'));
    digest += record_digest(storage::doc_key(1000, document).substr(4), value);
  }
  CHECK(writer.store() == StoreInfo{1000, 5, 5, digest});
}

TEST_CASE("pieces of an article are joined, and what a writer would not have written is refused") {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kPieceBytes - 1, kPieceBytes,
                                 kPieceBytes + 1, 2 * kPieceBytes, 2 * kPieceBytes + 7}) {
    CAPTURE(size);
    std::string article(size, 'a');
    for (std::size_t at = 0; at < size; at += 1000) article[at] = static_cast<char>(at / 1000);
    const std::string first = need(first_piece(article));
    PieceJoiner joiner = need(PieceJoiner::start(first));
    CHECK(joiner.missing() == (size == 0 ? 0 : (size - 1) / kPieceBytes));
    while (joiner.missing() > 0) need(joiner.add(further_piece(article, joiner.next())));
    CHECK(joiner.bytes() == article);
    CHECK(further_piece(article, joiner.next()).empty());
    CHECK_FALSE(joiner.add("x"));
  }
  CHECK_FALSE(PieceJoiner::start(""));
  CHECK_FALSE(PieceJoiner::start("\1short"));
  CHECK_FALSE(PieceJoiner::start(std::string(1, '\0') + std::string(kPieceBytes + 1, 'x')));
  const std::string first = need(first_piece(std::string(kPieceBytes + 1, 'x')));
  PieceJoiner joiner = need(PieceJoiner::start(first));
  CHECK_FALSE(joiner.add(""));
}
