extension ArticleRecord {
    /// The article itself.
    public var article: Article {
        var article = Article(
            id: id, title: title, blocks: MarkdownText.blocks(of: markdown), language: language)
        (article.tags, article.audience, article.handover) = (tags, audience, handover)
        (article.validUntil, article.synonyms, article.address) = (validUntil, synonyms, address)
        return article
    }
}
