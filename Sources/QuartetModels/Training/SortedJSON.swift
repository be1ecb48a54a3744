package import Foundation

extension JSONEncoder {
    /// Writes keys in order: the same value gives the same bytes, so that equal trainings write equal files.
    package static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }
}
