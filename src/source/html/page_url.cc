#include "source/html/page_url.h"

#include <algorithm>

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxUrlBytes = 4096;

// Past the host: "/path?query".
std::string_view path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  const std::size_t path = url.find_first_of("/?#", scheme + 3);
  return path == std::string_view::npos ? std::string_view{} : url.substr(path);
}

}  // namespace

bool is_web_url(std::string_view url) {
  const bool is_web = url.starts_with("http://") || url.starts_with("https://");
  return is_web && url.size() <= kMaxUrlBytes && url.find_first_of(" \t\r\n") == url.npos;
}

std::string absolute_url(std::string_view url, std::string_view base) {
  if (is_web_url(url)) return std::string(url);
  if (!is_web_url(base) || !url.starts_with('/')) return {};
  const std::size_t scheme = base.find("://");
  const std::string_view start = url.starts_with("//")
                                     ? base.substr(0, scheme + 1)
                                     : base.substr(0, base.size() - path_of(base).size());
  std::string whole = std::string(start) + std::string(url);
  return is_web_url(whole) ? whole : std::string();
}

bool is_front_page(std::string_view url) {
  if (!is_web_url(url)) return false;
  std::string_view path = path_of(url);
  if (path.find('?') != std::string_view::npos) return false;
  path = path.substr(0, path.find('#'));
  return path.empty() || path == "/" || path == "/index.html" || path == "/index.php";
}

std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  if (url.starts_with("www.")) url.remove_prefix(4);
  return url;
}

}  // namespace newsidx::source
