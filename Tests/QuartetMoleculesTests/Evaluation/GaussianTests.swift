import Foundation
import QuartetMolecules
import Testing

@Suite struct GaussianTests {
    @Test func meanAndCovariance() throws {
        let gaussian = try #require(Gaussian(rows: [1, 2, 3, 6, 5, 4], width: 2))
        #expect(gaussian.mean == [3, 4])
        #expect(gaussian.covariance == [4, 2, 2, 4])
        #expect(Gaussian(rows: [1, 2], width: 2) == nil)
    }

    /// A number of rows that no block divides, in parts, and parts that are joined.
    @Test func sumsOfPartsAreThoseOfAll() throws {
        let rows = (0..<33).map { Float(($0 * 7919) % 97) }
        let whole = try #require(Gaussian(rows: rows, width: 3))
        var (first, second) = (GaussianSums(width: 3), GaussianSums(width: 3))
        first.add(rows: Array(rows[..<15]))
        second.add(rows: Array(rows[15..<18]))
        second.add(rows: Array(rows[18...]))
        first.add(second)
        #expect(first.count == 11)
        let joined = try #require(first.gaussian)
        #expect(zip(joined.covariance, whole.covariance).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(zip(joined.mean, whole.mean).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    /// Independent columns: the distance is the sum over them of `(m - m')² + (s - s')²`.
    @Test func distanceOfIndependentColumns() throws {
        let corners: [Float] = [1, 1, 1, -1, -1, 1, -1, -1]
        let wide = zip(corners, 0...).map { $1 % 2 == 0 ? 3 * $0 + 5 : 2 * $0 }
        let one = try #require(Gaussian(rows: corners, width: 2))
        let other = try #require(Gaussian(rows: wide, width: 2))
        let deviation = (4.0 / 3).squareRoot()
        let expected = 25 + pow(2 * deviation, 2) + pow(deviation, 2)
        #expect(abs(one.frechetDistance(to: other) - expected) < 1e-12)
        #expect(abs(other.frechetDistance(to: one) - expected) < 1e-12)
    }

    /// Covariances [[4, 2], [2, 4]] and its mirror image with -2 do not commute with a diagonal one. For two columns
    /// `tr (C C')^½ = (tr C C' + 2 (det C det C')^½)^½`.
    @Test func distanceOfDependentColumns() throws {
        let one = try #require(Gaussian(rows: [1, 2, 3, 6, 5, 4], width: 2))
        let other = try #require(Gaussian(rows: [1, 0, 9, 1, 2, 8], width: 2))
        let (a, b) = (one.covariance, other.covariance)
        let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        let determinants = (a[0] * a[3] - a[1] * a[2]) * (b[0] * b[3] - b[1] * b[2])
        let root = (product + 2 * determinants.squareRoot()).squareRoot()
        let means = zip(one.mean, other.mean).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
        let expected = means + a[0] + a[3] + b[0] + b[3] - 2 * root
        #expect(abs(one.frechetDistance(to: other) - expected) < 1e-10)
    }

    /// Fewer rows than columns: both covariances are singular.
    @Test func singularCovariances() throws {
        let rows: [Float] = [1, 2, 3, 4, 2, 4, 6, 8, 4, 8, 12, 16]
        let one = try #require(Gaussian(rows: rows, width: 4))
        let double = try #require(Gaussian(rows: rows.map { 2 * $0 }, width: 4))
        #expect(one.frechetDistance(to: one) < 1e-6)
        // On a line the deviation doubles: (s - 2 s)² is the variance along it; the means are 7/3 (1, 2, 3, 4) apart.
        let variance = (0..<4).reduce(0) { $0 + one.covariance[$1 * 5] }
        let expected = variance + one.mean.reduce(0) { $0 + $1 * $1 }
        #expect(abs(one.frechetDistance(to: double) - expected) < 1e-6)
    }
}
