import Foundation
import QuartetTraffic
import Testing

/// Both scales place numbers as defined, and can be stored and read back.
@Suite struct NumberScaleTests {
    private static let values: [Float] = [1, 2, 3, 4, 10]

    @Test func logarithmsAreStandardised() {
        let scale = NumberScale(.logarithm, Self.values)
        // Mean 4, variance 10.
        #expect(abs(scale.place(4)) < 1e-6)
        #expect(abs(scale.place(10) - 6 / Float(10).squareRoot()) < 1e-5)
        // Larger values are farther out, up to 12.
        #expect(scale.place(20) > scale.place(10))
        #expect(scale.place(1e9) == 12 && scale.place(-1e9) == -12)
        #expect(scale.place(.infinity) > scale.place(10))
        #expect(scale.place(.nan) == scale.place(3))
        #expect(abs(scale.value(at: scale.place(2)) - 2) < 1e-5)
        #expect(scale.value(at: 50) == 10)
    }

    @Test(arguments: ScaleKind.allCases) func constantsAndMissingValuesHavePlaces(_ kind: ScaleKind) {
        let constant = NumberScale(kind, [7, 7, 7])
        #expect(constant.place(7) == 0 && constant.place(8) == 3)
        #expect(!constant.isSometimesMissing)
        let missing = NumberScale(kind, [.nan, .nan])
        #expect(missing.isSometimesMissing && missing.place(.nan).isFinite && missing.place(1).isFinite)
        #expect(NumberScale(kind, []).place(0).isFinite)
    }

    @Test(arguments: ScaleKind.allCases) func aScaleIsReadAsItWasWritten(_ kind: ScaleKind) throws {
        let scale = NumberScale(kind, Self.values + [.nan])
        let read = try JSONDecoder().decode(NumberScale.self, from: JSONEncoder().encode(scale))
        #expect(read == scale)
    }

    /// The file format before there was a choice of scales.
    @Test func aRankScaleNeedsNoTag() throws {
        let text = #"{"knots":[1,2],"places":[-1,1],"median":1,"isSometimesMissing":false}"#
        let scale = try JSONDecoder().decode(NumberScale.self, from: Data(text.utf8))
        #expect(scale.place(1.5) == 0)
    }

    @Test func blocksAreEncodedLikeSingleValues() {
        for kind in ScaleKind.allCases {
            let scale = NumberScale(kind, Self.values)
            var rows = [Float](repeating: -99, count: 6)
            var span = rows.mutableSpan
            scale.place([5, 1, 3, .nan], 1..<4, into: &span, from: 1, stride: 2)
            #expect(rows == [-99, scale.place(1), -99, scale.place(3), -99, scale.place(.nan)])
        }
    }
}
