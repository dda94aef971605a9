// source/xml/xml_formats.h
//
// The formats behind xml_record.h: each reads one element of a tree into a draft.
//
// Threads: pure functions.
#pragma once

#include "source/xml/article_draft.h"
#include "source/xml/xml_tree.h"

namespace newsidx::source {

/// @return whether it is news; what is not needs no article
using XmlFormat = bool (*)(const XmlTree& tree, std::uint32_t node, ArticleDraft& draft);

bool read_feed_item(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft);
bool read_sitemap_url(const XmlTree& tree, std::uint32_t url, ArticleDraft& draft);
bool read_newsml_g2(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft);
bool read_newsml_1(const XmlTree& tree, std::uint32_t item, ArticleDraft& draft);
bool read_nitf(const XmlTree& tree, std::uint32_t nitf, ArticleDraft& draft);
bool read_collection_document(const XmlTree& tree, std::uint32_t node, ArticleDraft& draft);

}  // namespace newsidx::source
