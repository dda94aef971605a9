// sqlite_fts5/sqlite_driver.cc
//
// SQLite FTS5 in the protocol of bench/peers: a contentless table with lengths and positions,
// merged into one segment. Row n is article n - 1. The tokenizer `ascii` cuts at all that is not an
// ASCII letter or digit and leaves other scripts whole, so it splits the corpus at its spaces.
//
// What differs from the other engines: bm25() takes no parameters, but has k1 = 1.2 and b = 0.75 as
// we want; it multiplies by (k1 + 1), which changes no order; its idf is
// ln((N - df + .5) / (df + .5)), next to nothing for words in more than half of the articles; a
// phrase has the idf of its own document frequency; and lengths are exact. FTS5 cannot score a word
// that need not occur: the ranked commands do not support `+a b`.

#include <filesystem>
#include <string>
#include <unordered_map>
#include <utility>

#include "common/corpus.h"
#include "common/engine.h"
#include "common/live.h"
#include "common/query.h"
#include "sqlite.h"

namespace newsidx::bench {

namespace {

std::string file_in(const std::string& folder) { return folder + "/articles.sqlite"; }

void build_index(const BuildOrder& order) {
  CorpusReader corpus(order.corpus);
  std::filesystem::create_directories(order.folder);
  Database database(file_in(order.folder), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  database.execute(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
      "PRAGMA cache_size = -262144;"
      "CREATE VIRTUAL TABLE articles USING fts5("
      "  text, content = '', columnsize = 1, detail = full, tokenize = 'ascii');"
      "INSERT INTO articles(articles, rank) VALUES('hashsize', 134217728);"
      "BEGIN");
  {
    Statement insert(database, "INSERT INTO articles(rowid, text) VALUES(?, ?)");
    while (corpus.next()) {
      insert.bind(1, std::int64_t{corpus.number()} + 1);
      insert.bind(2, corpus.text());
      insert.run([](const Statement&) {});
    }
  }
  database.execute("INSERT INTO articles(articles) VALUES('optimize'); COMMIT; VACUUM");
}

std::string quoted(const std::vector<std::string_view>& words, std::string_view between) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += between;
    text.append("\"").append(word).append("\"");
  }
  return text;
}

/// The query in FTS5's syntax. A mixed one without its optional words: see count().
std::string match_text(const Query& query) {
  switch (query.kind) {
    case QueryKind::term:
    case QueryKind::mixed: return quoted({query.words.front()}, "");
    case QueryKind::all: return quoted(query.words, " AND ");
    case QueryKind::any: return quoted(query.words, " OR ");
    case QueryKind::phrase: return quoted(query.words, " + ");
    case QueryKind::negated: return quoted(query.words, " NOT ");
  }
  return {};
}

class SqliteEngine : public Engine {
 public:
  explicit SqliteEngine(const std::string& folder, bool is_alone = true)
      : database_(file_in(folder), SQLITE_OPEN_READONLY),
        settings_(database_, is_alone),
        count_(database_, "SELECT count(*) FROM articles WHERE articles MATCH ?"),
        top_(database_,
             "SELECT rowid - 1, -rank FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?") {
  }

  std::optional<std::uint64_t> count(std::string_view text) override {
    const auto query = parse_query(text);
    if (!query) return std::nullopt;
    return count_matches(match_text(*query));
  }

  bool top(std::string_view text, std::uint32_t limit, std::vector<Hit>& hits) override {
    const auto query = parse_query(text);
    if (!query || query->kind == QueryKind::mixed) return false;
    find(match_text(*query), limit, hits);
    return true;
  }

  std::optional<std::uint64_t> top_and_count(std::string_view text, std::uint32_t limit,
                                             std::vector<Hit>& hits) override {
    const auto query = parse_query(text);
    if (!query || query->kind == QueryKind::mixed) return std::nullopt;
    const std::string match = match_text(*query);
    find(match, limit, hits);
    return count_matches(match);
  }

  [[nodiscard]] Database& database() { return database_; }

 private:
  /// What has to be set before the statements are prepared.
  struct Settings {
    Settings(Database& database, bool is_alone) {
      database.execute(
          "PRAGMA mmap_size = 1099511627776; PRAGMA cache_size = -1048576;"
          "PRAGMA temp_store = MEMORY");
      if (is_alone) database.execute("PRAGMA locking_mode = EXCLUSIVE");
    }
  };

  std::uint64_t count_matches(const std::string& match) {
    std::int64_t count = 0;
    count_.bind(1, match);
    count_.run([&](const Statement& row) { count = row.integer(0); });
    return static_cast<std::uint64_t>(count);
  }

  void find(const std::string& match, std::uint32_t limit, std::vector<Hit>& hits) {
    hits.clear();
    top_.bind(1, match);
    top_.bind(2, std::int64_t{limit});
    top_.run([&](const Statement& row) {
      hits.push_back({static_cast<std::uint32_t>(row.integer(0)), row.real(1)});
    });
  }

  Database database_;
  Settings settings_;
  Statement count_;
  Statement top_;
};

std::unique_ptr<Engine> open_index(const std::string& folder, Use) {
  return std::make_unique<SqliteEngine>(folder);
}

/// A connection that writes in WAL mode, synced at each commit, and one that reads. A contentless
/// table is told what it has to forget.
class LiveSqlite : public LiveIndex {
 public:
  explicit LiveSqlite(const std::string& folder)
      : writer_(made(folder), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE),
        schema_(writer_),
        insert_(writer_, "INSERT INTO articles(rowid, text) VALUES(?, ?)"),
        forget_(writer_, "INSERT INTO articles(articles, rowid, text) VALUES('delete', ?, ?)"),
        engine_(folder, /*is_alone=*/false),
        size_(engine_.database(), "SELECT count(*) FROM articles_docsize") {}

  void put(std::uint32_t id, std::string_view text) override {
    erase(id);
    run(insert_, id, text);
    texts_[id] = text;
  }
  void erase(std::uint32_t id) override {
    begin();
    const auto known = texts_.find(id);
    if (known == texts_.end()) return;
    run(forget_, id, known->second);
    texts_.erase(known);
  }
  void commit() override {
    if (std::exchange(is_open_, false)) writer_.execute("COMMIT");
  }

  /// Each statement sees the newest state.
  std::uint64_t refresh() override {
    std::int64_t count = 0;
    size_.run([&](const Statement& row) { count = row.integer(0); });
    return static_cast<std::uint64_t>(count);
  }
  Engine& engine() override { return engine_; }

 private:
  struct Schema {
    explicit Schema(Database& database) {
      database.execute(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;"
          "CREATE VIRTUAL TABLE articles USING fts5("
          "  text, content = '', columnsize = 1, detail = full, tokenize = 'ascii')");
    }
  };

  static std::string made(const std::string& folder) {
    std::filesystem::create_directories(folder);
    return file_in(folder);
  }
  void begin() {
    if (!std::exchange(is_open_, true)) writer_.execute("BEGIN");
  }
  static void run(Statement& statement, std::uint32_t id, std::string_view text) {
    statement.bind(1, std::int64_t{id} + 1);
    statement.bind(2, text);
    statement.run([](const Statement&) {});
  }

  Database writer_;
  Schema schema_;
  Statement insert_;
  Statement forget_;
  std::unordered_map<std::uint32_t, std::string_view> texts_;
  bool is_open_ = false;  // a transaction
  SqliteEngine engine_;
  Statement size_;
};

std::unique_ptr<LiveIndex> open_live(const std::string& folder) {
  return std::make_unique<LiveSqlite>(folder);
}

}  // namespace

}  // namespace newsidx::bench

int main(int argc, char** argv) {
  using namespace newsidx::bench;
  const Driver driver{std::string("sqlite_fts5 ") + sqlite3_libversion(),
                      build_index,
                      open_index,
                      /*has_bigrams=*/false,
                      /*remembers=*/false,
                      open_live};
  return run_driver(driver, argc, argv);
}
