/// What was read from files: the articles, and what is wrong with the files.
public struct ReadArticles: Sendable, Equatable {
    /// An article with the place that it comes from.
    public struct Entry: Sendable, Equatable {
        public var article: Article
        /// The path of its file.
        public var file: String
        /// The path that was asked for: the file itself or a folder around it.
        public var source: String
        package var links: [ArticleLink] = []
        package var anchors: Set<String> = []

        public init(article: Article, file: String, source: String) {
            (self.article, self.file, self.source) = (article, file, source)
        }
    }

    /// In the order of the paths, of a folder in the order of its files' names. No two have the same id.
    public var entries: [Entry]
    public var problems: [ArticleProblem]
    /// The paths that were asked for.
    public var sources: [String]

    public init(entries: [Entry] = [], problems: [ArticleProblem] = [], sources: [String] = []) {
        (self.entries, self.problems, self.sources) = (entries, problems, sources)
    }

    public var articles: [Article] { entries.map(\.article) }
}
