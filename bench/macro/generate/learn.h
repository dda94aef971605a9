// bench/macro/generate/learn.h
//
// From the articles of a real news set to a model.
#pragma once

#include <vector>

#include "model.h"
#include "news_reader.h"

namespace newsidx::bench::generate {

/// REQUIRES at least one article with a word in its body
Model learn(const std::vector<SourceArticle>& articles);

}  // namespace newsidx::bench::generate
