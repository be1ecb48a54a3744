internal import Foundation
public import QuartetCatalogs
internal import QuartetEngine
internal import QuartetModels

/// A file with a writer of replies: a trained one, or a language model.
public enum WriterFile {
    /// Reads a writer, whose kind the file itself tells.
    ///
    /// - Throws: `CheckpointError` when the file cannot be read, or holds neither.
    public static func read(_ path: String, _ locator: ResourceLocator = ResourceLocator()) throws
        -> any ReplyWriter
    {
        if TextGenerator.isGGUF(path) { return try LanguageModelWriter(path: path) }
        guard try AnswerWriter.isAnswerWriter(path: path) else {
            throw CheckpointError(
                file: path,
                "holds no writer of answers: give a file of `quartet support train writer`, or a language model in a GGUF file"
            )
        }
        let encoder = (try? locator.folder(.models)).map { $0 + "/" + SharedEncoder.publishedName }
        return try TrainedWriter(
            path: path,
            encoder: encoder.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil })
    }
}
