#include "model.h"

#include <bit>
#include <fstream>
#include <string_view>

#include "news_reader.h"

namespace newsidx::bench::generate {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "NXGENMD1";
constexpr std::uint64_t kMostElements = std::uint64_t{1} << 32U;

class Saver {
 public:
  explicit Saver(const std::string& path) : path_(path), file_(path, std::ios::binary) {
    file_.write(kMagic.data(), static_cast<std::streamsize>(kMagic.size()));
  }

  template <typename T>
  void add(const std::vector<T>& list) {
    add_bytes(std::uint64_t{list.size()});
    file_.write(reinterpret_cast<const char*>(list.data()),
                static_cast<std::streamsize>(list.size() * sizeof(T)));
  }
  void add(const std::vector<std::string>& list) {
    add_bytes(std::uint64_t{list.size()});
    for (const std::string& text : list) {
      add_bytes(static_cast<std::uint32_t>(text.size()));
      file_.write(text.data(), static_cast<std::streamsize>(text.size()));
    }
  }
  void add(const TextStream& stream) {
    add(stream.tokens);
    add(stream.separators);
    add(stream.starts);
  }
  void add(const RareLaw& law) {
    add_bytes(law.first_rank);
    add_bytes(law.half);
    add_bytes(law.repeat);
  }
  void close() {
    file_.close();
    if (!file_) throw UsageError("cannot be written: " + path_);
  }

 private:
  template <typename T>
  void add_bytes(const T& value) {
    file_.write(reinterpret_cast<const char*>(&value), sizeof value);
  }

  std::string path_;
  std::ofstream file_;
};

class Loader {
 public:
  explicit Loader(const std::string& path) : path_(path), file_(path, std::ios::binary) {
    if (!file_) throw UsageError("cannot be read: " + path);
    std::string magic(kMagic.size(), '\0');
    file_.read(magic.data(), static_cast<std::streamsize>(magic.size()));
    if (!file_ || magic != kMagic) fail();
  }

  template <typename T>
  void get(std::vector<T>& list) {
    list.resize(count());
    get_bytes(list.data(), list.size() * sizeof(T));
  }
  void get(std::vector<std::string>& list) {
    list.resize(count());
    for (std::string& text : list) {
      std::uint32_t size = 0;
      get_bytes(&size, sizeof size);
      text.resize(size);
      get_bytes(text.data(), size);
    }
  }
  void get(TextStream& stream) {
    get(stream.tokens);
    get(stream.separators);
    get(stream.starts);
    if (stream.separators.size() != stream.tokens.size() || stream.starts.size() < 2 ||
        stream.starts.back() != stream.tokens.size()) {
      fail();
    }
  }
  void get(RareLaw& law) {
    get_bytes(&law.first_rank, sizeof law.first_rank);
    get_bytes(&law.half, sizeof law.half);
    get_bytes(&law.repeat, sizeof law.repeat);
  }

 private:
  std::size_t count() {
    std::uint64_t elements = 0;
    get_bytes(&elements, sizeof elements);
    if (elements > kMostElements) fail();
    return elements;
  }
  void get_bytes(void* bytes, std::size_t size) {
    file_.read(static_cast<char*>(bytes), static_cast<std::streamsize>(size));
    if (!file_) fail();
  }
  [[noreturn]] void fail() const {
    throw UsageError("no model of bench_generate, or a damaged one: " + path_);
  }

  std::string path_;
  std::ifstream file_;
};

}  // namespace

void save(const Model& model, const std::string& path) {
  Saver saver(path);
  saver.add(model.surfaces);
  saver.add(model.separators);
  saver.add(model.titles);
  saver.add(model.bodies);
  for (const RareLaw& law : model.rare) saver.add(law);
  saver.close();
}

Model load(const std::string& path) {
  Loader loader(path);
  Model model;
  loader.get(model.surfaces);
  loader.get(model.separators);
  loader.get(model.titles);
  loader.get(model.bodies);
  for (RareLaw& law : model.rare) loader.get(law);
  return model;
}

}  // namespace newsidx::bench::generate
