internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Which fields depend on each other most: the spanning tree of maximum mutual information (Chow & Liu, 1968) over the bins
/// of numbers and the slots of categories.
struct DependenceTree: Sendable, Codable {
    /// The parent of each variable; nil for the root, which has the most mutual information with all others.
    let parents: [Int?]

    /// Records for the estimate of mutual information, at most.
    private static let sample = 20_000

    /// - Parameters:
    ///   - variables: `[variable][record]` codes.
    ///   - sizes: the number of codes of each variable.
    init(_ variables: [[Int32]], sizes: [Int], seed: UInt64) {
        let count = variables.first?.count ?? 0
        let chosen: [Int]
        if count > Self.sample {
            var generator = PhiloxGenerator(seed: seed, stream: 0x7EE)
            chosen = (0..<Self.sample).map { _ in Int.random(in: 0..<count, using: &generator) }
        } else {
            chosen = Array(0..<count)
        }
        let sampled = variables.map { column in chosen.map { column[$0] } }
        let entropies = zip(sampled, sizes).map { Self.entropy($0, size: $1) }
        var information = [[Double]](
            repeating: [Double](repeating: 0, count: sizes.count), count: sizes.count)
        for a in sizes.indices {
            for b in 0..<a {
                var joint = [Int32](repeating: 0, count: chosen.count)
                for index in joint.indices {
                    joint[index] = sampled[a][index] * Int32(sizes[b]) + sampled[b][index]
                }
                let mutual = entropies[a] + entropies[b] - Self.entropy(joint, size: sizes[a] * sizes[b])
                (information[a][b], information[b][a]) = (mutual, mutual)
            }
        }
        parents = Self.spanningTree(information)
    }

    /// Prim's algorithm, for the maximum sum.
    private static func spanningTree(_ weights: [[Double]]) -> [Int?] {
        var parents = [Int?](repeating: nil, count: weights.count)
        guard let root = weights.indices.max(by: { weights[$0].reduce(0, +) < weights[$1].reduce(0, +) })
        else { return parents }
        var best = weights[root]
        var nearest = [Int](repeating: root, count: weights.count)
        var outside = Set(weights.indices).subtracting([root])
        while let next = outside.max(by: { (best[$0], $1) < (best[$1], $0) }) {
            outside.remove(next)
            parents[next] = nearest[next]
            for other in outside where weights[next][other] > best[other] {
                (best[other], nearest[other]) = (weights[next][other], next)
            }
        }
        return parents
    }

    private static func entropy(_ codes: [Int32], size: Int) -> Double {
        var counts = [Int32](repeating: 0, count: size)
        for code in codes { counts[Int(code)] += 1 }
        let total = Double(max(codes.count, 1))
        return counts.reduce(0) { sum, count in
            count == 0 ? sum : sum - Double(count) / total * log(Double(count) / total)
        }
    }
}
