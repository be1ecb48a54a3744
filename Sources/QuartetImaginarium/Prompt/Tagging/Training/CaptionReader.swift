internal import Foundation
internal import QuartetFiles

/// Captions that people wrote, with the labels of the catalogs' phrases in them.
struct CaptionReader {
    let phrases: TaggerPhrases
    /// Words of the longest phrase.
    private static let longest = 5

    private struct Line: Decodable { let captions: [String] }

    /// The captions of Fashion-IQ (Wu et al., 2021): JSON lines with `captions`, plain or gzip.
    ///
    /// - Throws: `FileError` with the number of the line that is not such an object.
    static func captions(_ path: String) throws -> [String] {
        let text = try FileBytes.text(of: DecompressedFile.read(path), name: path)
        var captions: [String] = []
        for (number, line) in text.split(separator: "\n").enumerated() {
            do {
                captions += try JSONDecoder().decode(Line.self, from: Data(line.utf8)).captions
            } catch {
                throw FileError.damaged(
                    file: path,
                    reason: "line \(number + 1) is not an object with captions: "
                        + DecodingError.reason(of: error))
            }
        }
        return captions
    }

    /// The caption in pieces; nil where a phrase is unknown, or has several kinds: a wrong label teaches more than none.
    func tagged(_ caption: String) -> TaggedWish? {
        let tokens = PromptTokens.tokens(Array(caption))
        let words = tokens.map { phrases.vocabulary.spelling(of: $0.word) }
        var wish = TaggedWish()
        var index = 0
        while index < words.count {
            let ends = (index + 1...min(index + Self.longest, words.count)).reversed()
            guard
                let end = ends.first(where: { end in
                    tokens[index..<end - 1].allSatisfy { $0.pause == .none }
                        && phrases.isClear(Array(words[index..<end]))
                })
                    ?? (words[index].allSatisfy(\.isNumber) ? index + 1 : nil)
            else { return nil }
            let own = Array(words[index..<end])
            let kind = phrases.kind(of: own)
            wish.pieces.append(.init(words: own, label: kind.map { WishLabel(kind: $0) }))
            if tokens[end - 1].pause == .comma { wish.pause(",") }
            if tokens[end - 1].pause == .stop { wish.pause(".") }
            index = end
        }
        giveParts(&wish)
        return wish.pieces.contains { $0.label != nil } ? wish : nil
    }

    /// A cloth directly before a part is the part's.
    private func giveParts(_ wish: inout TaggedWish) {
        var isPart = false
        for index in wish.pieces.indices.reversed() {
            guard let label = wish.pieces[index].label else {
                isPart = false
                continue
            }
            if label.kind.isCloth {
                wish.pieces[index].label = WishLabel(kind: label.kind, isOfPart: isPart)
            } else {
                let noun = wish.pieces[index].words.last ?? ""
                isPart = [.part, .collar, .sleeves].contains(label.kind) || phrases.partNouns.contains(noun)
            }
        }
    }
}
