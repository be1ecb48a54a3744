internal import Foundation
internal import QuartetCatalogs

/// Something that the bot may look up: a row of a table, or what an address answers.
public struct ToolDeclaration: Sendable, Equatable {
    public enum Source: Sendable, Equatable {
        /// A CSV file whose name without its ending is the table's, and a query of one row with `:order` or `:email`.
        case table(file: String, sql: String)
        /// `https://…/{order}`: answers with a JSON object of texts and numbers.
        case http(address: String)
    }

    /// What must be known before it can be asked.
    public enum Need: String, Sendable, Equatable, CaseIterable { case order, email }

    public var name: String
    public var needs: Need
    public var source: Source
    /// What is said of the result, by language; `{status}` is the column or key `status`.
    public var sentences: [String: String]
    /// Examples of messages that ask for it.
    public var messages: [String]
    /// Messages that are near to those, but ask something that the articles answer.
    public var counterexamples: [String]

    public init(
        name: String, needs: Need, source: Source, sentences: [String: String], messages: [String],
        counterexamples: [String] = []
    ) {
        (self.name, self.needs, self.source) = (name, needs, source)
        (self.sentences, self.messages, self.counterexamples) = (sentences, messages, counterexamples)
    }

    /// - Parameter folder: of the catalog; the paths of tables are relative to it.
    init(_ element: CatalogElement, folder: String) throws {
        name = try element.string("name")
        needs = try element.choice("needs")
        if let table = element.child("table") {
            let file = try table.string("file")
            source = .table(
                file: file.hasPrefix("/") ? file : folder + "/" + file, sql: try table.string("sql"))
        } else {
            let http = try element.requiredChild("http")
            let address = try http.string("address")
            let placeholder = "{\(needs.rawValue)}"
            guard let url = URL(string: address.replacing(placeholder, with: "0")),
                ["http", "https"].contains(url.scheme ?? ""), url.host != nil, address.contains(placeholder)
            else {
                throw http.mistake(
                    "address=\"\(address)\"",
                    expected: "an address such as https://shop.example/orders/\(placeholder)")
            }
            source = .http(address: address)
        }
        sentences = [:]
        for say in element.children("say") { sentences[try say.string("language")] = say.text }
        messages = element.children("message").map(\.text)
        counterexamples = element.children("unlike").map(\.text)
    }
}
