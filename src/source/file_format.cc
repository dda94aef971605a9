#include "source/file_format.h"

#include <algorithm>
#include <string>

namespace newsidx::source {
namespace {

using namespace std::string_view_literals;

struct CompressionRow {
  Compression compression;
  std::string_view name;
  std::string_view suffix;
  std::string_view magic;
};
constexpr CompressionRow kCompressions[] = {
    {Compression::gzip, "gzip", ".gz", "\x1f\x8b"sv},
    {Compression::zstd, "zstd", ".zst", "\x28\xb5\x2f\xfd"sv},
    {Compression::xz, "xz", ".xz", "\xfd\x37\x7a\x58\x5a\x00"sv},
    {Compression::bzip2, "bzip2", ".bz2", "BZh"sv},
    {Compression::lz4, "lz4", ".lz4", "\x04\x22\x4d\x18"sv},
};

struct FormatRow {
  FileFormat format;
  std::string_view suffix;
};
constexpr FormatRow kFormats[] = {
    {FileFormat::page, ".txt"},
    {FileFormat::records, ".jsonl"},
    {FileFormat::records, ".ndjson"},
    {FileFormat::json, ".json"},
};

// What is no news, by the suffix of its name.
struct OtherRow {
  std::string_view what;
  std::string_view names;  // in small letters, a blank between them
};
constexpr OtherRow kOthers[] = {
    {"picture",
     ".jpg .jpeg .jpe .jfif .png .gif .bmp .tif .tiff .webp .svg .ico .heic .heif .avif .psd .raw "
     ".cr2 .nef .eps .ai .xcf"},
    {"recording",
     ".mp3 .mp4 .m4a .m4v .wav .flac .ogg .oga .ogv .opus .aac .wma .avi .mov .mkv .webm .mpg "
     ".mpeg .wmv .flv .srt .vtt .mid"},
    {"program file",
     ".c .cc .cpp .cxx .h .hh .hpp .py .pyc .pyi .ipynb .js .mjs .cjs .ts .tsx .jsx .java .class "
     ".jar .kt .scala .go .rs .rb .php .pl .pm .r .rdata .lua .swift .m .cs .vb .sh .bash .zsh "
     ".bat "
     ".cmd .ps1 .exe .dll .so .dylib .o .a .lib .wasm .sql .cmake .mk .map .proto .asm .s .deb "
     ".rpm "
     ".apk .dmg .iso .img .msi .patch .diff"},
    {"style sheet", ".css .scss .sass .less .xsl .xslt .xsd .dtd .rng"},
    {"settings file",
     ".ini .cfg .conf .toml .yml .yaml .env .properties .lock .plist .editorconfig .gitignore"},
    {"font", ".ttf .otf .woff .woff2 .eot"},
    {"database",
     ".db .sqlite .sqlite3 .mdb .accdb .dbf .parquet .avro .orc .feather .arrow .h5 .hdf5 .npy "
     ".npz .pkl .pickle .pt .bin .dat.idx .cdx .cdxj .idx .sst"},
    {"office file", ".xls .xlsx .xlsm .ods .ppt .pptx .odp .key .numbers .doc .dot .rtf .pages"},
    {"checksum", ".md5 .sha1 .sha256 .sha512 .sig .asc .pem .crt .gpg"},
    {"unfinished file", ".tmp .temp .part .crdownload .swp .bak .orig"},
};

// And by the rest of its name, with a suffix of text or none.
constexpr OtherRow kOtherNames[] = {
    {"readme or licence file",
     "readme license licence license-mit license-apache license-bsd license_mit license_apache "
     "copying copyright changelog contributing code_of_conduct"},
    {"settings file",
     "makefile dockerfile gemfile rakefile requirements cmakelists robots package package-lock "
     "tsconfig composer"},
};
constexpr std::string_view kTextSuffixes = " .txt .md .markdown .rst .html .htm .json .adoc .org";

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (words.substr(begin, end - begin) == word) return true;
    begin = end + 1;
  }
  return false;
}

std::string lower_file_name(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));  // npos + 1 = 0: no folder
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

const CompressionRow* find_compression(std::string_view name) {
  const auto* row = std::find_if(std::begin(kCompressions), std::end(kCompressions),
                                 [&](const auto& each) { return name.ends_with(each.suffix); });
  return row == std::end(kCompressions) ? nullptr : row;
}

// "BZh" alone could begin a text, so the level and the first block's magic (pi) must follow.
bool is_bzip2(std::string_view head) {
  return head.size() >= 10 && head[3] >= '1' && head[3] <= '9' &&
         (head.substr(4, 6) == "\x31\x41\x59\x26\x53\x59"sv ||
          head.substr(4, 6) == "\x17\x72\x45\x38\x50\x90"sv);  // the end: no block at all
}

// Parallel zstd writes such frames. In a pipe they are zstd's: lz4's tool writes none.
bool is_skippable_frame(std::string_view head) {
  return head.size() >= 4 && (head[0] & '\xf0') == '\x50' && head.substr(1, 3) == "\x2a\x4d\x18"sv;
}

// In small letters, without folders and what says how it is compressed.
std::string plain_name(std::string_view path) {
  std::string name = lower_file_name(path);
  if (const CompressionRow* row = find_compression(name)) {
    name.resize(name.size() - row->suffix.size());
  }
  return name;
}

}  // namespace

std::string_view no_news_by_name(std::string_view path) {
  const std::string name = plain_name(path);
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  const std::string_view suffix = std::string_view(name).substr(dot);
  for (const OtherRow& row : kOthers) {
    if (dot > 0 && has_word(row.names, suffix)) return row.what;
  }
  if (name.ends_with('~')) return "unfinished file";
  if (!suffix.empty() && !has_word(kTextSuffixes, suffix)) return {};
  const std::string_view stem = std::string_view(name).substr(0, name.find('.'));
  for (const OtherRow& row : kOtherNames) {
    if (has_word(row.names, stem)) return row.what;
  }
  if (stem.starts_with("readme-") || stem.starts_with("readme_")) return "readme or licence file";
  for (const std::string_view words : {"stopword", "stop-word", "stop_word"}) {
    if (stem.starts_with(words)) return "stop-word list";  // "stopwords_en.txt"
  }
  return {};
}

FileFormat format_of_name(std::string_view path) {
  const std::string name = plain_name(path);
  if (!no_news_by_name(path).empty()) return FileFormat::no_news;
  for (const FormatRow& row : kFormats) {
    if (name.ends_with(row.suffix)) return row.format;
  }
  return FileFormat::unknown;
}

Compression compression_of_name(std::string_view path) {
  const CompressionRow* row = find_compression(lower_file_name(path));
  return row == nullptr ? Compression::none : row->compression;
}

Compression compression_of_bytes(std::string_view head, Compression claimed) {
  for (const CompressionRow& row : kCompressions) {
    if (!head.starts_with(row.magic)) continue;
    if (row.compression != Compression::bzip2 || is_bzip2(head)) return row.compression;
  }
  if (is_skippable_frame(head)) {
    return claimed == Compression::lz4 ? Compression::lz4 : Compression::zstd;
  }
  return Compression::none;
}

std::string_view name_of(Compression compression) {
  for (const CompressionRow& row : kCompressions) {
    if (row.compression == compression) return row.name;
  }
  return "plain";
}

bool has_no_suffix(std::string_view path) {
  const std::string name = plain_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ||
         name.find_first_not_of("0123456789", dot + 1) == std::string::npos;
}

FileFormat format_of_text(std::string_view head) {
  const std::size_t at = head.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && head[at] == '{' ? FileFormat::records : FileFormat::page;
}

}  // namespace newsidx::source
