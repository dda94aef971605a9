// Runs every .qtest file of this folder through the public interface.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "qtest_file.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::QtestCase;
using testing::QtestFile;
using Words = std::vector<std::string>;

std::string value_of(const Words& options, const std::string& name, const std::string& otherwise) {
  for (const std::string& option : options) {
    if (option.starts_with(name + "=")) return option.substr(name.size() + 1);
  }
  return otherwise;
}

Index build_index(const QtestFile& file, const testing::TemporaryFolder& folder) {
  BuildOptions options;
  options.index_path = folder.file("index");
  options.analyzer = value_of(file.build_options, "analyzer", "news");
  options.language = value_of(file.build_options, "language", "english");
  std::string input = std::string(NEWSIDX_SOURCE_DIR) + "/" + file.folder;
  if (file.folder.empty()) {
    input = folder.file("articles.jsonl");
    std::ofstream(input) << file.articles;
  }
  const auto report = build({input}, options);
  if (!report) throw std::runtime_error(file.name + ": " + report.error().to_string());
  if (report->records_skipped + report->records_repaired + report->records_cut_off +
          report->superseded >
      0) {
    throw std::runtime_error(file.name + ": an article was skipped or repaired");
  }
  return Index::open(options.index_path).value();
}

SearchOptions search_options(const QtestFile& file, const QtestCase& test) {
  SearchOptions options;
  options.limit = static_cast<std::uint32_t>(std::stoul(value_of(test.options, "limit", "1000")));
  options.offset = static_cast<std::uint32_t>(std::stoul(value_of(test.options, "offset", "0")));
  options.require_all = std::count(test.options.begin(), test.options.end(), "all") > 0;
  options.both_spellings = std::count(test.options.begin(), test.options.end(), "spellings") > 0;
  options.literal = std::count(test.options.begin(), test.options.end(), "literal") > 0;
  options.since = value_of(test.options, "since", "");
  options.until = value_of(test.options, "until", "");
  options.time_zone = value_of(test.options, "tz", "UTC");
  options.sort = value_of(test.options, "sort", "");
  const std::string list = value_of(test.options, "synonyms", "");
  if (!list.empty()) options.synonyms = Synonyms::load({list}).value();
  if (std::count(test.options.begin(), test.options.end(), "synonyms") > 0) {
    options.synonyms = Synonyms::parse(file.synonyms).value();
  }
  return options;
}

Words ids_of(const Answer& answer) {
  Words ids;
  for (const Hit& hit : answer.hits) ids.push_back(hit.id);
  return ids;
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Words sorted(Words words) {
  std::sort(words.begin(), words.end());
  return words;
}

bool marks(const MarkedText& text, const std::string& wanted) {
  return std::any_of(text.marks.begin(), text.marks.end(), [&](const Mark& mark) {
    return text.text.substr(mark.begin, mark.end - mark.begin) == wanted;
  });
}

// Pruned and exhaustive search, and count(), must tell the same.
Result<Answer> search(const Index& index, const QtestFile& file, const QtestCase& test) {
  SearchOptions options = search_options(file, test);
  auto answer = index.search(test.query, options);
  if (!answer) return answer;
  options.algorithm = Algorithm::exhaustive;
  options.snippets = false;
  const auto exhaustive = index.search(test.query, options);
  REQUIRE(exhaustive.has_value());
  CHECK(joined(ids_of(*answer)) == joined(ids_of(*exhaustive)));
  CHECK(answer->total == index.count(test.query, options).value());
  return answer;
}

std::string synonyms_of(const Answer& answer) {
  std::string text;
  for (const ExpandedWord& word : answer.expanded) {
    if (word.synonyms.empty()) continue;
    text += (text.empty() ? "" : "; ") + word.written;
    for (const std::string& synonym : word.synonyms) text += " = " + synonym;
  }
  return text;
}

void check_answer(const Index& index, const QtestFile& file, const QtestCase& test,
                  const Answer& answer, const std::string& expectation, const std::string& wanted) {
  const Words ids = ids_of(answer);
  const auto has = [&ids](const std::string& id) {
    return std::count(ids.begin(), ids.end(), id) > 0;
  };
  if (expectation == "ids") {
    CHECK(joined(sorted(ids)) == joined(sorted(testing::split_words(wanted))));
  } else if (expectation == "ranked") {
    CHECK(joined(ids) == wanted);
  } else if (expectation == "first") {
    CHECK((ids.empty() ? "" : ids[0]) == wanted);
  } else if (expectation == "count") {
    CHECK(std::to_string(answer.total.value()) == wanted);
  } else if (expectation == "hits") {
    for (const std::string& id : testing::split_words(wanted)) CHECK_MESSAGE(has(id), id);
  } else if (expectation == "misses") {
    for (const std::string& id : testing::split_words(wanted)) CHECK_MESSAGE(!has(id), id);
  } else if (expectation == "warning") {
    const std::string warning =
        answer.warnings.empty() ? "no warning" : answer.warnings[0].to_string();
    CHECK_MESSAGE(warning.find(wanted) != std::string::npos, warning);
  } else if (expectation == "note") {
    const std::string note = answer.notes.empty() ? "no note" : answer.notes[0].to_string();
    CHECK_MESSAGE(note.find(wanted) != std::string::npos, note);
  } else if (expectation == "filtered") {
    std::string filters;
    for (const Filter& filter : answer.filters) {
      filters += (filters.empty() ? "" : "; ") + filter.field + ' ' + filter.text;
    }
    CHECK(filters == wanted);
  } else if (expectation == "synonyms") {
    CHECK(synonyms_of(answer) == wanted);
  } else if (expectation == "marked") {
    REQUIRE(!answer.hits.empty());
    const bool is_marked =
        marks(answer.hits[0].title, wanted) || marks(answer.hits[0].snippet, wanted);
    CHECK_MESSAGE(is_marked, wanted);
  } else {
    const auto other = index.search(wanted, search_options(file, test));
    REQUIRE(other.has_value());
    CHECK(joined(ids) == joined(ids_of(*other)));
    for (std::size_t i = 0; i < std::min(ids.size(), other->hits.size()); ++i) {
      CHECK(answer.hits[i].score == doctest::Approx(other->hits[i].score).epsilon(1e-6));
    }
  }
}

void run_case(const Index& index, const QtestFile& file, const QtestCase& test) {
  const auto answer = search(index, file, test);
  for (const auto& [expectation, wanted] : test.expectations) {
    CAPTURE(expectation);
    if (expectation == "error") {
      const std::string message = answer ? "no error" : answer.error().to_string();
      CHECK_MESSAGE(message.find(wanted) != std::string::npos, message);
    } else if (!answer) {
      FAIL_CHECK(answer.error().to_string());
    } else {
      check_answer(index, file, test, *answer, expectation, wanted);
    }
  }
}

std::vector<std::string> qtest_paths() {
  std::vector<std::string> paths;
  const std::string folder = std::string(NEWSIDX_SOURCE_DIR) + "/tests/query";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".qtest") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("every .qtest file answers as it says") {
  const auto paths = qtest_paths();
  REQUIRE(!paths.empty());
  for (const std::string& path : paths) {
    const QtestFile file = testing::read_qtest_file(path);
    const testing::TemporaryFolder folder;
    const Index index = build_index(file, folder);
    for (const QtestCase& test : file.cases) {
      const std::string place = file.name + ":" + std::to_string(test.line);
      CAPTURE(place);
      const std::string shown = test.query.substr(0, 200);
      CAPTURE(shown);
      run_case(index, file, test);
    }
  }
}

}  // namespace newsidx
