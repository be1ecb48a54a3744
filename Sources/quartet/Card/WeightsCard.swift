import Foundation
import QuartetEngine
import QuartetModels
import QuartetMolecules
import QuartetReports

extension ModelCard {
    /// The card of a weights file that no scenario describes: what it holds, its size, and how it was trained, from the
    /// metadata that every training of the laboratory writes.
    init(_ name: String, _ file: SafetensorsFile) {
        let metadata = file.metadata
        let kind = Self.kinds.first { $0.architecture == metadata["architecture"] }
        var facts = Self.size(of: file)
        facts += Self.facts(ofJSON: metadata["configuration"])
        for key in metadata.keys.sorted() where !["architecture", "configuration"].contains(key) {
            facts.append(Fact(Self.titles[key] ?? key, Self.short(key, metadata[key] ?? "")))
        }
        self.init(
            title: name,
            summary: kind.map { "\($0.contents.capitalizedFirst), made by `\($0.command)`." }
                ?? "A weights file in the safetensors format.", facts: facts)
    }

    /// What the laboratory trains, by the architecture that its files name.
    private static var kinds: [any ModelDescription.Type] {
        [
            PictureAutoencoder.Description.self, PictureGenerator.Description.self,
            LineAutoencoder.Description.self, MoleculeAutoencoder.Description.self,
            LanguageModel.Configuration.self,
            EncoderDecoder.Configuration.self, SentenceEncoder.Description.self,
            LowRankAdapter.Description.self, EntityTagger.Description.self,
        ]
    }

    private static let titles = [
        "step": "training steps", "heldBack": "validation loss", "data": "fingerprint of the data",
    ]

    private static func size(of file: SafetensorsFile) -> [Fact] {
        let types = Dictionary(grouping: file.entries.values, by: \.element.rawValue)
            .sorted { $0.key < $1.key }.map { "\($0.value.count) of \($0.key)" }
        let count = file.entries.values.reduce(0) { $0 + $1.shape.elementCount }
        return [
            Fact("parameters", NumberText.grouped(count)), Fact("tensors", types.joined(separator: ", ")),
        ]
    }

    /// The settings of a network, nested ones by their names joined with dots.
    private static func facts(ofJSON text: String?) -> [Fact] {
        guard let text, let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else {
            return []
        }
        return facts(value, name: "")
    }

    private static func facts(_ value: Any, name: String) -> [Fact] {
        switch value {
        // The matrices of an adapter are many.
        case let object as [String: Any] where object.count > 24:
            [Fact(name, "\(object.count) entries")]
        case let objects as [[String: Any]] where objects.count > 24:
            [Fact(name, "\(objects.count) entries")]
        case let object as [String: Any]:
            object.sorted { $0.key < $1.key }.flatMap { key, value in
                facts(value, name: name.isEmpty ? key : name + "." + key)
            }
        case let objects as [[String: Any]] where !objects.isEmpty:
            objects.enumerated().map { index, object in
                let text = line(object.filter { $0.key != "name" })
                return Fact("\(name).\(object["name"] ?? index + 1)", SafeText.shown(text, limit: 300))
            }
        case let list as [Any]:
            [Fact(name, SafeText.shown(list.map { "\($0)" }.joined(separator: ", "), limit: 300))]
        default: [Fact(name, SafeText.shown("\(value)", limit: 300))]
        }
    }

    /// A nested value on one line; the keys are sorted, because their order differs from run to run.
    private static func line(_ value: Any) -> String {
        guard let object = value as? [String: Any] else { return "\(value)" }
        let parts = object.sorted { $0.key < $1.key }.map { key, value in
            let text = line(value)
            return text.isEmpty ? key : key + " " + text
        }
        return parts.joined(separator: ", ")
    }

    /// A vocabulary can take a megabyte: the card has its size alone.
    private static func short(_ key: String, _ value: String) -> String {
        guard key == "tokenizer" else { return SafeText.shown(value, limit: 300) }
        let json = try? JSONSerialization.jsonObject(with: Data(value.utf8)) as? [String: Any]
        let model = json?["model"] as? [String: Any]
        guard let model, let vocabulary = model["vocab"] as? [String: Any] else {
            return "\(NumberText.grouped(value.utf8.count)) bytes"
        }
        return "\(model["type"] ?? "unknown kind") with \(NumberText.grouped(vocabulary.count)) tokens"
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
