internal import QuartetModels

/// Completes fragments by the model: one fragment grows at its open end, or a linker joins two.
public final class FragmentSource: CandidateSource {
    private struct Task {
        let rule: FragmentWriting
        let note: String
    }

    /// Tokens of linkers, one after another: the short ones are soon all found.
    private static let linkerLengths = [3, 5, 2, 7, 4, 9, 6, 1, 8, 0]

    private let model: MoleculeAutoencoder
    private let writing: MoleculeAutoencoder.Writing
    private let tasks: [Task]
    private let parents: [String]
    private var blocks: WritingBlocks

    /// - Parameter fragment: with one open end.
    /// - Throws: ``FragmentError``.
    public init(
        growing fragment: Molecule, _ model: MoleculeAutoencoder, _ writing: MoleculeAutoencoder.Writing
    ) throws {
        (self.model, self.writing, parents) = (model, writing, [fragment.smiles()])
        blocks = Self.blocks(writing)
        tasks = try FragmentText.all(fragment, labels: Self.labels(model)).map { text in
            Task(
                rule: try FragmentWriting(
                    model.description.vocabulary, head: text.head, tail: text.tail, reserved: text.ringLabels,
                    level: writing.rule ?? .syntax),
                note: "grown by the model")
        }
    }

    /// - Parameters:
    ///   - first, last: each with one open end.
    /// - Throws: ``FragmentError``.
    public init(
        linking first: Molecule, _ last: Molecule, _ model: MoleculeAutoencoder,
        _ writing: MoleculeAutoencoder.Writing
    ) throws {
        (self.model, self.writing, parents) = (model, writing, [first.smiles(), last.smiles()])
        blocks = Self.blocks(writing)
        let labels = Self.labels(model)
        let end = try FragmentText.closing(last, labels: labels)
        let rest = labels.filter { !end.ringLabels.contains($0) }
        tasks = try Self.linkerLengths.flatMap { length in
            try FragmentText.all(first, labels: rest).map { text in
                Task(
                    rule: try FragmentWriting(
                        model.description.vocabulary, head: text.head, tail: end.tail + text.tail,
                        reserved: text.ringLabels.union(end.ringLabels), linkerLength: length,
                        level: writing.rule ?? .syntax),
                    note: "linked by the model")
            }
        }
    }

    /// Ring labels of the model, the highest first: molecules mostly use the lowest.
    private static func labels(_ model: MoleculeAutoencoder) -> [String] {
        model.description.vocabulary.tokens.filter { $0.count == 1 && $0.first?.isNumber == true }.sorted(
            by: >)
    }

    /// Each block is of one task.
    private static func blocks(_ writing: MoleculeAutoencoder.Writing) -> WritingBlocks {
        WritingBlocks(seed: writing.seed, stream: "fragments", size: MoleculeAutoencoder.slots)
    }

    public func next(_ count: Int) throws -> [CandidateString] {
        if tasks.isEmpty { return [] }
        let part = blocks.next(count)
        let task = tasks[part.block % tasks.count]
        let codes = [Float](repeating: 0, count: part.count * model.latents)
        return try model.strings(ofLatents: codes, writing.of(part), following: task.rule)
            .map { CandidateString(text: $0, parents: parents, note: task.note) }
    }
}
