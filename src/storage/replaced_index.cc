#include "storage/replaced_index.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>  // renameat2
#include <filesystem>
#include <new>
#include <random>
#include <string_view>
#include <system_error>

#include "base/status_macros.h"
#include "storage/directory.h"

namespace newsidx::storage {
namespace {

constexpr std::string_view kBeside = ".restoring-";
constexpr std::string_view kAway = ".replaced-";
constexpr std::string_view kKept = ".damaged-";

bool rename_in(const Folder& parent, const std::string& from, const std::string& to) {
  return renameat(parent.descriptor(), from.c_str(), parent.descriptor(), to.c_str()) == 0;
}

// All of it that is ours goes, and then the folder, if that was all.
void remove_index(std::unique_ptr<IndexFolder> index, const Folder& parent,
                  const std::string& name) {
  const bool is_it = parent.has(name, index->folder().descriptor());
  index->give_up();
  index.reset();
  if (is_it) parent.remove_folder(name);
}

// What killed restores of the index of this name left: folders of our own that nobody works at.
void remove_leftovers(const Folder& parent, const std::string& parent_path,
                      const std::string& name) {
  const auto names = parent.names();
  if (!names) return;
  for (const std::string& each : *names) {
    std::string_view number(each);
    if (!number.starts_with(name)) continue;
    number.remove_prefix(name.size());
    if (!number.starts_with(kBeside)) continue;
    number.remove_prefix(kBeside.size());
    const bool is_number = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    if (number.empty() || !is_number || parent.kind_of(each) != Kind::folder) continue;
    if (parent.remove_folder(each)) continue;  // it was empty
    const std::string path = parent_path + '/' + each;
    const auto standing = look_at(path);
    if (!standing || standing->what != Standing::What::marked) continue;
    auto index = IndexFolder::claim_replaced(path);
    if (index) remove_index(*std::move(index), parent, each);
  }
}

}  // namespace

bool exchange(const Folder& parent, const std::string& a, const std::string& b) {
  return renameat2(parent.descriptor(), a.c_str(), parent.descriptor(), b.c_str(),
                   RENAME_EXCHANGE) == 0;
}

bool exchange_in_steps(const Folder& parent, const std::string& a, const std::string& b,
                       const std::string& third) {
  if (!rename_in(parent, a, third)) return false;
  if (!rename_in(parent, b, a)) {
    const int number = errno;
    static_cast<void>(rename_in(parent, third, a));
    errno = number;
    return false;
  }
  static_cast<void>(rename_in(parent, third, b));  // a failure leaves the old index under a name
  return true;
}

Result<ReplacedIndex> ReplacedIndex::take(const std::string& path) {
  NEWSIDX_ASSIGN_OR_RETURN(auto index, IndexFolder::claim_replaced(path));
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::canonical(path, error);  // behind links
  const std::string parent_path = whole.parent_path().string();
  const std::string name = whole.filename().string();
  auto parent = Folder::open(parent_path);
  if (error || !parent || !parent->has(name, index->folder().descriptor())) {
    return fail(ErrorCode::io, "cannot open the folder of '" + path +
                                   "': " + (parent ? "it was moved away" : parent.error().message));
  }
  remove_leftovers(*parent, parent_path, name);
  std::string name_beside = name;
  name_beside.append(kBeside).append(std::to_string(std::random_device()()));
  std::string path_beside = parent_path + '/' + name_beside;
  return ReplacedIndex(std::move(index), *std::move(parent), name, std::move(name_beside),
                       std::move(path_beside));
}

Status ReplacedIndex::replace_by(IndexCopy& copy) {
  const auto cannot_replace = [this](const std::string& why) {
    return fail(ErrorCode::io, "cannot replace the index at '" + index_->path() + "': " + why);
  };
  if (!parent_.has(name_, index_->folder().descriptor()) ||
      !parent_.has(name_beside_, copy.folder().folder().descriptor())) {
    return cannot_replace("it was moved away meanwhile");
  }
  NEWSIDX_RETURN_IF_ERROR(copy.keep());
  bool is_done = exchange(parent_, name_, name_beside_);
  if (!is_done && (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)) {
    const std::string number = name_beside_.substr(name_beside_.rfind('-') + 1);
    is_done = exchange_in_steps(parent_, name_, name_beside_, name_ + std::string(kAway) + number);
  }
  if (!is_done) {
    const int number = errno;
    copy.give_up();
    return cannot_replace(std::generic_category().message(number));
  }
  const bool is_on_disk = fsync(parent_.descriptor()) == 0;
  remove_index(std::move(index_), parent_, name_beside_);
  if (!is_on_disk) return fail(ErrorCode::io, "the index was replaced, which may not be on disk");
  return {};
}

// The new one gets the name that the old one is to have first, and then they are exchanged: so what
// is named as a copy on its way, which the next restore removes, is never the old one.
Result<std::string> ReplacedIndex::replace_and_keep() {
  const auto cannot_replace = [this](const std::string& why) {
    return fail(ErrorCode::io, "cannot replace the index at '" + index_->path() + "': " + why);
  };
  if (!parent_.has(name_, index_->folder().descriptor()) ||
      parent_.kind_of(name_beside_) != Kind::folder) {
    return cannot_replace("it was moved away meanwhile");
  }
  unsigned number = 1;
  const auto name_of = [&] { return name_ + std::string(kKept) + std::to_string(number); };
  while (parent_.kind_of(name_of()) != Kind::missing) ++number;
  const std::string kept = name_of();
  if (!rename_in(parent_, name_beside_, kept)) {
    return cannot_replace(std::generic_category().message(errno));
  }
  bool is_done = exchange(parent_, name_, kept);
  if (!is_done && (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)) {
    is_done = exchange_in_steps(parent_, name_, kept, kept + std::string(kAway));
  }
  if (!is_done) {
    const int error = errno;
    static_cast<void>(rename_in(parent_, kept, name_beside_));
    return cannot_replace(std::generic_category().message(error));
  }
  name_kept_ = kept;
  const std::string path = path_beside_.substr(0, path_beside_.rfind('/') + 1) + kept;
  if (fsync(parent_.descriptor()) != 0) {
    return fail(
        ErrorCode::io,
        "the index was replaced, which may not be on disk; the damaged one is '" + path + "'");
  }
  return path;
}

void ReplacedIndex::discard() noexcept try {
  remove_index(std::move(index_), parent_, name_kept_);
} catch (const std::bad_alloc&) {  // it stays
}

void ReplacedIndex::give_up_beside() noexcept try {
  auto made = IndexFolder::claim_replaced(path_beside_);
  if (made) remove_index(*std::move(made), parent_, name_beside_);
  static_cast<void>(parent_.remove_folder(name_beside_));
} catch (const std::bad_alloc&) {  // the next restore or repair removes it
}

}  // namespace newsidx::storage
