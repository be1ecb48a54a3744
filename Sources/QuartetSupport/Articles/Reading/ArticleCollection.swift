internal import Foundation
internal import QuartetFiles

/// Gathers what was read from files: gives each article its id, and refuses a second one with the same.
struct ArticleCollection {
    private(set) var result: ReadArticles
    private let guess: (String) -> String?
    /// Files that were read, by what they are rather than by their paths.
    private var files: Set<String> = []
    private var places: [String: (file: String, line: Int?, question: String)] = [:]

    init(sources: [String], guess: @escaping (String) -> String?) {
        result = ReadArticles(sources: sources)
        self.guess = guess
    }

    /// Whether a file was not read before, under whatever path.
    mutating func isNew(_ path: String) -> Bool {
        files.insert(URL(fileURLWithPath: path).resolvingSymlinksInPath().path).inserted
    }

    mutating func add(
        problem file: String, _ what: String, _ remedy: String, _ outcome: ArticleProblem.Outcome
    ) {
        result.problems.append(ArticleProblem(file: file, what, remedy, outcome))
    }

    /// - Parameter name: the path of a page in its folder.
    mutating func add(_ read: ReadFile, file: String, name: String?, source: String) {
        result.problems += read.problems
        let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let fallback = PlainText.line(name.map { Self.withoutEnding($0) } ?? stem)
        for draft in read.drafts {
            let article = draft.article(
                id: read.isList ? id(ofQuestion: draft.title ?? "") : fallback, guess: guess)
            noteSize(of: article, file, draft.line)
            add(article, draft, file, source)
        }
    }

    private static func withoutEnding(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > (name.lastIndex(of: "/") ?? name.startIndex) else {
            return name
        }
        return String(name[..<dot])
    }

    private mutating func add(_ article: Article, _ draft: ArticleDraft, _ file: String, _ source: String) {
        if let first = places[article.id] {
            let place = first.line.map { "\(first.file):\($0)" } ?? first.file
            let what = "the id '\(article.id)' is also that of \(place)"
            result.problems.append(
                ArticleProblem(
                    file: file, line: draft.line, what, "give one of them another id; the first one holds",
                    .refused))
            return
        }
        places[article.id] = (file, draft.line, draft.title ?? "")
        var entry = ReadArticles.Entry(article: article, file: file, source: source)
        (entry.links, entry.anchors) = (draft.links, draft.anchors)
        result.entries.append(entry)
    }

    private mutating func noteSize(of article: Article, _ file: String, _ line: Int?) {
        let size = article.blocks.reduce(0) { $0 + $1.signature.utf8.count }
        guard size > ArticleFiles.largeArticle else { return }
        let shown = (Double(size) / 104_857.6).rounded() / 10
        result.problems.append(
            ArticleProblem(
                file: file, line: line, "an article of \(shown) MB", "write several: people find short ones",
                .read))
    }

    /// A short form of a question: its words with hyphens between them. Another question with the same short form gets a
    /// number made of its text, so that its id does not depend on how many rows there are.
    private func id(ofQuestion question: String) -> String {
        let words = Anchor.slug(question).split(separator: "-")
        var slug = ""
        for word in words where slug.unicodeScalars.count + word.unicodeScalars.count < 60 {
            slug += (slug.isEmpty ? "" : "-") + word
        }
        let mark = String(Fingerprint(question).text.suffix(8))
        if slug.isEmpty { return "question-" + mark }
        guard let first = places[slug], first.question != question else { return slug }
        return slug + "-" + mark
    }
}
