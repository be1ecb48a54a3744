internal import Foundation
internal import QuartetCatalogs

/// What the bot says itself, in several languages and wordings.
public struct Phrases: Sendable, Equatable {
    /// The wordings by language and name.
    private var wordings: [String: [String: [String]]]
    /// The language whose phrases stand in for a missing one.
    public static let fallbackLanguage = "en"

    /// - Parameter path: nil for the phrases that come with the program.
    /// - Throws: when the file is missing or not valid.
    public init(path: String? = nil) throws {
        let folder = try ResourceLocator().folder(.catalogs) + "/support"
        let catalog = try Catalog.load(path ?? folder + "/phrases.xml", schema: folder + "/phrases.rng")
        wordings = [:]
        for language in catalog.root.children("language") {
            for phrase in language.children("phrase") {
                wordings[try language.string("code"), default: [:]][try phrase.string("name")] =
                    phrase.children("say").map(\.text)
            }
        }
    }

    public var languages: [String] { wordings.keys.sorted() }

    /// These phrases where others have none of their own. A general name of the others, such as `escalate`, replaces all
    /// of these that begin with it.
    public func overridden(by others: Phrases) -> Phrases {
        var result = self
        for (language, phrases) in others.wordings { result.override(language, phrases) }
        return result
    }

    /// Replaces phrases of one language by single wordings.
    public func overridden(by texts: [String: String], language: String = fallbackLanguage) -> Phrases {
        var result = self
        result.override(language, texts.mapValues { [$0] })
        return result
    }

    private mutating func override(_ language: String, _ phrases: [String: [String]]) {
        var own = wordings[language] ?? [:]
        for (name, texts) in phrases {
            if !name.contains(".") { own = own.filter { !$0.key.hasPrefix(name + ".") } }
            own[name] = texts
        }
        wordings[language] = own
    }

    /// A phrase, its places filled: `{shop}` is the value of `shop`. Wordings with a place that has no value are left out.
    ///
    /// - Parameter said: what the bot said last; another wording is taken when there is one.
    /// - Returns: nil when no language has the phrase or its general form.
    public func text(
        _ name: String, language: String, values: [String: String] = [:], after said: String? = nil
    ) -> String? {
        let general = name.split(separator: ".").first.map { String($0) } ?? name
        let found = [language, Self.fallbackLanguage].lazy.compactMap { code in
            wordings[code]?[name] ?? wordings[code]?[general]
        }.first
        guard let found else { return nil }
        let filled = found.map { text in
            values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
        }
        let whole = filled.filter { !$0.contains("{") }
        let texts = whole.isEmpty ? filled : whole
        return texts.first { text in said.map { !$0.contains(text) } ?? true } ?? texts.first
    }
}
