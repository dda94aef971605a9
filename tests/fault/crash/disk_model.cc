#include "fault/crash/disk_model.h"

#include <dirent.h>

#include <algorithm>
#include <utility>

#include "fault/crash/raw_calls.h"

namespace newsidx::testing {
namespace {

std::vector<std::string> names_in(int folder) {
  std::vector<std::string> names;
  DIR* const listed = fdopendir(raw::reopen(folder, O_RDONLY | O_DIRECTORY));
  if (listed == nullptr) return names;
  while (const dirent* const entry = readdir(listed)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  closedir(listed);
  return names;
}

void remove_all(int folder) {
  for (const std::string& name : names_in(folder)) {
    if (raw::unlink(folder, name.c_str(), 0) == 0) continue;
    const int inner = raw::open(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    remove_all(inner);
    close(inner);
    raw::unlink(folder, name.c_str(), AT_REMOVEDIR);
  }
}

// Of what a file holds now, that was not there when it was synced, the beginning.
std::string cut_of(const std::string& synced, const std::string& now, std::mt19937_64& numbers) {
  if (!now.starts_with(synced)) return numbers() % 2 == 0 ? synced : now;
  return now.substr(0, synced.size() + numbers() % (now.size() - synced.size() + 1));
}

// Any of its sectors. Those that are behind the old end, and did not make it, are zeros.
std::string torn_of(const std::string& synced, const std::string& now, std::mt19937_64& numbers) {
  const std::size_t sector = numbers() % 2 == 0 ? 512 : 4096;
  std::string old = synced;
  old.resize(now.size());
  std::string result;
  for (std::size_t at = 0; at < now.size(); at += sector) {
    result += (numbers() % 2 == 0 ? old : now).substr(at, sector);
  }
  return result;
}

std::string left_of(const std::string& synced, const std::string& now, Fault fault,
                    std::mt19937_64& numbers) {
  if (now == synced || fault == Fault::lost || fault == Fault::names_kept) return synced;
  switch (numbers() % 4) {
    case 0: return synced;
    case 1: return now;
    default: break;
  }
  return fault == Fault::cut ? cut_of(synced, now, numbers) : torn_of(synced, now, numbers);
}

}  // namespace

DiskModel::DiskModel(const std::string& folder)
    : root_(raw::open(AT_FDCWD, folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  struct stat found {};
  fstat(root_, &found);
  root_inode_ = found.st_ino;
  folder_names_[root_inode_] = ".";
  take_all(root_, root_inode_);
}

void DiskModel::take_all(int folder, ino_t inode) {
  Names names;
  folders_[inode];  // it is known, whatever it holds
  folder_descriptors_[inode] = raw::reopen(folder, O_RDONLY | O_DIRECTORY);
  for (const std::string& name : names_in(folder)) {
    struct stat found {};
    if (fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) continue;
    names[name] = found.st_ino;
    take(folder, name, found.st_ino);
    const auto file = files_.find(found.st_ino);
    if (file != files_.end()) file->second.synced = raw::read_all(file->second.descriptor);
  }
  folders_[inode] = std::move(names);
}

void DiskModel::take(int folder, const std::string& name, ino_t inode) {
  if (has_file(inode) || has_folder(inode)) return;
  struct stat found {};
  if (fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (S_ISDIR(found.st_mode)) {
    folder_names_[inode] = name;
    const int inner = raw::open(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    take_all(inner, inode);
    close(inner);
    return;
  }
  const int file = raw::open(folder, name.c_str(), O_RDONLY | O_CLOEXEC);
  files_[inode] = File{file, {}, name};
}

std::string DiskModel::name_of(ino_t inode) const {
  const auto folder = folder_names_.find(inode);
  if (folder != folder_names_.end()) return folder->second;
  const auto file = files_.find(inode);
  return file == files_.end() ? "" : file->second.name;
}

void DiskModel::change(const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    if (change.inode == 0) continue;
    take(folder_descriptors_.at(change.folder), change.name, change.inode);
    const auto file = files_.find(change.inode);
    if (file != files_.end()) file->second.name = change.name;
  }
  pending_.push_back(changes);
}

void DiskModel::take_unnamed(int file) {
  struct stat found {};
  fstat(file, &found);
  files_[found.st_ino] = File{raw::reopen(file, O_RDONLY), {}, "unnamed"};
}

void DiskModel::sync_file(ino_t file) {
  File& synced = files_.at(file);
  synced.synced = raw::read_all(synced.descriptor);
}

void DiskModel::sync_folder(ino_t folder) {
  for (std::vector<Change>& changes : pending_) {
    std::erase_if(changes, [&](const Change& change) {
      if (change.folder != folder) return false;
      if (change.inode == 0) folders_[folder].erase(change.name);
      if (change.inode != 0) folders_[folder][change.name] = change.inode;
      return true;
    });
  }
  std::erase_if(pending_, [](const auto& changes) { return changes.empty(); });
}

void DiskModel::fail(Fault fault, std::mt19937_64& numbers) {
  std::size_t kept = pending_.size();
  if (fault == Fault::lost) kept = 0;
  if (fault != Fault::lost && fault != Fault::names_kept) kept = numbers() % (kept + 1);
  std::map<ino_t, Names> names = folders_;
  for (std::size_t i = 0; i < kept; ++i) {
    for (const Change& change : pending_[i]) {
      if (change.inode == 0) names[change.folder].erase(change.name);
      if (change.inode != 0) names[change.folder][change.name] = change.inode;
    }
  }
  remove_all(root_);
  write_out(root_, root_inode_, names, fault, numbers);
}

void DiskModel::write_out(int folder, ino_t inode, std::map<ino_t, Names>& names, Fault fault,
                          std::mt19937_64& numbers) {
  for (const auto& [name, of_name] : names[inode]) {
    if (has_folder(of_name)) {
      raw::mkdir(folder, name.c_str(), 0777);
      const int inner = raw::open(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      write_out(inner, of_name, names, fault, numbers);
      close(inner);
      continue;
    }
    const File& file = files_.at(of_name);
    const std::string now = raw::read_all(file.descriptor);
    const int made = raw::open(folder, name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    raw::write_all(made, left_of(file.synced, now, fault, numbers));
    close(made);
  }
}

}  // namespace newsidx::testing
