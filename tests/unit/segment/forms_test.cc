// The form stream, from FormWriter to FormReader.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "segment/form_piece.h"
#include "segment/form_reader.h"
#include "segment/form_writer.h"
#include "unit/codec/random_values.h"
#include "unit/storage/index_folder.h"

using namespace newsidx;
using namespace newsidx::segment;
using newsidx::testing::TemporaryFolder;
using storage::borrowed;
using storage::Family;
using storage::need;

namespace {

constexpr std::uint32_t kSegment = 7;
constexpr std::uint32_t kBlock = 128;

using Forms = std::vector<std::vector<WordForm>>;  // by document, of each occurrence
using Terms = std::map<std::string, Forms>;

// @param pieces  a document comes in pieces of so many occurrences
storage::Records written(const Terms& terms, std::size_t pieces = SIZE_MAX) {
  storage::Records records;
  FormWriter writer([&](std::uint32_t page, std::string_view bytes) {
    records.emplace_back(storage::column_key(kSegment, kFormStream, page), bytes);
    return Status();
  });
  for (const auto& [term, documents] : terms) {
    writer.start(term);
    for (std::uint32_t document = 0; document < documents.size(); ++document) {
      std::vector<std::uint32_t> numbers;
      const auto hand_out = [&] {
        // Of one that all have, the number once.
        const bool are_equal = std::ranges::count(numbers, numbers[0]) == std::ssize(numbers);
        const auto told = std::span(numbers).first(are_equal ? 1 : numbers.size());
        need(writer.add(document * 3, numbers.size(), told));
        numbers.clear();
      };
      for (const WordForm& form : documents[document]) {
        numbers.push_back(writer.table().number_of(form.surface, form.letter_case));
        if (numbers.size() == pieces) hand_out();
      }
      if (!numbers.empty()) hand_out();
    }
    need(writer.finish_term());
  }
  need(writer.finish());
  return records;
}

void check_forms_of(TermForms forms, const Forms& documents) {
  for (std::size_t begin = 0; begin < documents.size(); begin += kBlock) {
    const auto block = static_cast<std::uint32_t>(begin / kBlock);
    std::vector<FormPiece::Exception> exceptions;
    std::vector<FormPiece::Exception>::iterator next;
    TermForms::Part part{};
    std::uint32_t place = 0;
    for (std::size_t at = begin; at < std::min<std::size_t>(begin + kBlock, documents.size());
         ++at) {
      for (const WordForm& form : documents[at]) {
        if (place == part.end) {
          CHECK(next == exceptions.end());
          part = need(forms.part_at({block, place}));
          const auto told = part.piece->exceptions_of(block);
          exceptions.assign(told.begin(), told.end());
          next = exceptions.begin();
        }
        const bool is_exception = next != exceptions.end() && next->place == place;
        REQUIRE(part.piece->forms[is_exception ? next->form : 0] == form);
        if (is_exception) ++next;
        ++place;
      }
    }
    CHECK(next == exceptions.end());
  }
}

void check_read(const Terms& terms) {
  const TemporaryFolder folder;
  auto store = need(storage::WriteStore::open(folder.file("index")));
  storage::ingest(store, Family::columns, written(terms));
  const auto reader = need(FormReader::open(borrowed(store), kSegment));
  REQUIRE(reader);
  need(check_forms(*reader));
  FormScan scan(*reader);
  for (const auto& [term, documents] : terms) {
    CAPTURE(term);
    check_forms_of(need(reader->find(term)), documents);
    check_forms_of(need(scan.find(term)), documents);
  }
  CHECK_FALSE(need(FormReader::open(borrowed(store), kSegment + 1)));
}

Forms random_forms(codec::Random& random, const std::string& term, std::size_t documents) {
  std::vector<WordForm> forms = {{term, LetterCase::lower}};
  for (std::uint32_t more = codec::below(random, 5); more > 0; --more) {
    forms.push_back({term.substr(0, 2) + std::string(more, 's'),
                     static_cast<LetterCase>(codec::below(random, kLetterCaseCount))});
  }
  const std::uint32_t common = codec::below(random, static_cast<std::uint32_t>(forms.size()));
  const std::uint32_t rarity = 1 + codec::below(random, 40);
  Forms result(documents);
  for (auto& document : result) {
    for (std::uint32_t count = 1 + codec::below(random, 4); count > 0; --count) {
      const bool is_common = codec::below(random, rarity) > 0;
      document.push_back(
          forms[is_common ? common
                          : codec::below(random, static_cast<std::uint32_t>(forms.size()))]);
    }
  }
  return result;
}

}  // namespace

TEST_CASE("forms are read as they were written") {
  codec::Random random(21);
  Terms terms;
  for (const unsigned documents : {1u, 2u, 127u, 128u, 129u, 256u, 257u, 20'000u}) {
    for (const char* const name : {"econom", "talk", "us"}) {
      const std::string term = name + std::to_string(documents);
      terms[term] = random_forms(random, term, documents);
    }
  }
  for (int i = 0; i < 3'000; ++i) {  // several pages
    const std::string term = "term" + std::to_string(i);
    terms[term] = random_forms(random, term, 1 + codec::below(random, 3));
  }
  check_read(terms);
}

TEST_CASE("a term that is always written as itself takes no bytes") {
  const WordForm oil{"oil", LetterCase::lower};
  const storage::Records records = written({{"oil", Forms(300, {oil, oil})}});
  CHECK(records.size() == 1);  // the index
  check_read({{"oil", Forms(300, {oil, oil})}});
  check_read({});
}

TEST_CASE("what is written does not depend on the pieces in which documents come") {
  codec::Random random(22);
  const Terms terms = {{"talk", random_forms(random, "talk", 500)}};
  CHECK(written(terms) == written(terms, 1));
  CHECK(written(terms) == written(terms, 2));
}

TEST_CASE("a block of very many occurrences is told by several pieces") {
  codec::Random random(26);
  constexpr std::size_t kMany = kMaxPieceOccurrences;
  const auto forms_of = [&](std::initializer_list<std::size_t> counts, bool is_plain) {
    const Forms two = random_forms(random, "talk", 2);
    Forms forms;
    for (const std::size_t count : counts) {
      auto& document = forms.emplace_back();
      while (document.size() < count) {
        const bool is_term = is_plain || codec::below(random, 3) > 0;
        document.push_back(is_term ? WordForm{"talk", LetterCase::lower} : two[0][0]);
      }
    }
    return forms;
  };
  check_read({{"talk", forms_of({3, kMany - 3, 1, 5}, false)}});
  check_read({{"talk", forms_of({kMany, 2}, false)}});
  check_read({{"talk", forms_of({5, 2 * kMany + 7, 9}, false)}});
  check_read({{"talk", forms_of({2 * kMany + 7, 9}, true)}});
  // In a further block of the piece, and on into blocks behind it.
  Forms long_tail(200, {{"talk", LetterCase::lower}, {"talks", LetterCase::capitals}});
  for (const std::size_t at : {std::size_t{140}, std::size_t{190}}) {
    long_tail[at] = forms_of({2 * kMany + 3}, false)[0];
  }
  check_read({{"talk", long_tail}, {"talks", forms_of({kMany + 1}, true)}});
  const Terms terms = {{"talk", forms_of({5, kMany + 7, 9}, false)}};
  CHECK(written(terms) == written(terms, 4'099));
}

TEST_CASE("damaged bytes of a piece are refused, or read within their bounds") {
  codec::Random random(23);
  std::string piece;
  FormTable table;
  std::vector<FormRun> runs;
  for (std::uint32_t i = 0; i < 400; ++i) {
    const auto letter_case = static_cast<LetterCase>(codec::below(random, kLetterCaseCount));
    const bool is_plural = codec::below(random, 3) == 0;
    runs.push_back({table.number_of(is_plural ? "talks" : "talk", letter_case), i + 1});
  }
  const std::vector<std::uint32_t> ends = {150, 300, 400};
  append_form_piece(piece, "talk", table, {2, 5}, runs, ends);
  for (int i = 0; i < 3'000; ++i) {
    const auto read = read_form_piece(codec::damaged(random, piece), "talk");
    if (!read) {
      CHECK(read.error().code == ErrorCode::corruption);
      continue;
    }
    for (const FormPiece::Exception& exception : read->exceptions) {
      CHECK(exception.form < read->forms.size());
    }
    CHECK((read->ends.empty() || read->ends.size() == read->stretch.block_count));
  }
}

TEST_CASE("a page that is missing or damaged, and an unknown version") {
  codec::Random random(24);
  Terms terms;
  for (int i = 0; i < 4'000; ++i) {
    const std::string term = "term" + std::to_string(i);
    terms[term] = {{{"t" + std::to_string(i), LetterCase::capitals}}};
  }
  const storage::Records records = written(terms);
  REQUIRE(records.size() > 2);
  const auto status_of = [](const storage::Records& changed) -> Status {
    const TemporaryFolder folder;
    auto store = need(storage::WriteStore::open(folder.file("index")));
    storage::ingest(store, Family::columns, changed);
    const auto reader = FormReader::open(borrowed(store), kSegment);
    if (!reader) return fail(reader.error());
    return check_forms(**reader);
  };
  CHECK(status_of(records));
  storage::Records changed = records;
  changed.erase(changed.begin());
  CHECK(status_of(changed).error().message == "forms: a page is missing");
  changed = records;
  changed[0].second[10] = static_cast<char>(changed[0].second[10] ^ 1);
  CHECK(status_of(changed).error().message == "forms: a chunk fails its checksum");
  changed = records;
  changed.back().second[3] = static_cast<char>(changed.back().second[3] ^ 1);
  CHECK(status_of(changed).error().message == "forms: the index is broken");
}
