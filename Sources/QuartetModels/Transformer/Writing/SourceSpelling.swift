package import QuartetText

/// Puts the tokens of a vocabulary in lower case together as a text: words that stand in a source are spelt and spaced as
/// there, so that names, prices and times keep their form, and sentences begin with a capital.
package struct SourceSpelling {
    /// A word or mark of a source.
    private struct Word {
        let key, spelling: String
        let pieces: Int
        let beginsSentence, touchesNext: Bool
    }

    private struct Pair: Hashable {
        let first, second: String
    }

    private let tokenizer: Tokenizer
    private var spellings: [String: String] = [:]
    private var touches: [Pair: Bool] = [:]

    private static let prefix = "##"

    init(_ texts: [String], _ description: AnswerWriter.Description, _ tokenizer: Tokenizer) throws {
        try self.init(texts, tokenizer) { description.cased($0) }
    }

    /// - Parameter cased: a text as the tokenizer sees it, with the same places.
    package init(_ texts: [String], _ tokenizer: Tokenizer, cased: (String) -> String = { $0 }) throws {
        self.tokenizer = tokenizer
        for text in texts {
            let words = try Self.words(of: text, cased(text), tokenizer)
            // Within a sentence a word has the case that it always has.
            let inOrder = words.indices.sorted {
                (words[$0].beginsSentence ? 1 : 0, $0) < (words[$1].beginsSentence ? 1 : 0, $1)
            }
            for place in inOrder {
                let word = words[place]
                let next = place + 1 < words.count ? words[place + 1] : nil
                let spelling = Self.isName(word, before: next) ? word.spelling : word.spelling.lowercased()
                spellings[word.key] = spellings[word.key] ?? spelling
                if let next {
                    let pair = Pair(first: word.key, second: next.key)
                    touches[pair] = touches[pair] ?? word.touchesNext
                }
            }
        }
    }

    /// The text of tokens that were written.
    package func text(of ids: [Int32]) -> String {
        var words: [String] = []
        for id in ids where !tokenizer.isSpecial(id) {
            guard let token = tokenizer.token(id) else { continue }
            if token.hasPrefix(Self.prefix), token.count > Self.prefix.count, !words.isEmpty {
                words[words.count - 1] += token.dropFirst(Self.prefix.count)
            } else {
                words.append(token)
            }
        }
        var (text, isOpen, beginsSentence) = ("", false, true)
        for (place, word) in words.enumerated() {
            if place > 0, !isTouching(words[place - 1], word, inQuotes: isOpen) { text += " " }
            if word == "\"" { isOpen.toggle() }
            let spelling = spellings[word] ?? (word == "i" ? "I" : word)
            text += beginsSentence ? spelling.prefix(1).uppercased() + spelling.dropFirst() : spelling
            let next = place + 1 < words.count ? words[place + 1] : ""
            let ends = ".!?".contains(word) && !isTouching(word, next, inQuotes: isOpen)
            beginsSentence = ends || (beginsSentence && !word.contains { $0.isLetter || $0.isNumber })
        }
        return text
    }

    /// Whether two words are written without a space between them.
    private func isTouching(_ first: String, _ second: String, inQuotes: Bool) -> Bool {
        if let known = touches[Pair(first: first, second: second)] { return known }
        if first == "\"" || second == "\"" { return inQuotes }
        if ["'", "’"].contains(first) { return Self.contractions.contains(second) }
        return Self.touchingBefore.contains(second) || Self.touchingBehind.contains(first)
    }

    private static let contractions: Set<String> = ["s", "t", "re", "ve", "ll", "d", "m"]
    private static let touchingBefore: Set<String> = [
        ",", ".", ";", ":", "!", "?", "%", ")", "'", "’", "-", "/",
    ]
    private static let touchingBehind: Set<String> = ["(", "£", "$", "€", "-", "/", "#"]

    /// A word with a capital that is not only there because a sentence begins: within one, or of several pieces, as names
    /// are, or in capitals, or before another name.
    private static func isName(_ word: Word, before next: Word?) -> Bool {
        if !word.beginsSentence || word.pieces > 1 { return true }
        if word.spelling.dropFirst().contains(where: \.isUppercase) { return true }
        guard let next, !word.touchesNext else { return false }
        return next.spelling.first?.isUppercase == true && next.spelling.count > 1
    }

    private static func words(of text: String, _ cased: String, _ tokenizer: Tokenizer) throws -> [Word] {
        let options = EncodingOptions(addsSpecialTokens: false, findsSpecialTokens: false)
        let encoding = try tokenizer.encode(cased, options: options)
        var groups: [(key: String, bytes: Range<Int>, pieces: Int)] = []
        for (id, bytes) in zip(encoding.ids, encoding.offsets) {
            let token = tokenizer.token(id) ?? ""
            if token.hasPrefix(prefix), token.count > prefix.count, let last = groups.last {
                groups[groups.count - 1] = (
                    last.key + token.dropFirst(prefix.count),
                    last.bytes.lowerBound..<max(last.bytes.upperBound, bytes.upperBound), last.pieces + 1
                )
            } else {
                groups.append((token, bytes, 1))
            }
        }
        let places = TextPlaces(text)
        return groups.enumerated().map { index, group in
            let before = index > 0 ? groups[index - 1] : nil
            let next = index + 1 < groups.count ? groups[index + 1] : nil
            return Word(
                key: group.key, spelling: places.part(group.bytes), pieces: group.pieces,
                beginsSentence: before.map {
                    ".:!?\"".contains($0.key) && $0.bytes.upperBound <= group.bytes.lowerBound
                } ?? true,
                touchesNext: next.map { $0.bytes.lowerBound == group.bytes.upperBound } ?? false)
        }
    }
}
