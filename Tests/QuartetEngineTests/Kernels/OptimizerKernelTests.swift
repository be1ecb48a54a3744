import CKernels
import QuartetEngine
import QuartetTestSupport
import Testing

/// The optimisers over buffers that several threads share.
@Suite struct OptimizerKernelTests {
    private func trained(_ kind: OptimizerKind, threads: Int) -> [Float] {
        Machine.setThreads(threads)
        let store = ParameterStore()
        let parameters = [100_003, 17, 40_000].enumerated().map { index, count in
            store.scope.parameter("p\(index)", shape: [count], .normal(standardDeviation: 1))
        }
        store.initialize(seed: 4)
        let optimizer = Optimizer(store, kind, weightDecay: 0.01, averageDecay: 0.9)
        for step in 0..<3 {
            for parameter in parameters {
                for i in 0..<parameter.elementCount { parameter.gradient[i] = Float((i + step) % 13) - 6 }
            }
            optimizer.step(learningRate: 0.01, gradientScale: store.clippingScale(limit: 100))
        }
        optimizer.swapAverage()
        return parameters.flatMap { Array($0.values) }
    }

    @Test(arguments: [OptimizerKind.adam(), .adamW(), .sgd(momentum: 0.9, nesterov: true)])
    func threadsChangeNothing(_ kind: OptimizerKind) {
        // The norm of the gradients is summed in another order, which changes the last bits.
        expectClose(
            trained(kind, threads: 2), trained(kind, threads: 1), Tolerance(relative: 1e-6, ofLargest: 1e-7),
            "\(kind)")
        #expect(trained(kind, threads: 2) == trained(kind, threads: 2))
    }

    @Test func addsSquaresInDoublePrecision() {
        let values = [Float](repeating: 0.1, count: 1_000_003)
        let exact = Double(Float(0.1)) * Double(Float(0.1)) * 1_000_003
        for threads in [1, 2, 3] as [Int32] {
            #expect(abs(qk_sum_of_squares(values, 1_000_003, threads) / exact - 1) < 1e-12)
        }
        #expect(qk_sum_of_squares(values, 0, 2) == 0)
    }

    @Test func findsNonFiniteValues() {
        var values = [Float](repeating: 1, count: 10_000)
        #expect(qk_first_not_finite(values, 10_000) == -1)
        values[9_999] = .infinity
        #expect(qk_first_not_finite(values, 10_000) == 9_999)
        values[4_097] = .nan
        #expect(qk_first_not_finite(values, 10_000) == 4_097)
        #expect(qk_first_not_finite_bfloat16([0x3f80, 0x7f80, 0x7fc0], 3) == 1)
        #expect(qk_first_not_finite_bfloat16([0x3f80, 0x7f7f], 2) == -1)
    }

    /// All shares are done, for every size of the pool.
    @Test(arguments: [1, 2, 3, 7, 16] as [Int32]) func runsEveryShare(_ threads: Int32) {
        Machine.setThreads(2)
        var seen = [Int32](repeating: 0, count: 16)
        seen.withUnsafeMutableBufferPointer { buffer in
            qk_parallel(
                { context, share, threads in
                    context!.assumingMemoryBound(to: Int32.self)[Int(share)] += threads
                }, buffer.baseAddress, threads)
        }
        #expect(seen == (0..<16).map { $0 < threads ? threads : 0 })
    }
}
