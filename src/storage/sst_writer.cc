#include "storage/sst_writer.h"

#include <rocksdb/cache.h>
#include <rocksdb/sst_file_writer.h>
#include <unistd.h>

#include "storage/options.h"
#include "storage/state.h"
#include "storage/table_family.h"

namespace newsidx::storage {

namespace {

rocksdb::Options noting_options(Family family) {
  rocksdb::Options options(db_options(), family_options(family, nullptr));
  options.table_properties_collector_factories.push_back(family_noter(family));
  return options;
}

}  // namespace

struct SstWriter::State {
  Family family;
  std::string path;
  rocksdb::SstFileWriter writer;

  State(Family which, std::string where)
      : family(which),
        path(std::move(where)),
        writer(rocksdb::EnvOptions(), noting_options(which)) {}

  ~State() { unlink(path.c_str()); }  // it has another name by now, or is of no use
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[nodiscard]] Failure error(const rocksdb::Status& status) const {
    const std::string no_index;  // a file that fails to be written is no reason to remove any
    return storage_error("cannot write " + std::string(name_of(family)), status, no_index);
  }
};

SstWriter::SstWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SstWriter::SstWriter(SstWriter&&) noexcept = default;
SstWriter& SstWriter::operator=(SstWriter&&) noexcept = default;
SstWriter::~SstWriter() = default;

Result<SstWriter> SstWriter::create(Family family, std::string path) {
  auto state = std::make_unique<State>(family, std::move(path));
  const rocksdb::Status status = state->writer.Open(state->path);
  if (!status.ok()) return state->error(status);
  return SstWriter(std::move(state));
}

Status SstWriter::add(std::string_view key, std::string_view value) {
  const rocksdb::Status status = state_->writer.Put(slice(key), slice(value));
  if (!status.ok()) return state_->error(status);
  return {};
}

Status SstWriter::finish() {
  const rocksdb::Status status = state_->writer.Finish();
  if (!status.ok()) return state_->error(status);
  return {};
}

Family SstWriter::family() const noexcept { return state_->family; }
const std::string& SstWriter::path() const noexcept { return state_->path; }
std::uint64_t SstWriter::bytes() const noexcept { return state_->writer.FileSize(); }

}  // namespace newsidx::storage
