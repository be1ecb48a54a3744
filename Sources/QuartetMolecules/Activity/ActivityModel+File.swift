internal import Foundation
internal import QuartetFiles

/// A file of an activity model: one JSON object with the measured molecules and the parameters that were found. What is
/// computed from them is computed again, so that the file is small and outlives changes of the program.
private struct ModelDocument: Codable {
    var kind = ActivityModel.fileKind
    var version = ActivityModel.fileVersion
    let summary: ActivityModel.Summary
    let settings: ActivityStack.Settings
    let known: [ActivityModel.Known]
    /// Of everything above: a damaged file is told from an older one.
    var fingerprint = ""

    func computedFingerprint() throws -> String {
        var plain = self
        plain.fingerprint = ""
        let hash = Fingerprint(try JSONEncoder.sorted.text(plain)).value
        return String(hash, radix: 16)
    }
}

extension ActivityModel {
    fileprivate static let fileKind = "quartet activity model"
    fileprivate static let fileVersion = 2
    private static let fileLimit = 1 << 28

    public func save(to path: String) throws {
        var document = ModelDocument(summary: summary, settings: settings, known: known)
        document.fingerprint = try document.computedFingerprint()
        try AtomicFile.write(try JSONEncoder.sorted.text(document) + "\n", to: path)
    }

    /// Opens a model that `quartet molecules target train` made.
    ///
    /// - Throws: `FileError` when the file cannot be read or used, with what to do.
    public init(path: String) throws {
        let bytes = try FileBytes.read(path, limit: Self.fileLimit)
        struct Head: Decodable {
            let kind: String
            let version: Int
        }
        let data = Data(bytes)
        guard let head = try? JSONDecoder().decode(Head.self, from: data), head.kind == Self.fileKind else {
            throw Self.unusable(
                path,
                bytes.starts(with: "{".utf8) && Self.namesItself(bytes)
                    ? "the model is cut off or damaged"
                    : "is not an activity model; `quartet molecules target train` makes one")
        }
        guard head.version == Self.fileVersion else {
            throw Self.unusable(
                path,
                "was written in version \(head.version) of the form, this program reads \(Self.fileVersion)")
        }
        guard let document = try? JSONDecoder().decode(ModelDocument.self, from: data),
            (try? document.computedFingerprint()) == document.fingerprint, document.isSound
        else { throw Self.unusable(path, "the model is damaged") }
        do {
            try self.init(document.summary, known: document.known, settings: document.settings)
        } catch let error as MoleculeError {
            throw Self.unusable(path, "a molecule of the model cannot be read: \(error.reason)")
        }
    }

    private static func namesItself(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(fileKind)
    }

    private static func unusable(_ path: String, _ reason: String) -> FileError {
        let remedy =
            reason.contains("target train") ? "" : ": train it again with `quartet molecules target train`"
        return .damaged(file: path, reason: reason + remedy)
    }
}

extension ModelDocument {
    /// Whether everything that is indexed later is there, and every number is one.
    fileprivate var isSound: Bool {
        let recipes = settings.recipes
        return recipes == KernelRecipe.all && settings.parameters.count == recipes.count
            && zip(recipes, settings.parameters).allSatisfy { $1.isFit(for: $0) }
            && settings.weights.count == recipes.count
            && (settings.weights + [settings.forestWeight]).allSatisfy { 0...1.001 ~= $0 }
            && (settings.weights + [settings.forestWeight]).contains { $0 > 0 }
            && ActivityTable.smallest...1_000_000 ~= known.count
            && known.allSatisfy { $0.value.isFinite }
            && (settings.labels != nil) == summary.isClassification
    }
}
