import Foundation
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetSupport

/// The pictures of `/why`: in a folder that the user named, or in a temporary one that the first picture makes and the end of
/// the conversation removes.
struct ReplyPictures {
    private let named: String?
    private var temporary: String?
    private var number = 0

    init(folder: String?) throws {
        named = folder
        if let folder { try OutputFolder.check(folder) }
    }

    /// Draws the attention between the question and the best passage that the pair encoder read.
    ///
    /// - Returns: the path of the picture; nil when the pair encoder read no words.
    mutating func draw(_ reply: Reply, by pairs: SharedPairEncoder?) throws -> String? {
        guard let best = reply.considered.first(where: { $0.reading != nil }), let read = best.reading,
            let attention = try pairs?.attention(of: read.question, with: read.text),
            !attention.weights.isEmpty
        else { return nil }
        let title =
            "Attention between the question and \(best.article) #\(best.passage): mean of the last \(PairEncoder.attentionLayers) layers"
        let picture = PairAttentionPicture(attention, title: title)
        let path = try next()
        try picture.drawing.write(to: path, scale: 2)
        return path
    }

    /// A file that is not there yet.
    private mutating func next() throws -> String {
        let folder = try named ?? temporary ?? Self.temporaryFolder()
        if named == nil { temporary = folder }
        try OutputFolder.prepare(folder)
        repeat { number += 1 } while FileManager.default.fileExists(atPath: path(folder))
        return path(folder)
    }

    /// Pictures in a folder that the user did not name go with the conversation: they show what a customer wrote.
    func removeTemporary() {
        if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
    }

    private func path(_ folder: String) -> String { "\(folder)/why-\(number).png" }

    /// Only its owner can read it: the pictures show what customers wrote.
    private static func temporaryFolder() throws -> String {
        var template = Array(
            (NSTemporaryDirectory() as NSString).appendingPathComponent("quartet-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw FileError.cannotWrite(
                file: NSTemporaryDirectory(), reason: String(cString: strerror(errno)))
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
