/// Turns texts into the vectors that the knowledge base keeps.
public struct PassageEncoder: Sendable {
    /// Distinguishes encoders: vectors of another one are made anew.
    public let fingerprint: String
    /// Which texts of a passage have vectors. For a million passages those of all grains would not fit into memory.
    package var grains = Set(VectorTexts.Grain.allCases)
    /// A vector for each text, all of one width.
    public let vectors: @Sendable ([String]) throws -> [[Float]]

    public init(fingerprint: String, vectors: @escaping @Sendable ([String]) throws -> [[Float]]) {
        (self.fingerprint, self.vectors) = (fingerprint, vectors)
    }
}

/// A vector in 8 bits a number: `x ≈ scale * code` with `scale = max|x| / 127`.
package struct QuantizedVector: Sendable, Equatable {
    package let scale: Float
    package let codes: [Int8]

    package init(_ vector: [Float]) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite else {
            (scale, codes) = (0, [Int8](repeating: 0, count: vector.count))
            return
        }
        let scale = largest / 127
        (self.scale, codes) = (scale, vector.map { $0.isNaN ? 0 : Int8(($0 / scale).rounded()) })
    }
}
