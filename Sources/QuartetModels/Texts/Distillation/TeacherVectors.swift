internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// A teacher's vectors of many texts, made once and kept in mapped files as bfloat16, so that a step of training costs
/// only the student.
///
/// A file has the vectors of a part of the texts. One that is there already, of the same texts and teacher, is not made
/// again: an interrupted run goes on with the part that was not finished.
package struct TeacherVectors {
    /// Numbers of a vector.
    package let width: Int
    private let parts: [SafetensorsFile]

    /// Texts of a file.
    private static let part = 1 << 15
    /// Texts between two reports of progress.
    private static let chunk = 1 << 11

    /// - Throws: when a text cannot be encoded, or a file cannot be written.
    package init(of texts: [String], by teacher: SentenceEncoder, folder: String, quiet: Bool) throws {
        width = teacher.width
        try OutputFolder.prepare(folder)
        let bar = ProgressReporter("teacher", total: texts.count, unit: "texts", quiet: quiet)
        let encoder = teacher.fingerprint
        var parts: [SafetensorsFile] = []
        for start in stride(from: 0, to: texts.count, by: Self.part) {
            let chosen = texts[start..<min(start + Self.part, texts.count)]
            let path = "\(folder)/teacher-\(parts.count).safetensors"
            let name = encoder + " " + Self.fingerprint(of: chosen)
            if let known = Self.known(path, name) {
                parts.append(known)
                continue
            }
            var vectors: [Float] = []
            vectors.reserveCapacity(chosen.count * teacher.width)
            for first in stride(from: start, to: chosen.endIndex, by: Self.chunk) {
                let last = min(first + Self.chunk, chosen.endIndex)
                for vector in try teacher.vectors(of: Array(texts[first..<last])) { vectors += vector }
                bar.update(last)
            }
            var writer = SafetensorsWriter(metadata: ["of": name])
            writer.add("vectors", shape: [chosen.count, teacher.width], vectors, as: .bfloat16)
            try writer.write(to: path)
            parts.append(try SafetensorsFile(path: path))
        }
        bar.finish()
        self.parts = parts
    }

    /// Copies a text's vector.
    package func copy(_ row: Int, to destination: UnsafeMutablePointer<Float>) throws {
        let first = row % Self.part * width
        try parts[row / Self.part].withBytes(of: "vectors") { bytes in
            for index in 0..<width {
                let half = bytes.loadUnaligned(fromByteOffset: 2 * (first + index), as: UInt16.self)
                destination[index] = Float(bitPattern: UInt32(UInt16(littleEndian: half)) << 16)
            }
        }
    }

    private static func known(_ path: String, _ name: String) -> SafetensorsFile? {
        // A file that is damaged, or of other texts, is made again.
        guard FileManager.default.fileExists(atPath: path), let file = try? SafetensorsFile(path: path),
            file.metadata["of"] == name
        else { return nil }
        return file
    }

    private static func fingerprint(of texts: ArraySlice<String>) -> String {
        var fingerprint = Fingerprint()
        for text in texts {
            fingerprint.add(text.utf8)
            fingerprint.add(UInt64(text.utf8.count))
        }
        return fingerprint.text
    }
}
