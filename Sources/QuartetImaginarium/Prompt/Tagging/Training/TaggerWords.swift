internal import Foundation
import QuartetCatalogs
internal import QuartetFiles

/// What the tagger learns from besides the words that can be drawn: `catalogs/wishes.xml`.
struct TaggerWords {
    /// A word of an aside of `garments.xml`, and the kind of all its words.
    let asides: [(like: String, kind: WishKind)]
    let words: [WishKind: [String]]
    /// Words around the phrases of a wish, by their use.
    let small: [String: [String]]

    /// Reads the validated catalog.
    init(_ catalog: Catalog) throws {
        asides = try catalog.root.children("aside").map { entry in
            let kind: WishKind = try entry.choice("kind")
            return (try entry.string("like"), kind)
        }
        var words: [WishKind: [String]] = [:]
        for entry in catalog.root.children("words") {
            let kind: WishKind = try entry.choice("kind")
            words[kind, default: []] += entry.list("words")
        }
        self.words = words
        small = Dictionary(
            try catalog.root.children("small").map { (try $0.string("id"), $0.list("words")) },
            uniquingKeysWith: +)
    }
}

/// The names of Fashionpedia (Jia et al., 2020) by kind.
struct FashionVocabulary: Decodable {
    private struct Name: Decodable {
        let name: String
        let supercategory: String
    }

    private let categories, attributes: [Name]

    /// - Throws: `FileError` for a file that cannot be read or is not such a vocabulary.
    init(path: String) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(FileBytes.read(path)))
        } catch let error as DecodingError {
            throw FileError.damaged(file: path, reason: DecodingError.reason(of: error))
        }
    }

    var words: [WishKind: [String]] {
        var words: [WishKind: [String]] = [:]
        for (name, kind) in categories.map({ ($0, Self.kind(ofCategory: $0)) })
            + attributes.map({ ($0, Self.kind(ofAttribute: $0)) })
        {
            guard let kind else { continue }
            for part in name.name.split(separator: ",") where !part.hasPrefix("no ") {
                // "pea (jacket)" is a pea jacket, "applique(a)" an appliqué.
                let plain = part.replacing("(a)", with: "").replacing("(pattern)", with: "")
                    .replacing("wasitline", with: "waistline")
                words[kind, default: []].append(PromptTokens.split(String(plain)).joined(separator: " "))
            }
        }
        return words
    }

    private static func kind(ofCategory name: Name) -> WishKind? {
        switch name.supercategory {
        case "upperbody", "lowerbody", "wholebody": .garment
        case "garment parts", "closures": .part
        case "decorations": .detail
        default: nil
        }
    }

    private static func kind(ofNickname name: String) -> WishKind {
        if name.contains("collar") || name.contains("lapel") { return .collar }
        if name.contains("sleeve") { return .sleeves }
        return name.contains("pocket") ? .detail : .garment
    }

    private static func kind(ofAttribute name: Name) -> WishKind? {
        switch name.supercategory {
        case "nickname": kind(ofNickname: name.name)
        case "silhouette": name.name.contains("(fit)") ? .fit : .shape
        case "waistline": .waist
        case "length": name.name.contains("length") ? .length : nil
        case "neckline type": .neckline
        case "opening type": .closure
        case "leather", "non-textile material type": .material
        case "textile finishing, manufacturing techniques": .technique
        case "textile pattern", "animal": .pattern
        default: nil
        }
    }
}
