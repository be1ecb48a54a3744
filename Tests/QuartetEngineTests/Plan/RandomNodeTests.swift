import QuartetEngine
import Testing

/// Random tensors: their values depend on seed, step and stream alone.
@Suite struct RandomNodeTests {
    private func values(
        seed: UInt64, step: UInt64, threads: Int = 1, fused: Bool = false, count: Int = 40_000
    ) -> [[Float]] {
        let trial = Trial()
        let normal = trial.graph.normal(shape: [count])
        let uniform = trial.graph.uniform(shape: [count / 8, 8])
        if !fused { return trial.planned([normal, uniform], threads: threads, seed: seed, step: step) }
        // Inside larger programs, with reductions beside them.
        let vector = trial.input("ones", [8], [Float](repeating: 1, count: 8))
        let outputs = [normal * 1, uniform * vector, (uniform * vector).sum(), normal.squared().sum()]
        return Array(trial.planned(outputs, threads: threads, seed: seed, step: step).prefix(2))
    }

    @Test func doNotDependOnHowTheyAreComputed() {
        let reference = values(seed: 7, step: 3)
        #expect(reference == values(seed: 7, step: 3, threads: 2))
        #expect(reference == values(seed: 7, step: 3, fused: true))
        #expect(reference == values(seed: 7, step: 3, threads: 2, fused: true))
    }

    @Test func differBySeedStepAndStream() {
        let reference = values(seed: 7, step: 3, count: 64)
        #expect(values(seed: 8, step: 3, count: 64) != reference)
        #expect(values(seed: 7, step: 4, count: 64) != reference)
        #expect(values(seed: 7, step: 3 + 1 << 32, count: 64) != reference)
        let trial = Trial()
        let pair = trial.planned([trial.graph.uniform(shape: [64]), trial.graph.uniform(shape: [64])])
        #expect(pair[0] != pair[1])
    }

    @Test func haveTheirMoments() {
        let (normal, uniform) = (values(seed: 1, step: 1)[0], values(seed: 1, step: 1)[1])
        func moment(_ x: [Float], _ power: Int) -> Double {
            x.reduce(0.0) { sum, value in
                sum + (0..<power).reduce(1.0) { product, _ in product * Double(value) }
            }
                / Double(x.count)
        }
        // Four standard errors of 40,000 values.
        #expect(abs(moment(normal, 1)) < 0.02)
        #expect(abs(moment(normal, 2) - 1) < 0.03)
        #expect(abs(moment(normal, 3)) < 0.08)
        #expect(abs(moment(normal, 4) - 3) < 0.2)
        #expect(abs(moment(uniform, 1) - 1.0 / 2) < 0.006)
        #expect(abs(moment(uniform, 2) - 1.0 / 3) < 0.006)
        #expect(uniform.allSatisfy { (0..<1).contains($0) })
        let within = normal.count { abs($0) < 1 }
        #expect(abs(Double(within) / 40_000 - 0.6827) < 0.01)
    }

    @Test func dropoutKeepsItsShareAndTheMean() {
        let trial = Trial()
        let x = trial.input("x", [20_000], [Float](repeating: 2, count: 20_000))
        let dropout = Dropout(rate: 0.3)
        let y = dropout(x, mode: .training)
        let gradient = trial.graph.gradients(of: y.sum(), withRespectTo: [x])[0]
        let results = trial.planned([y, gradient], threads: 2)
        let dropped = results[0].count { $0 == 0 }
        #expect(abs(Double(dropped) / 20_000 - 0.3) < 0.015)
        #expect(results[0].allSatisfy { $0 == 0 || abs($0 - 2 / 0.7) < 1e-5 })
        // The gradient passes where the value does: the same numbers were drawn.
        #expect(zip(results[0], results[1]).allSatisfy { ($0 == 0) == ($1 == 0) })
        #expect(trial.planned([dropout(x, mode: .evaluation)])[0] == [Float](repeating: 2, count: 20_000))
    }
}
