internal import Foundation

/// How different the pictures of each class are, relative to real ones: 1 is as varied as they are, 0 is one picture
/// again and again.
///
/// Two mean distances between the pixels of a class's pictures are divided by those of as many real pictures, and the
/// smaller ratio counts: the distance of all pairs (as Odena et al., 2017, measure it by the similarity of pairs within a
/// class), and that to the nearest other picture. A generator that knows a few pictures by heart has the first and lacks
/// the second.
public struct PictureVariety: Sendable, Codable, Equatable {
    /// In the order of ``classNames``.
    public let values: [Double]
    /// The classes that have at least two different real pictures.
    public let classNames: [String]

    public init(values: [Double], classNames: [String]) {
        if values.isEmpty || values.count != classNames.count {
            fatalError("PictureVariety: \(values.count) values, \(classNames.count) classes")
        }
        (self.values, self.classNames) = (values, classNames)
    }

    /// Below this share of the real pictures' variety a generator has collapsed in a class. On small handwritten digits
    /// collapsed generators had 0.02 to 0.3, those with ten different digits in a row 0.6 to 1.
    public static let collapse = 0.4
    /// From this share on the pictures of a class count as varied.
    public static let enough = 0.6

    public var mean: Double { values.reduce(0, +) / Double(values.count) }
    public var least: Double { values.min() ?? 0 }

    /// Such as `0.83 of the real pictures', least 0.61 for class "4"`.
    public var summary: String {
        let text = String(format: "%.2f of the real pictures'", mean)
        guard values.count > 1, let index = values.indices.min(by: { values[$0] < values[$1] }) else {
            return text
        }
        return text + String(format: ", least %.2f for class ", least) + "\"\(classNames[index])\""
    }
}

/// Measures the variety of generated pictures against real ones.
package struct VarietyMeasure {
    /// Mean distances within a class.
    private struct Distances {
        let ofPairs: Double
        let toNearest: Double

        /// nil for less than two pictures, or for pictures that are all alike.
        init?(_ pictures: [ArraySlice<Float>]) {
            let count = pictures.count
            if count < 2 { return nil }
            var sum = 0.0
            var nearest = [Double](repeating: .infinity, count: count)
            for first in 1..<count {
                for second in 0..<first {
                    let distance = Self.distance(pictures[first], pictures[second])
                    sum += distance
                    nearest[first] = min(nearest[first], distance)
                    nearest[second] = min(nearest[second], distance)
                }
            }
            ofPairs = sum / Double(count * (count - 1) / 2)
            toNearest = nearest.reduce(0, +) / Double(count)
        }

        private static func distance(_ first: ArraySlice<Float>, _ second: ArraySlice<Float>) -> Double {
            first.withUnsafeBufferPointer { first in
                second.withUnsafeBufferPointer { second in
                    var sum: Float = 0
                    for index in 0..<first.count {
                        let difference = first[index] - second[index]
                        sum += difference * difference
                    }
                    return Double(sum).squareRoot()
                }
            }
        }
    }

    private struct ClassReference {
        let label: Int
        let count: Int
        let distances: Distances
    }

    private let references: [ClassReference]
    private let classNames: [String]

    /// Measures real pictures: up to 50 of each class, 5 if there are very many classes.
    package init(_ real: PictureSet, seed: UInt64) {
        let shuffled = real.shuffled(seed: seed)
        let limit = min(50, max(5, 500 / real.classNames.count))
        references = real.classNames.indices.compactMap { label in
            let indices = shuffled.labels.indices.filter { Int(shuffled.labels[$0]) == label }.prefix(limit)
            guard let distances = Distances(indices.map { shuffled[$0] }), distances.ofPairs > 0 else {
                return nil
            }
            return ClassReference(label: label, count: indices.count, distances: distances)
        }
        classNames = references.map { real.classNames[$0.label] }
    }

    /// The classes to generate pictures of: as many of each as real ones were measured.
    package var labels: [Int] { references.flatMap { [Int](repeating: $0.label, count: $0.count) } }

    /// - Parameter generated: pictures of ``labels``.
    /// - Returns: nil when no class of the real pictures has any variety.
    package func callAsFunction(_ generated: PictureSet) -> PictureVariety? {
        if references.isEmpty { return nil }
        var start = 0
        let values = references.map { reference in
            let pictures = (start..<start + reference.count).map { generated[$0] }
            start += reference.count
            guard let made = Distances(pictures) else { return 0.0 }
            let nearest =
                reference.distances.toNearest > 0
                ? made.toNearest / reference.distances.toNearest : .infinity
            return min(made.ofPairs / reference.distances.ofPairs, nearest)
        }
        return PictureVariety(values: values, classNames: classNames)
    }
}
