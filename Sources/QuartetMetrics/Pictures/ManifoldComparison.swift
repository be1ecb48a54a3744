/// How much of what a generator makes looks real, and how much of what is real it can make: improved precision and recall
/// (Kynkäänniemi et al., 2019).
///
/// The manifold of a set of feature vectors is the union of balls around them, each as large as the distance to the k-th
/// nearest other vector of the set. Precision is the share of generated vectors in the manifold of the real ones, recall
/// the share of real vectors in that of the generated ones. Both depend on the number of vectors: compare sets of equal
/// size.
public struct ManifoldComparison: Sendable, Equatable {
    public let precision: Double
    public let recall: Double

    /// - Parameter neighbours: k; 3 to 5 are usual.
    /// - Throws: ``MetricError/outOfRange(what:found:expected:)`` unless both sets have more than `neighbours` vectors, all
    ///   of one length.
    public init(generated: [[Float]], real: [[Float]], neighbours: Int = 5) throws(MetricError) {
        for (name, set) in [("generated", generated), ("real", real)] where set.count <= neighbours {
            throw .outOfRange(
                what: "the number of \(name) vectors", found: Double(set.count),
                expected: "more than \(neighbours)")
        }
        let length = real[0].count
        for vector in generated + real where vector.count != length {
            throw .outOfRange(
                what: "the length of a vector", found: Double(vector.count), expected: "\(length)")
        }
        precision = Self.share(of: generated, inManifoldOf: real, neighbours)
        recall = Self.share(of: real, inManifoldOf: generated, neighbours)
    }

    /// The mean distance of the vectors of a set to the nearest vector of another: small for copies.
    ///
    /// - Throws: ``MetricError/outOfRange(what:found:expected:)`` if one of them is empty.
    public static func nearestDistance(of set: [[Float]], to others: [[Float]]) throws(MetricError) -> Double
    {
        guard !set.isEmpty, !others.isEmpty else {
            throw .outOfRange(what: "the number of vectors", found: 0, expected: "at least 1")
        }
        let sum = set.reduce(0.0) { sum, vector in
            sum + Double(others.map { squaredDistance(vector, $0) }.min() ?? 0).squareRoot()
        }
        return sum / Double(set.count)
    }

    private static func share(
        of set: [[Float]], inManifoldOf others: [[Float]], _ neighbours: Int
    ) -> Double {
        let radii = others.indices.map { index in
            others.indices.filter { $0 != index }.map { squaredDistance(others[index], others[$0]) }
                .sorted()[neighbours - 1]
        }
        let inside = set.count { vector in
            others.indices.contains { squaredDistance(vector, others[$0]) <= radii[$0] }
        }
        return Double(inside) / Double(set.count)
    }

    private static func squaredDistance(_ first: [Float], _ second: [Float]) -> Float {
        first.withUnsafeBufferPointer { first in
            second.withUnsafeBufferPointer { second in
                var sum: Float = 0
                for index in 0..<min(first.count, second.count) {
                    let difference = first[index] - second[index]
                    sum += difference * difference
                }
                return sum
            }
        }
    }
}
