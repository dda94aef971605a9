// source/decoder.h
//
// The bytes inside a compressed file.
//
//   gzip                   zlib: gives out everything in front of a cut or a damaged place, and
//                          verifies the checksum of each member (libarchive does neither)
//   zstd, xz, bzip2, lz4   libarchive's filters
//
// One layer of compression is undone, never two: a file within a file within a file is not news.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <string_view>

#include "source/file_format.h"
#include "source/raw_file.h"

namespace newsidx::source {

class Decoder {
 public:
  virtual ~Decoder() = default;

  /// The next bytes, valid until the next call; empty at the end.
  /// @errors corruption  the file is cut off or damaged; all that was sound was given out before
  ///         io
  [[nodiscard]] virtual Result<std::string_view> next_block() = 0;
};

/// @param file  outlives the decoder and stands at its start
[[nodiscard]] Result<std::unique_ptr<Decoder>> make_gzip_decoder(RawFile& file);
[[nodiscard]] Result<std::unique_ptr<Decoder>> make_archive_decoder(RawFile& file,
                                                                    Compression compression);

}  // namespace newsidx::source
