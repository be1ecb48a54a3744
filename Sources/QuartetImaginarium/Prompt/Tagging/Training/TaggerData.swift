internal import Foundation
import QuartetCatalogs
internal import QuartetFiles
import QuartetModels

/// The examples of the tagger's training.
struct TaggerData {
    private(set) var training: [EntityTuning.Example] = []
    /// What is only measured on, with the spans of swapped words.
    private(set) var unseen: [(example: EntityTuning.Example, swapped: [Entity])] = []

    /// Share of the phrases of a caption that are swapped in its second form.
    private static let swapping: Float = 0.35

    init(_ options: TaggerTraining.Options, _ locator: ResourceLocator) throws {
        let words = try TaggerWords(Catalog.load(locator.file("wishes.xml", in: .catalogs)))
        let further = try FashionVocabulary(path: options.vocabulary).words.merging(
            [.colour: Self.colours(options.colours)], uniquingKeysWith: +)
        let phrases = try TaggerPhrases(DesignCatalogs(locator: locator), words, further: further)
        let seed = options.run.seed
        for index in 0..<options.wishes {
            var grammar = WishGrammar(phrases, seed: seed, index: index)
            let wish = grammar.make()
            add(wish, isHeldOut: TaggedWish.isHeldOut(wish.template), 0, phrases, seed, index)
        }
        let reader = CaptionReader(phrases: phrases)
        for (index, caption) in try CaptionReader.captions(options.captions).enumerated() {
            guard let wish = reader.tagged(caption) else { continue }
            let isHeldOut = TaggedWish.isHeldOut(caption)
            add(wish, isHeldOut: isHeldOut, 0, phrases, seed, options.wishes + 2 * index)
            add(wish, isHeldOut: isHeldOut, Self.swapping, phrases, seed, options.wishes + 2 * index + 1)
        }
    }

    private mutating func add(
        _ wish: TaggedWish, isHeldOut: Bool, _ swapping: Float, _ phrases: TaggerPhrases, _ seed: UInt64,
        _ index: Int
    ) {
        var changes = WishChanges(
            phrases: phrases, isHeldOut: isHeldOut,
            generator: PhiloxGenerator(seed: seed, step: UInt64(index), stream: "wish changes"))
        let made = changes.apply(to: wish, swapping: swapping).example
        guard !made.example.spans.isEmpty else { return }
        if isHeldOut { unseen.append(made) } else { training.append(made.example) }
    }

    /// The names in a table of colours.
    private static func colours(_ path: String) throws -> [String] {
        let table = try FabricTable(contentsOf: URL(filePath: path), columns: ["name"])
        return try table.rows.indices.map { try table.field("name", row: $0) }
    }
}
