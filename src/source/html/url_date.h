// source/html/url_date.h
//
// The day in the path of a url.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

namespace newsidx::source {

/// "/2019/11/19/", "/2019-11-19-", "/20191119/"; a month alone is none.
[[nodiscard]] std::optional<Timestamp> date_of_url(std::string_view url);

}  // namespace newsidx::source
