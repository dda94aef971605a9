#include "storage/salvage.h"

#include <rocksdb/sst_file_reader.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <memory>

#include "base/bytes.h"
#include "base/status_macros.h"
#include "storage/committed.h"
#include "storage/file_names.h"
#include "storage/keys.h"
#include "storage/log_format.h"
#include "storage/mark.h"
#include "storage/options.h"
#include "storage/state.h"
#include "storage/table_end.h"
#include "storage/table_family.h"

namespace newsidx::storage {
namespace {

rocksdb::Options reading_options() { return {db_options(), family_options(Family::meta, nullptr)}; }

// ---- over blocks that cannot be read
// -------------------------------------------------------------

__extension__ using Wide = unsigned __int128;
constexpr unsigned kWideBits = 128;

// The key's first 16 bytes as a number, and back.
Wide number_of(std::string_view key) {
  Wide number = 0;
  for (std::size_t i = 0; i < sizeof(Wide); ++i) {
    number = number << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0u);
  }
  return number;
}

std::string key_of(Wide number) {
  std::string key(sizeof(Wide), '\0');
  for (std::size_t i = sizeof(Wide); i-- > 0; number >>= 8)
    key[i] = static_cast<char>(number & 0xff);
  return key;
}

// A table's records, read on behind what cannot be read.
class TableRecords {
 public:
  explicit TableRecords(rocksdb::SstFileReader& table) : table_(table) { reach(""); }

  /// Stands on the first record from the key on. @return false: it cannot be read
  bool reach(const std::string& key) {
    // An iterator that has met a broken block may give wrong answers afterwards.
    records_.reset(table_.NewIterator(rocksdb::ReadOptions()));
    records_->Seek(key);
    return is_sound();
  }
  void next() { records_->Next(); }
  [[nodiscard]] bool valid() const { return records_->Valid(); }
  /// Else what follows cannot be read, and this is not the end.
  [[nodiscard]] bool is_sound() const { return records_->Valid() || records_->status().ok(); }
  [[nodiscard]] std::string_view key() const { return view(records_->key()); }
  [[nodiscard]] std::string_view value() const { return view(records_->value()); }

  // Articles are numbered in a row: the next one that can be read is found by trying each.
  bool skip_articles(std::string_view last) {
    constexpr std::uint32_t kTries = 4096;  // more than a block has
    const auto key = parse_doc_key(last);
    if (!key) return false;
    for (std::uint32_t i = 1; i <= kTries && key->number <= UINT32_MAX - i; ++i) {
      if (reach(doc_key(key->store, key->number + i))) return true;
    }
    return false;
  }

  // From the last key that was read further and further, until something can be read; then nearer,
  // to where that begins.
  bool skip(std::string_view last) {
    const Wide start = number_of(last);
    unsigned bits = 0;
    while (bits < kWideBits && (Wide{1} << bits) <= ~start) {
      if (reach(key_of(start + (Wide{1} << bits)))) break;
      ++bits;
    }
    if (bits == kWideBits || !is_sound()) return false;
    Wide bad = bits == 0 ? Wide{0} : Wide{1} << (bits - 1);
    Wide good = Wide{1} << bits;
    while (good - bad > 1) {
      const Wide middle = bad + (good - bad) / 2;
      (reach(key_of(start + middle)) ? good : bad) = middle;
    }
    return reach(key_of(start + good));
  }

 private:
  rocksdb::SstFileReader& table_;
  std::unique_ptr<rocksdb::Iterator> records_;
};

// ---- logs
// ----------------------------------------------------------------------------------------

// Takes the records of a batch as long as they can be read.
class BatchReader final : public rocksdb::WriteBatch::Handler {
 public:
  using Records = std::map<std::pair<Family, std::string>, std::string>;
  BatchReader(const std::map<std::uint32_t, Family>& families, Records& records)
      : families_(families), records_(records) {}

  rocksdb::Status PutCF(std::uint32_t number, const rocksdb::Slice& key,
                        const rocksdb::Slice& value) override {
    if (const auto family = families_.find(number); family != families_.end()) {
      records_.insert_or_assign({family->second, key.ToString()}, value.ToString());
    }
    return {};
  }
  rocksdb::Status DeleteCF(std::uint32_t number, const rocksdb::Slice& key) override {
    if (const auto family = families_.find(number); family != families_.end()) {
      records_.erase({family->second, key.ToString()});
    }
    return {};
  }
  rocksdb::Status DeleteRangeCF(std::uint32_t number, const rocksdb::Slice& begin,
                                const rocksdb::Slice& end) override {
    if (const auto family = families_.find(number); family != families_.end()) {
      records_.erase(records_.lower_bound({family->second, begin.ToString()}),
                     records_.lower_bound({family->second, end.ToString()}));
    }
    return {};
  }

 private:
  const std::map<std::uint32_t, Family>& families_;
  Records& records_;
};

}  // namespace

Result<Salvage> Salvage::open(const std::string& path) {
  NEWSIDX_ASSIGN_OR_RETURN(const Folder folder, Folder::open(path));
  Salvage salvage(path);
  salvage.committed_ = read_committed(path).value_or(0);
  // As WriteStore makes them in a new index; tables of RocksDB's own say the same.
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    salvage.families_[static_cast<std::uint32_t>(i)] = static_cast<Family>(i);
  }
  salvage.find_files(folder);
  return salvage;
}

void Salvage::problem(const std::string& name, std::string_view what) {
  problems_.emplace_back(name + ": " + std::string(what));
}

// Where the mark is whole, what it does not name is somebody else's.
void Salvage::find_files(const Folder& folder) {
  const auto names = folder.names().value_or(std::vector<std::string>());
  const auto mark = read_mark(folder);
  const bool knows_all = mark && mark->is_whole;
  if (!knows_all) problem(kMarkName, mark ? "lines are damaged" : mark.error().message);
  if (mark) {
    for (const std::string& name : mark->names) {
      const bool is_missing = !std::binary_search(names.begin(), names.end(), name);
      if (is_missing && (is_table_name(name) || name == "CURRENT")) problem(name, "is missing");
    }
  }
  for (const std::string& name : names) {
    if (knows_all && !mark->names.contains(name)) continue;
    if (is_table_name(name)) add_table(name);
  }
  for (const std::string& name : names) {  // by their numbers, in the order of writing
    if (knows_all && !mark->names.contains(name)) continue;
    if (is_log_name(name)) read_log(folder, name);
  }
}

void Salvage::add_table(const std::string& name) {
  rocksdb::SstFileReader reader(reading_options());
  rocksdb::Status opened = check_table_end(path_ + '/' + name);
  if (opened.ok()) opened = reader.Open(path_ + '/' + name);
  if (!opened.ok()) {
    return problem(name, "cannot be read: " + storage_error("table", opened, "").take().message);
  }
  TableRecords records(reader);
  if (!records.is_sound()) records.skip("");
  const std::string first(records.valid() ? records.key() : std::string_view());
  const auto properties = reader.GetTableProperties();
  const auto family = properties ? family_of(*properties, first) : std::nullopt;
  if (!family) return problem(name, "does not tell what it holds");
  tables_.push_back({name, *family});
}

void Salvage::read_log(const Folder& folder, const std::string& name) {
  const auto content = folder.read(name, kMaxLogBytes);
  if (!content) return problem(name, "cannot be read: " + content.error().message);
  BatchReader reader(families_, logged_);
  for_each_record(
      *content,
      [&reader](std::string_view batch) {
        // Of the beginning of one, whose end is damaged, its whole records are taken.
        rocksdb::WriteBatch(std::string(batch)).Iterate(&reader).PermitUncheckedError();
      },
      [&](std::size_t offset) {
        problem(name, "a record at byte " + std::to_string(offset) + " is damaged");
      });
}

Status Salvage::read(std::size_t part, Family family, const Take& take) {
  if (part < tables_.size()) {
    return tables_[part].family == family ? read_table(tables_[part], take) : Status();
  }
  for (auto it = logged_.lower_bound({family, std::string()});
       it != logged_.end() && it->first.first == family; ++it) {
    NEWSIDX_RETURN_IF_ERROR(take(it->first.second, it->second));
  }
  return {};
}

bool Salvage::has_between(Family family, const std::string& begin, const std::string& end) const {
  const auto logged = logged_.lower_bound({family, begin});
  if (logged != logged_.end() && logged->first < std::pair(family, end)) return true;
  return std::ranges::any_of(tables_, [&](const Table& table) {
    if (table.family != family) return false;
    rocksdb::SstFileReader reader(reading_options());
    if (!reader.Open(path_ + '/' + table.name).ok()) return false;
    TableRecords records(reader);
    if (!records.reach(begin)) records.skip(begin);
    return records.valid() && records.key() < std::string_view(end);
  });
}

Status Salvage::read_table(const Table& table, const Take& take) {
  rocksdb::SstFileReader reader(reading_options());
  const rocksdb::Status opened = reader.Open(path_ + '/' + table.name);
  if (!opened.ok()) {
    problem(table.name, "cannot be read any more");
    return {};
  }
  TableRecords records(reader);
  std::uint64_t gaps = 0;
  std::string last;
  for (;;) {
    for (; records.valid(); records.next()) {
      last = records.key();
      NEWSIDX_RETURN_IF_ERROR(take(last, records.value()));
    }
    if (records.is_sound()) break;
    ++gaps;
    const bool is_found =
        (table.family == Family::docs && records.skip_articles(last)) || records.skip(last);
    if (!is_found) break;
  }
  if (gaps > 0) {
    problem(table.name, std::to_string(gaps) + (gaps == 1 ? " part of " : " parts of ") +
                            std::string(name_of(table.family)) + " cannot be read");
  }
  return {};
}

}  // namespace newsidx::storage
