import Foundation
import QuartetImaginarium
import QuartetTestSupport
import Testing

/// The tagger that ships, in the reader; none does until one names unknown words well.
@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: Checkout.file("weights/wish-tagger.safetensors")),
        "weights/wish-tagger.safetensors is missing: `quartet design train tagger` makes one"))
struct WishTaggerTests {
    private static let shipped = Result {
        try PromptReader(
            DesignFixtures.catalogs(),
            tagger: WishTagger(path: Checkout.file("weights/wish-tagger.safetensors")))
    }
    private let reader: PromptReader

    init() throws { reader = try Self.shipped.get() }

    @Test(arguments: [
        ("a jacket made of zibeline", "zibeline", WishKind.material),
        ("a shirt with a guilloche pattern", "guilloche", .pattern),
        ("a dress for a masquerade", "masquerade", .occasion),
        ("a dress with a barbette neckline", "barbette", .neckline),
    ])
    func namesTheKindOfStrangeWords(_ wish: String, _ word: String, _ kind: WishKind) throws {
        let reading = try reader.read(wish)
        #expect(reading.unknown == [word])
        let tag = try #require(reading.unknownTags.first { $0.words == word }, "\(reading.tags)")
        #expect(tag.kind == kind && !tag.isKnown && (0.5...1).contains(tag.confidence))
    }

    /// Wishes with a word that neither the catalogs nor the training have: most of the kinds are right.
    @Test func kindsOfUnknownWordsAreMostlyRight() throws {
        struct Row: Decodable {
            let wish, words: String
            let kind: WishKind
        }
        let path = Checkout.file("Benchmarks/Imaginarium/unknown-words.jsonl")
        let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
        let right = try rows.count { row in
            try reader.read(row.wish).tags.contains { $0.kind == row.kind && $0.words.contains(row.words) }
        }
        #expect(rows.count >= 60 && Double(right) >= 0.6 * Double(rows.count), "\(right) of \(rows.count)")
    }

    @Test func theCatalogsStayTheAuthority() throws {
        let reading = try reader.read("a navy wool coat with satin lapels")
        let kinds = Dictionary(reading.tags.map { ($0.words, $0) }) { $1 }
        #expect(kinds["navy"]?.kind == .colour && kinds["wool coat"]?.kind == .garment)
        #expect(kinds["satin"]?.kind == .material && kinds["satin"]?.part == "lapels")
        #expect(kinds["navy"]?.part == nil && reading.tags.allSatisfy(\.isKnown))
        #expect(reading.unknownTags.isEmpty)
    }

    /// Words with one meaning read the same with and without the tagger.
    @Test(arguments: [
        "a long blue dress with floral patterns", "navy blazer with 3 buttons over a white shirt",
        "a skirt, anything but red", "knitted jumper with cable knit sleeves",
        "wide leg trousers, high waisted, in grey flannel", "ein rotes Kleid mit langen Ärmeln",
    ])
    func clearReadingsStay(_ wish: String) throws {
        let (tagged, plain) = (try reader.read(wish), try DesignFixtures.reader().read(wish))
        #expect(tagged.garments.map(\.request) == plain.garments.map(\.request))
        #expect(plain.tags.isEmpty && tagged.unknown == plain.unknown)
    }

    @Test func strangeTextIsTagged() throws {
        for wish in ["a 😀 dress", "a dress " + String(repeating: "zorp ", count: 380), "dress \u{301}"] {
            let reading = try reader.read(wish)
            #expect(reading.tags.contains { $0.kind == .garment && $0.words == "dress" }, "\(wish)")
        }
    }
}
