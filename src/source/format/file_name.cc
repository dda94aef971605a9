#include "source/format/file_name.h"

#include <algorithm>
#include <string>

#include "source/stream/compression.h"
#include "source/word_list.h"

namespace newsidx::source {
namespace {

struct FormatRow {
  FileFormat format;
  std::string_view suffix;
};
constexpr FormatRow kFormats[] = {
    {FileFormat::page, ".txt"},       {FileFormat::records, ".jsonl"},
    {FileFormat::records, ".ndjson"}, {FileFormat::records, ".jl"},
    {FileFormat::records, ".ldjson"}, {FileFormat::json, ".json"},
    {FileFormat::html, ".html"},      {FileFormat::html, ".htm"},
    {FileFormat::html, ".xhtml"},     {FileFormat::html, ".shtml"},
    {FileFormat::xml, ".xml"},        {FileFormat::xml, ".rss"},
    {FileFormat::xml, ".atom"},       {FileFormat::xml, ".rdf"},
    {FileFormat::sgml, ".sgm"},       {FileFormat::sgml, ".sgml"},
    {FileFormat::markdown, ".md"},    {FileFormat::markdown, ".markdown"},
    {FileFormat::table, ".csv"},      {FileFormat::table, ".tsv"},
    {FileFormat::table, ".tab"},      {FileFormat::mail, ".eml"},
    {FileFormat::mbox, ".mbox"},      {FileFormat::mhtml, ".mht"},
    {FileFormat::mhtml, ".mhtml"},    {FileFormat::pdf, ".pdf"},
    {FileFormat::office, ".docx"},    {FileFormat::office, ".odt"},
    {FileFormat::warc, ".warc"},      {FileFormat::warc, ".arc"},
    {FileFormat::warc, ".wet"},       {FileFormat::archive, ".zip"},
    {FileFormat::archive, ".tar"},    {FileFormat::archive, ".tgz"},
    {FileFormat::archive, ".7z"},     {FileFormat::archive, ".wacz"},
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
     ".jar .kt .scala .go .rs .rb .pl .pm .r .rdata .lua .swift .m .cs .vb .sh .bash .zsh "
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
    {"office file", ".xlsx .xlsm .ods .ppt .pptx .odp .key .numbers .dot .rtf .pages"},
    {"checksum", ".md5 .sha1 .sha256 .sha512 .sig .pem .crt .gpg"},
    {"unfinished file", ".tmp .temp .part .crdownload .swp .bak .orig"},
};

// And by the rest of its name, with a suffix of text or none.
constexpr OtherRow kOtherNames[] = {
    {"readme or licence file",
     "readme license licence license-mit license-apache license-bsd license_mit license_apache "
     "copying copyright changelog contributing code_of_conduct"},
    {"settings file",
     "makefile dockerfile gemfile rakefile requirements cmakelists package package-lock "
     "tsconfig composer"},
};
constexpr std::string_view kTextSuffixes = " .txt .md .markdown .rst .html .htm .json .adoc .org";

// In small letters, without folders and what says how it is compressed.
std::string plain_name(std::string_view path) {
  return std::string(without_compression_suffix(lower_file_name(path)));
}

}  // namespace

std::string_view no_news_by_name(std::string_view path) {
  const std::string name = plain_name(path);
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  const std::string_view suffix = std::string_view(name).substr(dot);
  for (const OtherRow& row : kOthers) {
    // "Trump in the U.S" is no assembler.
    const bool may_be_text = suffix.size() <= 2 && name.find(' ') < dot;
    if (dot > 0 && !may_be_text && has_word(row.names, suffix)) return row.what;
  }
  if (name.ends_with('~')) return "unfinished file";
  if (!suffix.empty() && !has_word(kTextSuffixes, suffix)) return {};
  const std::string_view stem = std::string_view(name).substr(0, name.find('.'));
  for (const OtherRow& row : kOtherNames) {
    if (has_word(row.names, stem)) return row.what;
  }
  if (name == "robots.txt") return "settings file";
  // "README-de.md", "readme_first.txt"
  constexpr std::size_t kLongestReadme = 12;
  const bool is_readme = stem.starts_with("readme-") || stem.starts_with("readme_");
  if (is_readme && stem.size() <= kLongestReadme) return "readme or licence file";
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

bool may_hold_captures(FileFormat by_name) {
  return by_name == FileFormat::warc || by_name == FileFormat::archive;
}

bool has_no_suffix(std::string_view path) {
  const std::string name = plain_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ||
         name.find_first_not_of("0123456789", dot + 1) == std::string::npos;
}

}  // namespace newsidx::source
