// zstd, xz, bzip2 and lz4 through libarchive: its filters undo the compression, its "raw" format
// shows the result as one nameless entry. Only the one filter asked for is switched on.

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <string>

#include "source/decoder.h"

namespace newsidx::source {
namespace {

int filter_code(Compression compression) {
  switch (compression) {
    case Compression::gzip: return ARCHIVE_FILTER_GZIP;
    case Compression::zstd: return ARCHIVE_FILTER_ZSTD;
    case Compression::xz: return ARCHIVE_FILTER_XZ;
    case Compression::bzip2: return ARCHIVE_FILTER_BZIP2;
    case Compression::lz4: return ARCHIVE_FILTER_LZ4;
    case Compression::none: break;
  }
  return ARCHIVE_FILTER_NONE;
}

struct ArchiveCloser {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

class ArchiveDecoder final : public Decoder {
 public:
  explicit ArchiveDecoder(RawFile& file) : file_(file) {}

  Status start(Compression compression) {
    archive* handle = archive_.get();
    archive_entry* entry = nullptr;
    if (archive_read_append_filter(handle, filter_code(compression)) != ARCHIVE_OK ||
        archive_read_support_format_raw(handle) != ARCHIVE_OK ||
        archive_read_support_format_empty(handle) != ARCHIVE_OK ||
        archive_read_open(handle, this, nullptr, &ArchiveDecoder::feed, nullptr) != ARCHIVE_OK) {
      return damaged();
    }
    // A file whose first block is cut off looks empty to libarchive; only its error tells.
    if (archive_errno(handle) != 0) return damaged();
    const int code = archive_read_next_header(handle, &entry);
    at_end_ = code == ARCHIVE_EOF;  // nothing was compressed
    if (!at_end_ && code != ARCHIVE_OK) return damaged();
    return {};
  }

  Result<std::string_view> next_block() override {
    while (!at_end_) {
      const void* bytes = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int code = archive_read_data_block(archive_.get(), &bytes, &size, &offset);
      if (code != ARCHIVE_OK && code != ARCHIVE_EOF) return damaged();
      at_end_ = code == ARCHIVE_EOF;
      if (size > 0) return std::string_view(static_cast<const char*>(bytes), size);
    }
    return std::string_view();
  }

 private:
  // libarchive's callback for the bytes of the file.
  static la_ssize_t feed(archive* handle, void* self, const void** bytes) {
    auto block = static_cast<ArchiveDecoder*>(self)->file_.next_block();
    if (!block) {
      archive_set_error(handle, EIO, "%s", block.error().message.c_str());
      return -1;
    }
    *bytes = block->data();
    return static_cast<la_ssize_t>(block->size());
  }

  Failure damaged() const {
    const char* message = archive_error_string(archive_.get());
    return fail(ErrorCode::corruption,
                std::string("the compressed data is cut off or damaged") +
                    (message == nullptr ? std::string() : std::string(": ") + message));
  }

  RawFile& file_;
  std::unique_ptr<archive, ArchiveCloser> archive_{archive_read_new()};
  bool at_end_ = false;
};

}  // namespace

Result<std::unique_ptr<Decoder>> make_archive_decoder(RawFile& file, Compression compression) {
  auto decoder = std::make_unique<ArchiveDecoder>(file);
  if (Status started = decoder->start(compression); !started) {
    return fail(std::move(started).error());
  }
  return std::unique_ptr<Decoder>(std::move(decoder));
}

}  // namespace newsidx::source
