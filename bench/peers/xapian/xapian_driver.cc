// xapian/xapian_driver.cc
//
// Xapian 1.4 in the protocol of bench/peers: one glass database with positions, without
// document data and lists of a document's terms, compacted. Documents are added in the corpus's
// order, so document n of Xapian, which counts from 1, is article n - 1.
//
// What differs from the other engines: BM25Weight multiplies by (k1 + 1), which changes no order;
// its idf is ln((N - df + .5) / (df + .5)) for words in less than a third of the articles, with no
// 1 added, and a gentler curve above; lengths are exact; and a phrase scores as the sum of its
// words, not by how often the phrase itself occurs.

#include <xapian.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include "common/corpus.h"
#include "common/engine.h"
#include "common/live.h"
#include "common/query.h"

namespace newsidx::bench {

namespace {

constexpr std::size_t kMaxTermBytes = 245;  // glass's limit; a longer token is cut

/// Xapian's exceptions are not std::exception.
template <class Action>
auto translating(Action&& action) try {
  return action();
} catch (const Xapian::Error& error) {
  throw std::runtime_error("xapian: " + error.get_description());
}

Xapian::Document document_of(std::string_view text) {
  Xapian::Document document;
  Xapian::termpos position = 0;
  for_each_word(text, [&](std::string_view word) {
    document.add_posting(std::string(word.substr(0, kMaxTermBytes)), ++position);
  });
  return document;
}

void build_index(const BuildOrder& order) {
  translating([&] {
    const std::string growing = order.folder + ".growing";
    std::filesystem::remove_all(growing);
    CorpusReader corpus(order.corpus);
    Xapian::WritableDatabase database(growing, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS |
                                                   Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC |
                                                   Xapian::DB_NO_TERMLIST);
    while (corpus.next()) database.add_document(document_of(corpus.text()));
    database.commit();
    database.compact(order.folder, Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::FULLER);
    database.close();
    std::filesystem::remove_all(growing);
  });
}

Xapian::Query xapian_query(const Query& query) {
  const std::vector<std::string> words(query.words.begin(), query.words.end());
  const auto rest = [&](Xapian::Query::op op) {
    return Xapian::Query(op, words.begin() + 1, words.end());
  };
  const Xapian::Query first(words.front());
  using Op = Xapian::Query;
  switch (query.kind) {
    case QueryKind::term: return first;
    case QueryKind::all: return {Op::OP_AND, words.begin(), words.end()};
    case QueryKind::any: return {Op::OP_OR, words.begin(), words.end()};
    case QueryKind::phrase:
      return {Op::OP_PHRASE, words.begin(), words.end(),
              static_cast<Xapian::termcount>(words.size())};
    case QueryKind::mixed: return {Op::OP_AND_MAYBE, first, rest(Op::OP_OR)};
    case QueryKind::negated: return {Op::OP_AND_NOT, first, rest(Op::OP_OR)};
  }
  return {};
}

class XapianEngine : public Engine {
 public:
  explicit XapianEngine(const std::string& folder)
      : database_(folder), ranking_(database_), counting_(database_) {
    ranking_.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0));
    ranking_.set_docid_order(Xapian::Enquire::DONT_CARE);
    counting_.set_weighting_scheme(Xapian::BoolWeight());
    counting_.set_docid_order(Xapian::Enquire::DONT_CARE);
  }

  std::optional<std::uint64_t> count(std::string_view text) override {
    const auto query = parse_query(text);
    if (!query) return std::nullopt;
    return translating([&]() -> std::optional<std::uint64_t> {
      // the optional words of a mixed query change no count, and a word's own is stored
      if (query->kind == QueryKind::term || query->kind == QueryKind::mixed) {
        return database_.get_termfreq(std::string(query->words.front()));
      }
      counting_.set_query(xapian_query(*query));
      return exact_count(counting_.get_mset(0, 0, database_.get_doccount()));
    });
  }

  bool top(std::string_view text, std::uint32_t limit, std::vector<Hit>& hits) override {
    const auto query = parse_query(text);
    if (query) translating([&] { find(*query, limit, 0, hits); });
    return query.has_value();
  }

  std::optional<std::uint64_t> top_and_count(std::string_view text, std::uint32_t limit,
                                             std::vector<Hit>& hits) override {
    const auto query = parse_query(text);
    if (!query) return std::nullopt;
    return translating(
        [&] { return exact_count(find(*query, limit, database_.get_doccount(), hits)); });
  }

  /// Goes to the newest state. @return its articles
  Xapian::doccount reopen() {
    database_.reopen();
    return database_.get_doccount();
  }

 private:
  static std::optional<std::uint64_t> exact_count(const Xapian::MSet& matches) {
    const Xapian::doccount count = matches.get_matches_lower_bound();
    if (count != matches.get_matches_upper_bound()) return std::nullopt;
    return count;
  }

  Xapian::MSet find(const Query& query, std::uint32_t limit, Xapian::doccount check_at_least,
                    std::vector<Hit>& hits) {
    ranking_.set_query(xapian_query(query));
    Xapian::MSet matches = ranking_.get_mset(0, limit, check_at_least);
    hits.clear();
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      hits.push_back({*match - 1, match.get_weight()});
    }
    return matches;
  }

  Xapian::Database database_;
  Xapian::Enquire ranking_;
  Xapian::Enquire counting_;
};

std::unique_ptr<Engine> open_index(const std::string& folder, Use) {
  return translating([&] { return std::make_unique<XapianEngine>(folder); });
}

/// One writable database, whose commits are synced, and a reader of its files that is opened again.
/// Articles are found by the document number of Xapian, which is the id and 1.
class LiveXapian : public LiveIndex {
 public:
  explicit LiveXapian(const std::string& folder)
      : folder_(folder), writer_(folder, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS) {
    writer_.commit();
  }

  void put(std::uint32_t id, std::string_view text) override {
    translating([&] { writer_.replace_document(id + 1, document_of(text)); });
  }
  void erase(std::uint32_t id) override {
    translating([&] {
      try {
        writer_.delete_document(id + 1);
      } catch (const Xapian::DocNotFoundError&) {  // it is gone already
      }
    });
  }
  void commit() override {
    translating([&] { writer_.commit(); });
  }

  std::uint64_t refresh() override {
    return translating([&] {
      if (engine_ == nullptr) engine_ = std::make_unique<XapianEngine>(folder_);
      return std::uint64_t{engine_->reopen()};
    });
  }
  Engine& engine() override { return *engine_; }

 private:
  std::string folder_;
  Xapian::WritableDatabase writer_;
  std::unique_ptr<XapianEngine> engine_;
};

std::unique_ptr<LiveIndex> open_live(const std::string& folder) {
  return translating([&] { return std::make_unique<LiveXapian>(folder); });
}

}  // namespace

}  // namespace newsidx::bench

int main(int argc, char** argv) {
  using namespace newsidx::bench;
  const Driver driver{std::string("xapian ") + Xapian::version_string(),
                      build_index,
                      open_index,
                      /*has_bigrams=*/false,
                      /*remembers=*/false,
                      open_live};
  return run_driver(driver, argc, argv);
}
