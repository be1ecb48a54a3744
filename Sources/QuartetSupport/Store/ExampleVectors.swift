internal import Foundation
internal import GRDB
internal import QuartetFiles

extension KnowledgeBase {
    /// The vectors of a desk's example messages, which are made when a desk with these messages is first opened, and kept.
    ///
    /// - Parameter name: distinguishes these messages from the desk's others.
    func exampleVectors(of texts: [String], named name: String, by encoder: SharedEncoder) throws -> [[Float]]
    {
        if texts.isEmpty { return [] }
        var mark = Fingerprint(encoder.fingerprint)
        for text in texts {
            mark.add(text.utf8)
            mark.add(0)
        }
        let key = "exampleVectors." + name
        if let stored = try setting(key).flatMap({ ExampleVectors($0, of: mark.text) }),
            stored.numbers.count == texts.count * encoder.width
        {
            return texts.indices.map {
                Array(stored.numbers[$0 * encoder.width..<($0 + 1) * encoder.width])
            }
        }
        let vectors = try encoder.vectors(of: texts)
        keep(ExampleVectors(numbers: vectors.flatMap(\.self)).text(of: mark.text), as: key)
        return vectors
    }

    /// Does without if that is not possible at once: it only saves time.
    private func keep(_ text: String, as key: String) {
        if isReadOnly { return }
        try? pool.writeWithoutTransaction { database in
            try database.waiting(.zero) { try database.set(key, to: text) }
        }
    }
}

/// Vectors one after another as the text of a setting: the mark of what they were made of, and the numbers in base64.
private struct ExampleVectors {
    var numbers: [Float]

    init(numbers: [Float]) { self.numbers = numbers }

    /// - Returns: nil for those of something else, or what cannot be read.
    init?(_ text: String, of mark: String) {
        guard text.hasPrefix(mark + " "),
            let bytes = Data(base64Encoded: String(text.dropFirst(mark.count + 1)))
        else { return nil }
        numbers = [Float](repeating: 0, count: bytes.count / MemoryLayout<Float>.size)
        _ = numbers.withUnsafeMutableBytes { bytes.copyBytes(to: $0) }
        guard numbers.allSatisfy(\.isFinite) else { return nil }
    }

    func text(of mark: String) -> String {
        mark + " " + numbers.withUnsafeBytes { Data($0) }.base64EncodedString()
    }
}
