// source/file_splitter.h
//
// The splitter for each format of files.
#pragma once

#include <memory>
#include <string_view>

#include "source/byte_stream.h"
#include "source/container_options.h"
#include "source/file_format.h"
#include "source/record.h"

namespace newsidx::source {

/// @param format   REQUIRES none that is no news, unknown or an archive
/// @param stream   outlives the splitter
/// @param begin_byte  where it begins in its file: behind a byte order mark
[[nodiscard]] std::unique_ptr<RecordSplitter> make_splitter(
    FileFormat format, ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
    const ContainerOptions& options, std::uint64_t begin_byte = 0);

/// Of the records of a splitter that does not tell: unknown where they are of several kinds.
[[nodiscard]] RecordKind kind_of_records(FileFormat format);

}  // namespace newsidx::source
