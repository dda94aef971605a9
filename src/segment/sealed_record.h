// segment/sealed_record.h
//
// The frame of the records in family meta: a magic, the format version, the body, further parts
// that a reader may leave out, and a checksum. Format: FORMAT.md, "Records".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "segment/further_parts.h"

namespace newsidx::segment {

/// The format of everything in an index; raised by any change of bytes that an older reader would
/// misread. History: FORMAT.md.
inline constexpr std::uint32_t kFormatVersion = 6;
/// The oldest that this program reads.
inline constexpr std::uint32_t kOldestFormatVersion = 5;

inline constexpr std::string_view kManifestMagic = "NIDX";
inline constexpr std::string_view kSegmentMagic = "NSEG";
inline constexpr std::string_view kSourceFileMagic = "NSRC";

/// @return magic and version; the body is appended
[[nodiscard]] std::string start_record(std::string_view magic);
/// Appends further parts and the checksum.
[[nodiscard]] std::string finish_record(std::string record, const FurtherParts& parts = {});

/// @param what  stands in messages: manifest
/// @return the body and the parts behind it; views into bytes
/// @errors unsupported  a format version that this program does not read
///         corruption   bad magic or checksum
[[nodiscard]] Result<ByteReader> open_record(std::string_view bytes, std::string_view magic,
                                             const char* what);

/// REQUIRES a record that open_record() has opened.
[[nodiscard]] std::uint32_t version_of(std::string_view record) noexcept;

/// Reads further parts to the end.
/// @errors corruption  the body was longer or shorter than it was read
[[nodiscard]] Result<FurtherParts> read_further_parts(ByteReader& in, const char* what);
/// The same of a record of which no parts are known.
[[nodiscard]] Status finish_reading(ByteReader& in, const char* what);

[[nodiscard]] Failure broken_record(const char* what, const char* how);

}  // namespace newsidx::segment
