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
    : width_(width), start_(start), draw_(std::move(draw)) {}

void ProgressBar::update(const Progress& progress, Time now) {
  const double passed = std::chrono::duration<double>(now - start_).count();
  const auto seconds_left = time_left_.update(progress.stage, progress.share, passed);
  if (now - start_ < kPatience) return;
  if (drawn_ && now - *drawn_ < kInterval) return;
  drawn_ = now;
  visible_ = true;
  draw_(std::string(kEraseLine) + line(progress, seconds_left));
}

void ProgressBar::clear() {
  if (!visible_) return;
  draw_(kEraseLine);
  visible_ = false;
  drawn_.reset();
}

std::string ProgressBar::line(const Progress& progress, std::optional<double> seconds_left) const {
  std::string text = progress.stage;
  text.resize(std::max(text.size(), kStageColumns), ' ');
  if (progress.share >= 0) text += bar(std::min(progress.share, 1.0));
  text += "  " + progress.detail;
  if (seconds_left) text += "  " + clock_text(*seconds_left) + " left";
  // Only ASCII here: a byte is a column. The last column stays free, or some terminals wrap.
  return text.substr(0, width_ > 1 ? width_ - 1 : 0);
}

}  // namespace newsidx::cli
