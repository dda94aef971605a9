// What the tests of this folder need beyond the command line, by the library itself.
//
//   fault_probe ask INDEX              the answers to a fixed set of questions, then every problem
//                                      that Index::check finds
//   fault_probe hold INDEX             opens, prints "open", waits for a line, then the answers
//   fault_probe manifest INDEX NUMBER  commits a manifest of that format version
//
// Exit status: 0 whole, 1 something was refused or broken ("error: ..." or "problem: ..." says
// what), 2 misuse. One process asks everything, so that thousands of indexes can be tried.

#include <newsidx/newsidx.h>

#include <charconv>
#include <cstdio>
#include <iostream>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "storage/keys.h"
#include "storage/write_store.h"

namespace {

using namespace newsidx;

// Single words, phrases, prefixes, exclusions and fields: every family of the index is read.
constexpr const char* kQueries[] = {"syria",
                                    "ceasefire agreement aleppo",
                                    "+rebels -russia",
                                    "\"cessation of hostilities\"",
                                    "title:syria",
                                    "evacuat*",
                                    "isis",
                                    "*",
                                    "\"syria many\"",
                                    "da*",
                                    "nosuchwordanywhere"};

class Asker {
 public:
  explicit Asker(const Index& index) : index_(index) {}

  bool ask_all() {
    for (const char* query : kQueries) ask(query);
    print("stats", index_.stats(), [](IndexStats& stats) {
      stats.disk_bytes = 0;  // say how large the files are, which is not an answer
      stats.written_bytes = 0;
      stats.parts.clear();
      return render_json(stats);
    });
    print("terms", index_.terms("s", 50), [](auto& terms) { return render_json(terms); });
    return whole_;
  }

 private:
  void ask(const char* query) {
    SearchOptions options;
    options.limit = 20;
    auto answer = index_.search(query, options);
    const std::string first_id = answer && !answer->hits.empty() ? answer->hits[0].id : "";
    print(query, std::move(answer), [](Answer& found) {
      found.seconds = 0;
      return render_json(found);
    });
    if (first_id.empty()) return;
    print("show", index_.article(first_id), [](Article& article) { return render_json(article); });
    print("explain", index_.explain(query, first_id),
          [](Explanation& explanation) { return render_json(explanation); });
  }

  template <class T, class Render>
  void print(std::string_view question, Result<T> answer, Render render) {
    std::cout << question << ": ";
    if (answer) {
      std::cout << render(*answer) << "\n";
    } else {
      std::cout << "error: " << answer.error().to_string() << "\n";
      whole_ = false;
    }
  }

  const Index& index_;
  bool whole_ = true;
};

bool check(const Index& index) {
  const auto report = index.check();
  if (!report) {
    std::cout << "problem: " << report.error().to_string() << "\n";
    return false;
  }
  for (const Remark& problem : report->problems)
    std::cout << "problem: " << problem.to_string() << "\n";
  return report->problems.empty();
}

bool read(std::string_view mode, const std::string& path) {
  const auto index = Index::open(path);
  if (!index) {
    std::cout << "error: " << index.error().to_string() << "\n";
    return false;
  }
  if (mode == "hold") {
    std::cout << "open" << std::endl;
    std::string line;
    std::getline(std::cin, line);
    return Asker(*index).ask_all();
  }
  const bool answered = Asker(*index).ask_all();
  return check(*index) && answered;
}

// Another version may look like anything behind its number.
bool commit_manifest(const std::string& path, std::uint32_t version) {
  auto store = storage::WriteStore::open(path);
  if (!store) return false;
  std::string manifest = "NIDX";
  append_le(manifest, version);
  manifest += "the body of another version";
  const auto last = store->last_key(storage::Family::meta, storage::manifest_prefix());
  if (!last || !*last) return false;
  ByteReader number(std::string_view(**last).substr(storage::manifest_prefix().size()));
  const storage::WriteStore::Record record{
      storage::Family::meta, storage::manifest_key(number.be<std::uint64_t>() + 1), manifest};
  return store->commit(std::span(&record, 1)).has_value();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 2 ? argv[1] : "";
  if (argc == 3 && (mode == "ask" || mode == "hold")) {
    return read(mode, argv[2]) ? 0 : 1;
  }
  const std::string_view number = argc == 4 ? argv[3] : "";
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(number.begin(), number.end(), version);
  if (mode == "manifest" && error == std::errc() && end == number.end()) {
    return commit_manifest(argv[2], version) ? 0 : 1;
  }
  std::cerr << "fault_probe: see the head of probe.cc\n";
  return 2;
}
