public import QuartetCatalogs
internal import QuartetModels

/// A transformer encoder that tags the words of an English wish with their kinds, also words that the catalogs lack.
///
/// The catalogs' words stay the authority for what can be drawn: the tagger chooses among the meanings of a phrase, says
/// how sure they are, and names the kind of what was not understood.
public final class WishTagger: Sendable {
    /// The file's name among the weights that ship.
    public static let fileName = "wish-tagger.safetensors"

    private let tagger: EntityTagger
    private let labels: [WishLabel?]

    /// - Throws: `CheckpointError` for a file that ``TaggerTraining`` did not write.
    public init(path: String) throws {
        tagger = try EntityTagger(tuned: path, threads: 1)
        labels = tagger.description.labels.map { WishLabel(name: $0) }
    }

    /// The tagger that ships with the program; nil where its file is missing.
    public static func shipped(_ locator: ResourceLocator = ResourceLocator()) throws -> WishTagger? {
        guard let path = try? locator.file(fileName, in: .weights) else { return nil }
        return try WishTagger(path: path)
    }

    /// The probabilities of the classes of each word.
    func kinds(of tokens: [PromptToken]) throws -> [KindProbabilities] {
        let text = TaggerText(tokens.map { (word: $0.word, pause: $0.pause) })
        var pieces = try tagger.tokens(in: [text.text])[0][...]
        return text.places.map { place in
            pieces = pieces.drop { $0.place.upperBound <= place.lowerBound }
            let own = pieces.prefix { $0.place.lowerBound < place.upperBound }
            return KindProbabilities(mean: own.map { probabilities($0.probabilities) })
        }
    }

    private func probabilities(_ values: [Double]) -> KindProbabilities {
        KindProbabilities(
            zip(labels, values).reduce(into: [:]) { sum, entry in
                if let label = entry.0 { sum[label] = entry.1 }
            })
    }
}

/// A wish as the tagger reads it: its words in lower case, with a space between them, and its commas and full stops.
struct TaggerText {
    private(set) var text = ""
    /// Where each word stands, in Unicode scalars.
    private(set) var places: [Range<Int>] = []

    init(_ words: some Sequence<(word: String, pause: PromptToken.Pause)>) {
        var end = 0
        func append(_ part: String, to text: inout String) {
            text += part
            end += part.unicodeScalars.count
        }
        for (word, pause) in words {
            if end > 0 { append(" ", to: &text) }
            let start = end
            append(word, to: &text)
            places.append(start..<end)
            switch pause {
            case .none: break
            case .comma: append(",", to: &text)
            case .stop: append(".", to: &text)
            }
        }
    }
}
