// sqlite_fts5/sqlite.h
//
// SQLite's handles as values that close themselves, its return codes as exceptions.
//
// Threads: one connection, one thread.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace newsidx::bench {

class Database {
 public:
  /// @param flags  SQLITE_OPEN_...
  Database(const std::string& path, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    check(code);
  }

  void execute(const char* sql) {
    check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr));
  }

  void check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    throw std::runtime_error(std::string("sqlite: ") + sqlite3_errmsg(handle_.get()));
  }

  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A statement that is prepared once and run many times.
class Statement {
 public:
  Statement(Database& database, const char* sql) : database_(database) {
    sqlite3_stmt* handle = nullptr;
    database_.check(sqlite3_prepare_v3(database_.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                       &handle, nullptr));
    handle_.reset(handle);
  }

  /// @param text  must stay until the statement has been run
  void bind(int place, std::string_view text) {
    database_.check(sqlite3_bind_text(handle_.get(), place, text.data(),
                                      static_cast<int>(text.size()), SQLITE_STATIC));
  }
  void bind(int place, std::int64_t number) {
    database_.check(sqlite3_bind_int64(handle_.get(), place, number));
  }

  /// Runs the statement from its beginning and calls `use` for every row.
  template <class Use>
  void run(Use&& use) {
    sqlite3_reset(handle_.get());
    int code = sqlite3_step(handle_.get());
    for (; code == SQLITE_ROW; code = sqlite3_step(handle_.get())) use(*this);
    sqlite3_reset(handle_.get());
    database_.check(code);
  }

  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
  }
  [[nodiscard]] double real(int column) const {
    return sqlite3_column_double(handle_.get(), column);
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace newsidx::bench
