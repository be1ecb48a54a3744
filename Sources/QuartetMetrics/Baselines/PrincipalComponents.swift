internal import Foundation

/// Principal components, a baseline for anomaly detection: the squared distance of a row from the plane that holds most
/// of the training rows' variance (Shyu et al., 2003).
///
/// The directions come from 60 power iterations each, with deflation. Directions of nearly equal variance may come out
/// mixed with one another; the plane that holds both of them is hardly affected.
public struct PrincipalComponents: Sendable {
    private let width: Int
    public let mean: [Double]
    /// Orthonormal directions, largest variance first.
    public let directions: [[Double]]

    /// - Parameters:
    ///   - rows: training rows of `width` numbers each.
    ///   - share: how much of the variance the plane must hold.
    public init(_ rows: [Float], width: Int, share: Double = 0.95) {
        self.width = width
        let count = rowCount(rows, width: width)
        var mean = [Double](repeating: 0, count: width)
        for (index, value) in rows.enumerated() { mean[index % width] += Double(value) }
        mean = mean.map { $0 / Double(max(count, 1)) }
        var covariance = [Double](repeating: 0, count: width * width)
        var centred = [Double](repeating: 0, count: width)
        // A sample is enough for directions and keeps the work below a second.
        let stride = max(1, count / 20_000)
        for row in Swift.stride(from: 0, to: count, by: stride) {
            for i in 0..<width { centred[i] = Double(rows[row * width + i]) - mean[i] }
            for i in 0..<width where centred[i] != 0 {
                for j in 0...i { covariance[i * width + j] += centred[i] * centred[j] }
            }
        }
        for i in 0..<width { for j in 0..<i { covariance[j * width + i] = covariance[i * width + j] } }
        self.mean = mean
        directions = Self.eigenvectors(covariance, width, share: share)
    }

    /// The eigenvectors of the largest eigenvalues, until these hold `share` of the trace.
    private static func eigenvectors(_ matrix: [Double], _ width: Int, share: Double) -> [[Double]] {
        var left = matrix
        let trace = (0..<width).reduce(0) { $0 + matrix[$1 * width + $1] }
        var held = 0.0
        var found: [[Double]] = []
        while found.count < width, held < share * trace {
            var vector = (0..<width).map { (i: Int) -> Double in
                1 + Double((i * 7919 + found.count * 31) % 17) / 10
            }
            var strength = 0.0
            for _ in 0..<60 {
                var next = [Double](repeating: 0, count: width)
                for i in 0..<width where vector[i] != 0 {
                    for j in 0..<width { next[j] += left[i * width + j] * vector[i] }
                }
                strength = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
                guard strength > 1e-12 * max(trace, 1e-300) else { return found }
                vector = next.map { $0 / strength }
            }
            for i in 0..<width {
                for j in 0..<width { left[i * width + j] -= strength * vector[i] * vector[j] }
            }
            held += strength
            found.append(vector)
        }
        return found
    }

    /// The reconstruction error of each row: its squared distance from the plane.
    public func reconstructionErrors(_ rows: [Float]) -> [Double] {
        (0..<rowCount(rows, width: width)).map { row in
            var centred = (0..<width).map { Double(rows[row * width + $0]) - mean[$0] }
            for direction in directions {
                let along = zip(centred, direction).reduce(0) { $0 + $1.0 * $1.1 }
                for i in 0..<width { centred[i] -= along * direction[i] }
            }
            return centred.reduce(0) { $0 + $1 * $1 }
        }
    }
}
