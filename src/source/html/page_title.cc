#include "source/html/page_title.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"
#include "source/html/html_text.h"
#include "source/html/page_url.h"

namespace newsidx::source {
namespace {

// What stands between a headline and the name of the site. Without blanks around them only the
// last three do, since the others join words.
constexpr std::array<std::string_view, 13> kSeparators = {
    " | ", " - ", " – ", " — ", " · ", " * ", " • ", " » ", " :: ", " ㅣ ", "|", "ㅣ", "--"};

constexpr std::size_t kMaxTitleBytes = 1000;
constexpr int kMaxCuts = 4;  // site, section, author, date

struct Candidate {
  std::string title;
  std::string key;
  double weight = 0;
};

std::string clean(std::string_view text) {
  std::string out;
  text = text.substr(0, utf8_floor(text, std::min(text.size(), kMaxTitleBytes)));
  append_squeezed(out, is_html(text) ? html_text(text) : std::string(text));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class SiteNames {
 public:
  SiteNames(const PageFacts& facts, std::string_view url) {
    add(facts.meta("og:site_name"));
    add(facts.meta("application-name"));
    add(facts.linked.publisher);
    const std::string_view host = host_of(url);
    add(host);
    add(host.substr(0, host.rfind('.')));
  }

  [[nodiscard]] bool is_one(std::string_view text) const {
    const std::string key = title_key(text);
    if (key.size() < 2) return false;
    return std::ranges::any_of(keys_, [&key](const std::string& site) {
      if (site == key) return true;
      return key.size() >= 3 && site.size() >= 3 &&
             (site.find(key) != std::string::npos || key.find(site) != std::string::npos);
    });
  }

 private:
  void add(std::string_view name) {
    std::string key = title_key(name);
    if (!key.empty()) keys_.push_back(std::move(key));
  }
  std::vector<std::string> keys_;
};

// The place of the last separator before `end`.
struct Cut {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};

Cut last_separator(std::string_view title, std::size_t end) {
  Cut cut;
  for (const std::string_view sign : kSeparators) {
    if (end < sign.size()) continue;
    const std::size_t at = title.rfind(sign, end - sign.size());
    if (at != std::string_view::npos && (cut.at == std::string_view::npos || at > cut.at)) {
      cut = {at, sign.size()};
    }
  }
  return cut;
}

// Without what follows a separator, where that is the site's name or what stands before it is a
// title that the page gives elsewhere.
std::string without_site(std::string title, const SiteNames& sites,
                         const std::vector<std::string>& other_keys) {
  for (int round = 0; round < kMaxCuts; ++round) {
    bool is_cut = false;
    std::size_t end = title.size();
    for (Cut cut = last_separator(title, end); cut.at != std::string_view::npos && cut.at > 0;
         cut = last_separator(title, end)) {
      const std::string head = title.substr(0, cut.at);
      const bool is_other = std::ranges::find(other_keys, title_key(head)) != other_keys.end();
      // A bar stands before nothing else.
      const std::string_view sign = std::string_view(title).substr(cut.at, cut.size);
      const bool is_bar = sign.find('|') != sign.npos || sign.find("ㅣ") != sign.npos;
      const bool is_short_tail = is_bar && (title.size() - cut.at) * 2 < cut.at;
      if (is_other || is_short_tail ||
          sites.is_one(std::string_view(title).substr(cut.at + cut.size))) {
        title = head;
        is_cut = true;
        break;
      }
      end = cut.at;
    }
    if (!is_cut) break;
  }
  return title;
}

}  // namespace

std::string title_key(std::string_view title) {
  std::string key;
  for (std::size_t at = 0; at < title.size();) {
    const CodePoint point = decode_utf8(title, at);
    const char32_t c = point.value;
    const bool is_sign =
        c < 0x80 ? !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                 : (c < 0xc0 || (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) ||
                    (c >= 0xff00 && c <= 0xff0f));
    if (!is_sign && c < 0x80) {
      key.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
    } else if (!is_sign) {
      key.append(title, at, point.size);
    }
    at += point.size;
  }
  return key;
}

std::string page_title(const PageFacts& facts, std::string_view url) {
  const SiteNames sites(facts, facts.canonical.empty() ? url : std::string_view(facts.canonical));
  std::string_view heading;
  for (const auto& [node, text] : facts.headings) {
    if (heading.empty() && !sites.is_one(text)) heading = text;
  }
  if (heading.empty() && !facts.headings.empty()) heading = facts.headings.front().second;
  std::vector<Candidate> candidates = {{clean(facts.linked.headline), {}, 1.5},
                                       {clean(heading), {}, 1.1},
                                       {clean(facts.meta("og:title")), {}, 1.05},
                                       {clean(facts.title), {}, 0.1},
                                       {clean(facts.meta("twitter:title")), {}, 0.05}};
  std::vector<std::string> known;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!candidates[i].title.empty()) known.push_back(title_key(candidates[i].title));
  }
  for (Candidate& candidate : candidates) {
    candidate.title = without_site(std::move(candidate.title), sites, known);
    candidate.key = title_key(candidate.title);
  }
  const Candidate* best = nullptr;
  double most = 0;
  for (const Candidate& candidate : candidates) {
    if (candidate.key.empty()) continue;
    double weight = 0;
    for (const Candidate& other : candidates) {
      if (other.key == candidate.key) weight += other.weight;
    }
    if (weight > most) {
      most = weight;
      best = &candidate;
    }
  }
  return best == nullptr ? std::string() : best->title;
}

}  // namespace newsidx::source
