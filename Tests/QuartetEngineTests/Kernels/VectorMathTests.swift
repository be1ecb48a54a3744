import CKernels
import Foundation
import QuartetTestSupport
import Testing

/// Elementary functions against double precision: the bounds that `vector_math.h` states.
@Suite struct VectorMathTests {
    struct Function: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let operation: qk_operation
        let exact: @Sendable (Double) -> Double
        let points: @Sendable () -> [Float]
        /// Bound in units in the last place of the exact value; 0 if the bound is absolute.
        var units = 0.0
        var absolute = 0.0
    }

    private static func even(_ low: Float, _ high: Float) -> [Float] {
        (0...200_000).map { low + (high - low) * (Float($0) / 200_000) }
    }

    /// Numbers of all magnitudes, both signs.
    private static func geometric(_ low: Float, _ high: Float, signs: [Float] = [1, -1]) -> [Float] {
        let ratio = log(Double(high) / Double(low))
        return (0...100_000).flatMap { index in
            signs.map { $0 * Float(Double(low) * exp(ratio * Double(index) / 100_000)) }
        }
    }

    static let functions = [
        Function(
            testDescription: "exp", operation: QK_EXP, exact: { exp($0) },
            points: { even(-87.3, 88.72) + geometric(1e-8, 80) }, units: 2),
        Function(
            testDescription: "log", operation: QK_LOG, exact: { log($0) },
            points: { even(0.4, 2.5) + geometric(1.2e-38, 3.4e38, signs: [1]) }, units: 2),
        Function(
            testDescription: "tanh", operation: QK_TANH, exact: { tanh($0) },
            points: { even(-10, 10) + geometric(1e-20, 30) }, units: 3),
        Function(
            testDescription: "sigmoid", operation: QK_SIGMOID, exact: { 1 / (1 + exp(-$0)) },
            points: { even(-87, 40) + geometric(1e-8, 80) }, units: 4),
        Function(
            testDescription: "softplus", operation: QK_SOFTPLUS, exact: { log1p(exp($0)) },
            points: { even(-87, 40) + geometric(1e-8, 80) }, units: 4),
        Function(
            testDescription: "erf", operation: QK_ERF, exact: { erf($0) },
            points: { even(-6, 6) + geometric(1e-20, 10) }, absolute: 2e-7),
        Function(
            testDescription: "GELU", operation: QK_GELU, exact: { $0 * erfc(-$0 / 2.0.squareRoot()) / 2 },
            points: { even(-6, 12) + geometric(1e-20, 6) }, units: 32),
        Function(
            testDescription: "GELU far out", operation: QK_GELU,
            exact: { $0 * erfc(-$0 / 2.0.squareRoot()) / 2 },
            points: { even(-100, -6) }, absolute: 1e-13),
        Function(
            testDescription: "sin", operation: QK_SIN, exact: { sin($0) },
            points: { even(-20, 20) + geometric(1e-8, 10_000) }, absolute: 2e-7),
        Function(
            testDescription: "cos", operation: QK_COS, exact: { cos($0) },
            points: { even(-20, 20) + geometric(1e-8, 10_000) }, absolute: 2e-7),
    ]

    @Test(arguments: functions) func staysWithinItsBound(_ function: Function) {
        let points = function.points()
        let results = apply(function.operation, points)
        var worst = (error: 0.0, at: Float(0), result: Float(0))
        for (x, y) in zip(points, results) {
            let exact = function.exact(Double(x))
            let difference = abs(Double(y) - exact)
            let error = function.units > 0 ? difference / Double(Float(exact).ulp) : difference
            if !(error <= worst.error) { worst = (error, x, y) }
        }
        let bound = function.units > 0 ? function.units : function.absolute
        #expect(worst.error < bound, "at \(worst.at): \(worst.result)")
    }

    private func apply(_ operation: qk_operation, _ x: [Float], _ alpha: Float = 0, _ beta: Float = 0)
        -> [Float]
    {
        var result = [Float](repeating: 0, count: x.count)
        qk_apply(Int32(operation.rawValue), x, x, &result, Int64(x.count), alpha, beta)
        return result
    }

    @Test func keepsSpecialValues() {
        let special: [Float] = [0, -0.0, .infinity, -.infinity, .nan]
        func check(_ operation: qk_operation, _ expected: [Float], _ line: Int = #line) {
            let results = apply(operation, special)
            for (result, value) in zip(results, expected) {
                let same = value.isNaN ? result.isNaN : result == value
                #expect(same, "\(operation.rawValue) (line \(line)): \(results), expected \(expected)")
            }
        }
        check(QK_EXP, [1, 1, .infinity, 0, .nan])
        check(QK_LOG, [-.infinity, -.infinity, .infinity, .nan, .nan])
        check(QK_TANH, [0, -0.0, 1, -1, .nan])
        check(QK_SIGMOID, [0.5, 0.5, 1, 0, .nan])
        check(QK_ERF, [0, -0.0, 1, -1, .nan])
        check(QK_SIN, [0, -0.0, .nan, .nan, .nan])
        check(QK_COS, [1, 1, .nan, .nan, .nan])
        check(QK_SQRT, [0, -0.0, .infinity, .nan, .nan])
        check(QK_ABS, [0, 0, .infinity, .infinity, .nan])
        check(QK_RELU, [0, -0.0, .infinity, 0, .nan])
        let softplus = apply(QK_SOFTPLUS, special)
        #expect(
            abs(softplus[0] - 0.6931472) < 1e-7 && softplus[2] == .infinity && softplus[3] == 0
                && softplus[4].isNaN)
        #expect(apply(QK_LOG, [-1])[0].isNaN)
        #expect(apply(QK_LOG, [1]) == [0])
        #expect(apply(QK_EXP, [89, -104, 200, -200]) == [.infinity, 0, .infinity, 0])
        // Gradual underflow.
        #expect(abs(Double(apply(QK_EXP, [-90])[0]) - exp(-90)) < 2e-45)
        #expect(apply(QK_SIGN, [-3, 0, 2]) == [-1, 0, 1])
        #expect(apply(QK_CLAMP, [-3, 0, 2], -1, 1) == [-1, 0, 1])
    }

    @Test func roundsToBFloat16() {
        var generator = SeededGenerator(1)
        var values: [Float] = [
            0, -0.0, .infinity, -.infinity, 1, 1.00390625, 1.01171875, .greatestFiniteMagnitude,
        ]
        values += (0..<20_000).map { _ in
            Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator))
        }
        var halves = [UInt16](repeating: 0, count: values.count)
        qk_to_bfloat16(values, &halves, Int64(values.count))
        var back = [Float](repeating: 0, count: values.count)
        qk_from_bfloat16(halves, &back, Int64(values.count))
        for (value, result) in zip(values, back) {
            let expected = roundedToBFloat16(value)
            #expect(result == expected || (value.isNaN && result.isNaN), "\(value)")
        }
        // Ties go to the even neighbour.
        #expect(back[5] == 1 && back[6] == 1.015625 && back[7] == .infinity)
        let nan = Float(bitPattern: 0x7f80_0001)
        qk_to_bfloat16([nan], &halves, 1)
        #expect(halves[0] & 0x7fff > 0x7f80)
    }

    @Test func convertsEveryFloat16() {
        let halves = (0...UInt16.max).map { $0 }
        var floats = [Float](repeating: 0, count: halves.count)
        qk_from_float16(halves, &floats, Int64(halves.count))
        var back = [UInt16](repeating: 0, count: halves.count)
        qk_to_float16(floats, &back, Int64(halves.count))
        for (half, (value, again)) in zip(halves, zip(floats, back)) {
            let exponent = Int(half >> 10 & 31)
            let fraction = Float(half & 1023)
            let sign: Float = half >> 15 == 1 ? -1 : 1
            if exponent == 31 {
                #expect(fraction == 0 ? value == sign * .infinity : value.isNaN)
            } else {
                let magnitude =
                    exponent == 0 ? fraction * 0x1p-24 : (1 + fraction / 1024) * exp2(Float(exponent - 15))
                #expect(value == sign * magnitude)
            }
            #expect(again == half || value.isNaN)
        }
    }
}
