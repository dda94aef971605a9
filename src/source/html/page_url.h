// source/html/page_url.h
//
// The little of urls that telling pages apart takes.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// "http://..." or "https://...", without blanks.
[[nodiscard]] bool is_web_url(std::string_view url);

/// A url as a page writes it: also "//host/path" and "/path".
/// @param base  of the page, where known
/// @return "" when it is no url of the web
[[nodiscard]] std::string absolute_url(std::string_view url, std::string_view base);

/// Of a whole site: without a path, or only "index.html".
[[nodiscard]] bool is_front_page(std::string_view url);

/// The host, without "www.": "news.example.org". "" when it has none.
[[nodiscard]] std::string_view host_of(std::string_view url);

}  // namespace newsidx::source
