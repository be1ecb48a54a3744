internal import Foundation

/// A technique in which a print was made: it changes the edges of its figures.
public enum ClothTechnique: String, Sendable, Codable, CaseIterable {
    case watercolour, batik
    case blockPrint = "block print"

    fileprivate var words: String {
        switch self {
        case .watercolour: "water[ -]?colou?rs?|aquarelle?"
        case .batik: "batik"
        case .blockPrint: "(hand[ -])?block[ -]?print(ed)?|wood[ -]?block|lino[ -]?cut"
        }
    }
}

/// The wish for cloth by itself as it was understood.
public struct ClothReading: Sendable, Codable, Equatable {
    /// The wish; its garment stands for any cloth.
    public let reading: WishReading
    /// Requested number of colours.
    public let colourCount: Int?
    public let technique: ClothTechnique?

    public var request: DesignRequest { reading.request }
}

extension PromptReader {
    /// Reads a wish for cloth by itself: pattern, material, colours and technique.
    ///
    /// - Throws: ``ClothError/namesGarment(_:)`` where it names a garment, else as ``read(_:)``.
    public func readCloth(_ prompt: String) throws -> ClothReading {
        var words = prompt
        let number = Self.takeColourCount(&words)
        let technique = ClothTechnique.allCases.first { Self.take($0.words, from: &words) != nil }
        var reading: WishReading?
        if technique != nil, words.contains(where: \.isLetter) {
            // A technique says how; what is left says which pattern.
            let rest = try settled(words, prompt)
            if rest.request.pattern != nil { reading = rest }
        }
        if reading == nil {
            var whole = prompt
            _ = Self.takeColourCount(&whole)
            reading = try settled(whole, prompt)
        }
        guard let reading else { throw PromptError.empty }
        return ClothReading(reading: reading, colourCount: number, technique: technique)
    }

    private func settled(_ words: String, _ prompt: String) throws -> WishReading {
        guard words.contains(where: { $0.isLetter || $0.isNumber }) else { throw PromptError.empty }
        guard let cloth = catalogs.garments.garment("scarf") ?? catalogs.garments.garments.first else {
            throw DesignError.badRecord("the catalog has no garments")
        }
        let wish = try drafts(of: words, cloth: cloth)
        var reading = wish.reading
        reading.garments = try wish.drafts.map(PromptSettlement.settle)
        for index in reading.garments.indices {
            reading.garments[index].request.prompt = prompt
            reading.garments[index].unused = reading.garments[index].unused.map {
                PromptReading.Unused(
                    words: $0.words,
                    reason: $0.reason.replacing(cloth.nameWithArticle, with: "cloth by itself"))
            }
        }
        return reading
    }

    private static let numbers = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "single": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "deux": 2, "trois": 3,
        "quatre": 4,
        "cinq": 5,
    ]

    /// "three colours", "in 4 colors": the number, and the wish without it.
    private static func takeColourCount(_ words: inout String) -> Int? {
        let names = numbers.keys.sorted().joined(separator: "|")
        let pattern = "(in )?(\(names)|[0-9]{1,3})[ -](colou?rs?|colou?red|farben|couleurs)"
        guard let found = take(pattern, from: &words) else { return nil }
        let word = found.lowercased().split { " -".contains($0) }.first { $0 != "in" }
        return word.flatMap { Int($0) ?? numbers[String($0)] }
    }

    /// Removes the first match of whole words.
    private static func take(_ pattern: String, from words: inout String) -> String? {
        guard
            let range = words.range(
                of: "(?<![\\p{L}\\p{N}#])(\(pattern))(?![\\p{L}\\p{N}])",
                options: [.regularExpression, .caseInsensitive])
        else { return nil }
        let found = String(words[range])
        words.replaceSubrange(range, with: "")
        return found
    }
}
