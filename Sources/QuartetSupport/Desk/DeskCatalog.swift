internal import Foundation
internal import QuartetCatalogs

/// What a shop declares of its desk, in `desk.xml`: its name, the form of its order numbers, subjects that go to a person,
/// tools, and the hours in which people answer.
public struct DeskCatalog: Sendable {
    /// Messages that go to a person whatever the articles say.
    public struct PersonSubject: Sendable, Equatable {
        public var name: String
        /// Examples in customers' words.
        public var messages: [String]

        public init(name: String, messages: [String]) { (self.name, self.messages) = (name, messages) }
    }

    public var name: String
    /// A regular expression, and one number that has its form.
    public var order: (pattern: String, example: String)?
    /// What the shop sells, in customers' words of any language.
    public var products: [String] = []
    /// What the bot can help with, in a few words, by language.
    public var help: [String: String] = [:]
    public var personSubjects: [PersonSubject] = []
    public var tools: [ToolDeclaration] = []
    public var hours: OpeningHours?

    public init(name: String) { self.name = name }

    /// What holds for any business: subjects that go to a person, and what customers wear.
    ///
    /// - Parameter subjects: what the bot can help with.
    func withoutShop(subjects: [String]) -> DeskCatalog {
        var plain = DeskCatalog(name: "")
        (plain.products, plain.personSubjects) = (products, personSubjects)
        plain.help[Phrases.fallbackLanguage] = subjects.joined(separator: ", ")
        return plain
    }

    /// - Parameter path: nil for the desk of the shop that comes with the program.
    /// - Throws: when the file is missing or not valid.
    public init(path: String? = nil) throws {
        let folder = try ResourceLocator().folder(.catalogs) + "/support"
        let path = path ?? folder + "/desk.xml"
        let root = try Catalog.load(path, schema: folder + "/desk.rng").root
        self.init(name: try root.string("name"))
        if let order = root.child("order") {
            let pattern = try order.string("pattern")
            guard (try? NSRegularExpression(pattern: pattern)) != nil else {
                throw order.mistake("pattern=\"\(pattern)\"", expected: "a regular expression")
            }
            let example = try order.string("example")
            guard example.wholeMatches(pattern) else {
                throw order.mistake("example=\"\(example)\"", expected: "a number of the form \(pattern)")
            }
            self.order = (pattern, example)
        }
        products = root.children("products").flatMap { $0.list("words") }
        for element in root.children("help") {
            help[try element.string("language")] = try element.string("subjects")
        }
        personSubjects = try root.children("person").map {
            PersonSubject(name: try $0.string("subject"), messages: $0.children("message").map(\.text))
        }
        let base = URL(fileURLWithPath: path).deletingLastPathComponent().path
        tools = try root.children("tool").map { try ToolDeclaration($0, folder: base) }
        hours = try root.child("hours").map { try OpeningHours($0) }
    }
}

extension String {
    /// Whether the whole text has the form of a regular expression.
    func wholeMatches(_ pattern: String) -> Bool {
        range(of: "^(?:\(pattern))$", options: [.regularExpression]) != nil
    }
}
