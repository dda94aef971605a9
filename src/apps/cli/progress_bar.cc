#include "cli/progress_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace newsidx::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 100ms;  // what is done sooner needs no bar
constexpr auto kInterval = 100ms;
constexpr std::size_t kStageColumns = 10;
constexpr std::string_view kEraseLine = "\r\x1b[K";
constexpr unsigned kBarColumns =
    16;  // leaves the line under 80 columns with eight digits of articles

/// How much of the stage is done [0 to 1]; negative: not known.
double share_done(const Progress& progress) {
  if (progress.total_units == 0) return -1;
  return std::min(
      1.0, static_cast<double>(progress.done_units) / static_cast<double>(progress.total_units));
}

std::string bar(double share) {
  const auto full = static_cast<std::size_t>(share * kBarColumns);
  std::string text = " [" + std::string(full, '=');
  if (full < kBarColumns) text += '>' + std::string(kBarColumns - full - 1, ' ');
  std::array<char, 16> percent{};
  std::snprintf(percent.data(), percent.size(), "] %3d%%", static_cast<int>(share * 100));
  return text + percent.data();
}

std::string clock_text(double duration) {
  const auto whole = static_cast<long>(std::ceil(duration));
  std::array<char, 32> text{};
  if (whole < 3600) {
    std::snprintf(text.data(), text.size(), "%ld:%02ld", whole / 60, whole % 60);
  } else {
    std::snprintf(text.data(), text.size(), "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60,
                  whole % 60);
  }
  return text.data();
}

}  // namespace

ProgressBar::ProgressBar(unsigned width, Time start, Draw draw)
    : width_(width), start_(start), draw_(std::move(draw)), stage_start_(start) {}

void ProgressBar::update(const Progress& progress, Time now) {
  if (progress.stage != stage_) {
    if (!stage_.empty()) stage_start_ = now;  // the first one starts with the bar
    stage_ = progress.stage;
  }
  if (now - start_ < kPatience) return;
  if (drawn_ && now - *drawn_ < kInterval) return;
  drawn_ = now;
  visible_ = true;
  draw_(std::string(kEraseLine) + line(progress, now));
}

void ProgressBar::clear() {
  if (!visible_) return;
  draw_(kEraseLine);
  visible_ = false;
  drawn_.reset();
}

std::string ProgressBar::line(const Progress& progress, Time now) const {
  std::string text = progress.stage;
  text.resize(std::max(text.size(), kStageColumns), ' ');
  if (const double share = share_done(progress); share >= 0) text += bar(share);
  text += "  " + progress.detail + remaining(progress, now);
  // Only ASCII here: a byte is a column. The last column stays free, or some terminals wrap.
  return text.substr(0, width_ > 1 ? width_ - 1 : 0);
}

std::string ProgressBar::remaining(const Progress& progress, Time now) const {
  const double share = share_done(progress);
  const double passed = std::chrono::duration<double>(now - stage_start_).count();
  if (share <= 0 || share >= 1 || passed <= 0) return "";
  return "  " + clock_text(passed * (1 - share) / share) + " left";
}

}  // namespace newsidx::cli
