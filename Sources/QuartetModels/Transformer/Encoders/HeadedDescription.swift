internal import Foundation
internal import QuartetEngine
internal import QuartetText

/// The description of an encoder with a head for a task: made from the encoder that a tuning begins with.
public protocol HeadedDescription: EncoderDescription {
    /// What the adapters of a tuning record as their `objective`.
    static var objective: String { get }

    /// - Parameter labels: the classes of the head; empty if it has none.
    init(_ encoder: SentenceEncoder.Description, labels: [String])
}

extension EncoderSource where Description: HeadedDescription {
    /// A sentence encoder with a head.
    ///
    /// - Parameter head: where the head's weights are; nil if they are to be trained.
    init(
        _ encoder: EncoderSource<SentenceEncoder.Description>, labels: [String],
        head: ParameterStore.Source?
    ) throws {
        try self.init(
            path: encoder.path, description: Description(encoder.description, labels: labels),
            tokenizer: encoder.tokenizer,
            weights: encoder.weights.prefix(1).map { $0.without("head").without("dense") }
                + (head.map { [$0.only("head")] } ?? []))
    }

    /// What a tuning wrote: the whole network, or an adapter beside its encoder.
    ///
    /// - Parameter encoder: of an adapter; nil for the place where it was in the training.
    static func tuned(file path: String, encoder: String?) throws -> (EncoderSource, LowRankAdapter?) {
        let metadata = try SafetensorsFile(path: path).metadata
        guard metadata["architecture"] == LowRankAdapter.Description.architecture else {
            return (try EncoderSource(file: path), nil)
        }
        guard metadata["objective"] == Description.objective else {
            throw CheckpointError(
                file: path,
                "is an adapter for another task, not \(Description.contents); `\(Description.command)` makes one"
            )
        }
        guard let base = encoder ?? metadata["encoder"] else {
            throw CheckpointError(file: path, "does not record its encoder: give the encoder's folder")
        }
        guard FileManager.default.fileExists(atPath: base) else {
            throw CheckpointError(
                file: path,
                "is an adapter for the encoder \(base), which is not there: give the encoder's folder")
        }
        let adapter = try LowRankAdapter(path: path)
        let source = try EncoderSource(
            EncoderSource<SentenceEncoder.Description>(path: base), labels: adapter.labels,
            head: adapter.source?.weights)
        return (source, adapter)
    }
}

extension EncoderDescription {
    /// A text as the tokenizer sees it, with the same places: the few texts whose lower case has other lengths stay as
    /// they are.
    func cased(_ text: String) -> String {
        guard lowercases else { return text }
        let lower = text.lowercased()
        return lower.utf8.count == text.utf8.count ? lower : text
    }
}
