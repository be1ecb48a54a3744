import Foundation
import QuartetEngine
import QuartetSupport

/// Articles of an invented shop with ten passages each, made from templates with varied words. The same number gives the
/// same article.
struct InventedArticles {
    static let passagesOfArticle = 10

    private struct Words {
        private var numbers: ArraySlice<Float>

        init(article: Int) {
            numbers = CounterRandom.uniforms(512, seed: UInt64(article), stream: 7)[...]
        }

        mutating func number(below limit: Int) -> Int {
            min(Int((numbers.popFirst() ?? 0) * Float(limit)), limit - 1)
        }

        mutating func one(of list: [String]) -> String { list[number(below: list.count)] }

        /// A name such as "Velmora": some are in many articles, most in few.
        mutating func name() -> String {
            (0..<3).map { _ in one(of: InventedArticles.syllables) }.joined().capitalized
        }
    }

    private static let syllables = [
        "vel", "mo", "ra", "tin", "ka", "so", "lun", "der", "pi", "bex", "fa", "nor", "gil", "ust", "he",
        "dry",
    ]
    private static let things = [
        "jacket", "kettle", "bicycle lamp", "bookcase", "tent", "blender", "raincoat", "headphones",
        "mattress",
        "watch", "printer", "garden chair", "running shoes", "suitcase", "drill", "frying pan", "scarf",
        "desk lamp", "car seat", "guitar",
    ]
    private static let places = [
        "Scotland", "Ireland", "the Isle of Man", "Germany", "Norway", "the Highlands", "Malta", "Jersey",
    ]
    private static let materials = ["wool", "steel", "oak", "cotton", "leather", "plastic", "linen", "glass"]

    /// A heading with its statements; words in braces are replaced.
    private static let sections: [(heading: String, statements: [String])] = [
        (
            "Delivery",
            [
                "The {name} {thing} comes to {place} within {number} working days.",
                "Delivery costs £{number}.95, and nothing from £{number}0 on.",
                "The driver of {name} rings once and then leaves a card.",
            ]
        ),
        (
            "Returns",
            [
                "You can send the {thing} back within {number} days.",
                "Print the label of {name} in your account, and take the parcel to any shop in {place}.",
            ]
        ),
        (
            "Refunds",
            [
                "We pay the money back within {number} working days of the {thing} reaching {name}.",
                "It goes to the card that you paid with.",
            ]
        ),
        (
            "Sizes",
            [
                "The {thing} is {number}1 centimetres long and weighs {number} kilograms.",
                "Measure twice: {material} gives way a little.",
            ]
        ),
        (
            "Care",
            [
                "Wipe the {material} with a damp cloth every {number} weeks.",
                "Never put the {thing} into the dryer.", "{name} oil keeps {material} supple.",
            ]
        ),
        (
            "Warranty",
            [
                "{name} repairs or replaces the {thing} free of charge for {number} years.",
                "Keep the receipt, because we ask for its number.",
            ]
        ),
        (
            "Spare parts",
            ["Screws and covers of {material} are sold by {name} for £{number}.", "Ask for the part {name}."]
        ),
        (
            "Payment",
            [
                "You can pay for the {thing} in {number} instalments with {name}.",
                "Cards are charged when we send the goods.",
            ]
        ),
        (
            "Changing an order",
            [
                "Until {number} o'clock you can change the address or cancel the {thing}.",
                "After that the parcel is on its way to {place}.",
            ]
        ),
        (
            "In the shops",
            [
                "Our shop in {place} shows the {name} {thing} until {number} p.m.",
                "A reserved {thing} is kept for {number} days.",
            ]
        ),
    ]

    let id: String
    let title: String
    private let passages: [(heading: String, statements: [String])]

    init(_ number: Int) {
        var words = Words(article: number)
        let (name, thing) = (words.name(), words.one(of: Self.things))
        id = "article-\(number)"
        title = "The \(name) \(thing)"
        passages = Self.sections.map { section in
            (section.heading, section.statements.map { Self.filled($0, thing, &words) })
        }
    }

    private static func filled(_ statement: String, _ thing: String, _ words: inout Words) -> String {
        var parts = statement.split(separator: "{", omittingEmptySubsequences: false).map { String($0) }
        for index in parts.indices.dropFirst() {
            let pieces = parts[index].split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            let word =
                switch pieces[0] {
                case "name": words.name()
                case "thing": thing
                case "place": words.one(of: places)
                case "material": words.one(of: materials)
                default: String(words.number(below: 28) + 2)
                }
            parts[index] = word + pieces[1]
        }
        return parts.joined()
    }

    var markdown: String {
        "# \(title)\n"
            + passages.map { "\n## \($0.heading)\n\n\($0.statements.joined(separator: " "))\n" }.joined()
    }

    /// As an import prepares it.
    var prepared: PreparedArticle {
        PreparedArticle(
            ArticleRecord(id: id, title: title, markdown: markdown, fingerprint: id, source: "invented"),
            passages.enumerated().map { place, passage in
                Passage(
                    article: id, place: place, title: title, headings: [passage.heading],
                    statements: passage.statements)
            })
    }
}
