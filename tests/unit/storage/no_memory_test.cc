// Cleaning up where no memory is left: it may leave something behind, but ends no process.

#include <doctest/doctest.h>

#include <cstdlib>
#include <new>

#include "storage/index_folder.h"
#include "storage/mark.h"
#include "unit/storage/index_folder.h"

#ifndef NEWSIDX_SANITIZED  // sanitizers have their own

namespace {

thread_local bool has_memory = true;

// While this lives, this thread gets no memory.
struct NoMemory {
  NoMemory() { has_memory = false; }
  NoMemory(const NoMemory&) = delete;
  NoMemory& operator=(const NoMemory&) = delete;
  ~NoMemory() { has_memory = true; }
};

}  // namespace

void* operator new(std::size_t size) {
  void* const memory = has_memory ? std::malloc(size) : nullptr;
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace newsidx::storage {

using newsidx::testing::TemporaryFolder;

TEST_CASE("a name that cannot be crossed out stays") {
  const TemporaryFolder place;
  const Folder folder = need(Folder::open(place.file("")));
  const std::string name = "a-name-that-is-longer-than-a-string-without-memory.sst";
  Mark mark = need(Mark::make(folder, {name}));
  {
    const NoMemory none;
    mark.remove(name);
    mark.cross_out();
    static_cast<void>(mark.is_long());
  }
  CHECK_FALSE(mark.has(name));
  CHECK(need(read_mark(folder)).names.contains(name));
  mark.cross_out();
  CHECK_FALSE(need(read_mark(folder)).names.contains(name));
}

TEST_CASE("what cannot be removed for want of memory is removed by the next writer") {
  const TemporaryFolder place;
  const std::string path = place.file("index");
  const auto leave = [&path](bool is_kept) {
    auto index = need(IndexFolder::claim(path));
    need(index->make_staging());
    write_file(index->staging_path() + "/terms.sst", "half");
    if (is_kept) need(index->keep());
    if (!is_kept) index->give_up();
    const NoMemory none;
    index.reset();
  };
  const auto staged = [&path] {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(path)) count += entry.is_directory() ? 1 : 0;
    return count;
  };
  SUBCASE("of an index that stays") {
    make_index(path);
    leave(true);
    CHECK(staged() == 1);
    make_index(path);
    CHECK(staged() == 0);
    CHECK(value_of(need(Store::open(path)), Family::terms, "key") == "value");
  }
  SUBCASE("of one that was not finished") {
    leave(false);
    CHECK(fs::exists(path + '/' + kMarkName));  // or nobody would know whose the rest is
    make_index(path);
    CHECK(staged() == 0);
    CHECK(value_of(need(Store::open(path)), Family::terms, "key") == "value");
  }
}

}  // namespace newsidx::storage

#endif
