// table    := ... properties block metaindex block footer
// block    := contents compression:u8 checksum:u32
// footer   := checksum_type:u8 handle handle 0* version:u32 magic:u64
//             53 bytes; the handles are those of the metaindex and of the index
// handle   := offset:varint size:varint                                   of the contents
// contents of the metaindex := (shared:varint suffix_size:varint value_size:varint suffix value)*
//             restart:u32* restart_count:u32            restarts are at each entry: shared is 0

#include "storage/table_end.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/hash.h"

namespace newsidx::storage {
namespace {

using rocksdb::IOStatus;

constexpr std::size_t kFooterBytes = 53;
constexpr std::size_t kTrailerBytes = 5;
constexpr std::size_t kEndBytes = 8u << 10;  // has the properties of nearly all tables
constexpr std::uint64_t kMaxBlockBytes = 1u << 20;
constexpr std::uint64_t kMagic = 0x88e241b785f4cff7;
constexpr std::uint32_t kVersion = 5;
constexpr std::uint8_t kXxh3 = 4;
// By which the checksum of the contents takes in the byte behind them.
constexpr std::uint32_t kLastByteFactor = 0x6b9083d9;
constexpr std::string_view kProperties = "rocksdb.properties";

struct Handle {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

Handle read_handle(ByteReader& in) {
  const std::uint64_t offset = in.varint();
  return {offset, in.varint()};
}

// Where the metaindex is, of a table as this newsidx writes them.
std::optional<Handle> metaindex_of(std::string_view footer) {
  ByteReader in(footer);
  const auto checksum = in.le<std::uint8_t>();
  const Handle handle = read_handle(in);
  ByteReader end(footer.substr(kFooterBytes - 12));
  const bool is_known = end.le<std::uint32_t>() == kVersion && end.le<std::uint64_t>() == kMagic;
  if (!in.ok() || !is_known || checksum != kXxh3) return std::nullopt;
  return handle;
}

bool is_whole(std::string_view block) {
  const std::string_view contents = block.substr(0, block.size() - kTrailerBytes);
  ByteReader trailer(block.substr(contents.size()));
  const auto compression = trailer.le<std::uint8_t>();
  return trailer.le<std::uint32_t>() == (checksum32(contents) ^ compression * kLastByteFactor);
}

std::optional<Handle> properties_of(std::string_view metaindex) {
  ByteReader in(metaindex.substr(0, metaindex.size() - kTrailerBytes));
  while (in.ok() && !in.at_end()) {
    const std::uint64_t shared = in.varint();
    const std::uint64_t suffix_size = in.varint();
    const std::uint64_t value_size = in.varint();
    const std::string_view name = in.take(suffix_size);
    ByteReader value(in.take(value_size));
    if (shared != 0 || !in.ok()) break;
    if (name != kProperties) continue;
    const Handle handle = read_handle(value);
    if (value.ok()) return handle;
  }
  return std::nullopt;
}

// The last bytes of a table, and blocks that are not among them.
class TableEnd {
 public:
  TableEnd(rocksdb::FSRandomAccessFile& file, std::uint64_t size) : file_(file), size_(size) {}

  IOStatus read() {
    const std::uint64_t bytes = std::min<std::uint64_t>(size_, kEndBytes);
    begin_ = size_ - bytes;
    return read_bytes(begin_, bytes, end_);
  }
  [[nodiscard]] std::string_view footer() const {
    return std::string_view(end_).substr(end_.size() - kFooterBytes);
  }
  // @param block  empty: the handle leads nowhere
  IOStatus read_block(const Handle& handle, std::string& block) {
    block.clear();
    const bool is_inside = handle.size <= kMaxBlockBytes && handle.offset <= size_ &&
                           handle.size + kTrailerBytes <= size_ - handle.offset;
    if (!is_inside) return IOStatus::OK();
    if (handle.offset < begin_) {
      return read_bytes(handle.offset, handle.size + kTrailerBytes, block);
    }
    block = end_.substr(handle.offset - begin_, handle.size + kTrailerBytes);
    return IOStatus::OK();
  }

 private:
  IOStatus read_bytes(std::uint64_t offset, std::uint64_t size, std::string& bytes) {
    bytes.resize(size);
    rocksdb::Slice read;
    IOStatus status = file_.Read(offset, size, {}, &read, bytes.data(), nullptr);
    if (!status.ok()) return status;
    bytes = read.ToString();
    if (bytes.size() != size) return IOStatus::Corruption("a table is too short");
    return IOStatus::OK();
  }

  rocksdb::FSRandomAccessFile& file_;
  const std::uint64_t size_;
  std::uint64_t begin_ = 0;  // of end_, in the table
  std::string end_;
};

}  // namespace

IOStatus check_table_end(rocksdb::FSRandomAccessFile& file, std::uint64_t size,
                         const std::string& name) {
  if (size < kFooterBytes) return IOStatus::OK();
  TableEnd end(file, size);
  IOStatus status = end.read();
  if (!status.ok()) return status;
  const auto metaindex = metaindex_of(end.footer());
  if (!metaindex) return status;
  std::string block;
  status = end.read_block(*metaindex, block);
  if (!status.ok() || block.empty() || !is_whole(block)) return status;
  const auto properties = properties_of(block);
  if (!properties) return status;
  status = end.read_block(*properties, block);
  if (!status.ok() || block.empty() || is_whole(block)) return status;
  return IOStatus::Corruption(name, "its properties fail their checksum");
}

IOStatus check_table_end(const std::string& path) {
  const auto file_system = rocksdb::FileSystem::Default();
  std::unique_ptr<rocksdb::FSRandomAccessFile> file;
  std::uint64_t size = 0;
  IOStatus status = file_system->GetFileSize(path, {}, &size, nullptr);
  if (status.ok()) status = file_system->NewRandomAccessFile(path, {}, &file, nullptr);
  if (!status.ok()) return status;
  return check_table_end(*file, size, path.substr(path.rfind('/') + 1));
}

}  // namespace newsidx::storage
