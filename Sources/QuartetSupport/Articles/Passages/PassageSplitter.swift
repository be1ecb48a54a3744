/// Splits articles into passages that an encoder reads whole.
///
/// Passages follow the headings. A section that does not fit is split between its paragraphs, items and rows, then between
/// statements; a statement that does not fit by itself is cut between words. Nothing is lost.
public struct PassageSplitter {
    private let fits: (String) -> Bool

    /// - Parameter fits: whether an encoder reads a text (``Passage/encodedText``) to its end.
    public init(fits: @escaping (String) -> Bool) { self.fits = fits }

    /// The passages in the order of the text. An article without a text gives one with its title.
    public func passages(of article: Article) -> [Passage] {
        var passages: [Passage] = []
        let title = shortened(article.title)
        // A good guess for the next passage: as many bytes as the last one had.
        var bytes = 800
        var spilled = title == article.title ? [] : [article.title]
        for section in ArticleSections(article).sections {
            var place = Passage(
                article: article.id, place: 0, title: title, headings: section.headings, statements: [])
            var section = section
            // Headings that leave no room become statements.
            while !place.headings.isEmpty, !leavesRoom(place) { spilled.append(place.headings.removeFirst()) }
            section.insert(spilled)
            spilled = []
            for statements in packed(section, place, &bytes) {
                place.place = passages.count
                place.statements = statements
                passages.append(place)
            }
        }
        return passages
    }

    /// Title and headings take at most half of what fits.
    private func leavesRoom(_ passage: Passage) -> Bool {
        fits(passage.encoded(([passage.title] + passage.headings).joined(separator: ". ")))
    }

    private func shortened(_ title: String) -> String {
        func leavesRoom(_ title: String) -> Bool {
            self.leavesRoom(Passage(article: "", place: 0, title: title, headings: [], statements: []))
        }
        if leavesRoom(title) { return title }
        let characters = Array(title)
        let count = Search.most(characters.count, guess: 100) { leavesRoom(String(characters[..<$0])) }
        let short = characters[..<count]
        let words = short.lastIndex(of: " ").map { short[..<$0] } ?? short
        return String(words)
    }

    /// The statements of a section in groups that fit.
    private func packed(
        _ section: ArticleSections.Section, _ passage: Passage, _ bytes: inout Int
    ) -> [[String]] {
        var groups: [[String]] = []
        let texts = section.statements.map(\.text)
        let ends = Set(section.ends)
        var start = 0
        while start < texts.count {
            func fits(_ count: Int) -> Bool {
                self.fits(passage.encoded(texts[start..<start + count].joined(separator: " ")))
            }
            let guess = Self.count(of: texts[start...], bytes: bytes)
            let count = Search.most(texts.count - start, guess: guess, fits: fits)
            guard count > 0 else {
                groups += section.statements[start].pieces { self.fits(passage.encoded($0)) }.map { [$0] }
                start += 1
                continue
            }
            bytes = texts[start..<start + count].reduce(0) { $0 + $1.utf8.count + 1 }
            let end = (start + 1...start + count).last { ends.contains($0) } ?? start + count
            groups.append(Array(texts[start..<end]))
            start = end
        }
        return groups
    }

    /// How many texts have so many bytes together.
    private static func count(of texts: ArraySlice<String>, bytes: Int) -> Int {
        var (count, rest) = (0, bytes)
        for text in texts {
            rest -= text.utf8.count + 1
            if rest < 0 { break }
            count += 1
        }
        return max(count, 1)
    }
}

extension ArticleSections.Section {
    /// Puts texts in front of its statements.
    fileprivate mutating func insert(_ texts: [String]) {
        if texts.isEmpty { return }
        statements.insert(contentsOf: texts.map { Statement([$0]) }, at: 0)
        ends = [texts.count] + ends.map { $0 + texts.count }
    }
}
