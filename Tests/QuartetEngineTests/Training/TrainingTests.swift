import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Batches, checkpoints and logs of a training that is interrupted and resumed.
@Suite struct TrainingTests {
    private let folder = TemporaryFolder()

    @Test(arguments: [(10, 3), (64, 64), (1000, 7), (1, 1)]) func everyEpochSeesEachExampleOnce(
        _ count: Int, _ batch: Int
    ) {
        var batches = ShuffledBatches(count: count, batch: batch, seed: 9)
        let perEpoch = batches.batchesPerEpoch
        #expect(perEpoch == count / batch)
        var epochs: [[Int32]] = []
        for epoch in 0..<3 {
            let seen = (0..<perEpoch).flatMap { Array(batches.indices(step: epoch * perEpoch + $0)) }
            #expect(
                Set(seen).count == perEpoch * batch && seen.allSatisfy { (0..<Int32(count)).contains($0) })
            epochs.append(seen)
        }
        if count > 3 { #expect(epochs[0] != epochs[1] && epochs[1] != epochs[2]) }
        // Any step can be computed without the steps before it.
        var again = ShuffledBatches(count: count, batch: batch, seed: 9)
        for step in [2 * perEpoch, 0, perEpoch] {
            #expect(Array(again.indices(step: step)) == Array(batches.indices(step: step)))
        }
        // Another seed gives another order of the epoch.
        var other = ShuffledBatches(count: count, batch: batch, seed: 10)
        let otherEpoch = (0..<perEpoch).flatMap { Array(other.indices(step: $0)) }
        #expect((otherEpoch != epochs[0]) == (count > 3))
    }

    @Test func shufflesEvenly() {
        var places = [Int](repeating: 0, count: 5)
        var batches = ShuffledBatches(count: 5, batch: 5, seed: 1)
        for step in 0..<2000 { places[batches.indices(step: step).firstIndex(of: 0)! % 5] += 1 }
        #expect(places.allSatisfy { abs($0 - 400) < 80 }, "\(places)")
    }

    private final class Run {
        let store = ParameterStore()
        let optimizer: Optimizer
        let plan: Plan
        let loss: Tensor
        var batches = ShuffledBatches(count: 40, batch: 8, seed: 3)
        let x: Tensor

        init(threads: Int = 2) {
            Machine.setThreads(threads)
            let graph = Graph()
            let first = Linear(store.scope("first"), inputs: 6, outputs: 40)
            let norm = BatchNorm(store.scope("norm"), features: 40)
            let second = Linear(store.scope("second"), inputs: 40, outputs: 6)
            store.initialize(seed: 12)
            x = graph.input("x", shape: [8, 6])
            let hidden = Dropout(rate: 0.2)(norm(first(x), mode: .training).relu(), mode: .training)
            loss = squaredError(second(hidden), x)
            plan = Plan(
                graph, stages: [Stage(minimizing: loss, of: store)], precision: .bfloat16, threads: threads)
            optimizer = Optimizer(store, .adamW(), weightDecay: 0.01, averageDecay: 0.9)
        }

        var checkpoint: TrainingCheckpoint {
            TrainingCheckpoint(
                [TrainingCheckpoint.Part("model", store, optimizer)],
                circumstances: .init(precision: plan.precision))
        }

        func train(_ steps: Range<Int>) -> [Float] {
            steps.map { step in
                plan.write(
                    batches.indices(step: step).flatMap { row in (0..<6).map { sinf(Float(row) + Float($0)) }
                    }, to: x)
                plan.run(seed: 7, step: UInt64(step))
                optimizer.step(learningRate: 0.01, gradientScale: store.clippingScale(limit: 1))
                return plan.scalar(loss)
            }
        }
    }

    @Test func resumesBitForBit() throws {
        let whole = Run()
        let losses = whole.train(0..<30)
        #expect(losses[29] < losses[0])

        let before = Run()
        let first = before.train(0..<17)
        try before.checkpoint.save(to: folder.file("run"), step: 17, metadata: ["seed": "7"])
        let after = Run()
        _ = after.train(0..<3)
        let restored = try after.checkpoint.restore(from: folder.file("run"))
        #expect(restored.step == 17 && restored.metadata["seed"] == "7" && restored.warnings.isEmpty)
        #expect(first + after.train(17..<30) == losses)
        for (a, b) in zip(whole.store.parameters, after.store.parameters) {
            #expect(Array(a.values) == Array(b.values), "\(a.name)")
        }
        whole.optimizer.swapAverage()
        after.optimizer.swapAverage()
        #expect(Array(whole.store.flatValues) == Array(after.store.flatValues))
    }

    @Test func warnsOfOtherCircumstances() throws {
        let run = Run()
        var circumstances = TrainingCheckpoint.Circumstances(precision: .float32)
        circumstances.threads = 77
        try TrainingCheckpoint([.init("model", run.store, run.optimizer)], circumstances: circumstances)
            .save(to: folder.file("other"), step: 1)
        let warnings = try run.checkpoint.restore(from: folder.file("other")).warnings
        #expect(warnings.contains { $0.contains("threads was 77") })
        if Machine.hasBFloat16 {
            #expect(warnings.contains { $0.contains("precision was float32, is bfloat16") })
        }
    }

    @Test func refusesOtherParametersAndChangesNothing() throws {
        let run = Run()
        let kept = Array(run.store.flatValues)
        func expectError(_ texts: [String], _ change: (inout SafetensorsWriter) -> Void) throws {
            var writer = SafetensorsWriter(metadata: ["step": "1", "model.steps": "1"])
            for parameter in run.store.parameters where parameter.name != "norm.bias" {
                writer.add(
                    "model.\(parameter.name)", shape: parameter.shape,
                    [Float](repeating: 9, count: parameter.elementCount))
            }
            for name in ["first", "second", "average"] {
                let count = run.store.trainableCount
                writer.add("model/optimizer.\(name)", shape: [count], [Float](repeating: 9, count: count))
            }
            change(&writer)
            try writer.write(to: folder.file("wrong"))
            #expect { _ = try run.checkpoint.restore(from: folder.file("wrong")) } throws: { error in
                texts.allSatisfy { "\(error)".contains($0) } && "\(error)".contains(folder.file("wrong"))
            }
            #expect(Array(run.store.flatValues) == kept && run.optimizer.stepCount == 0)
        }
        let nine = [Float](repeating: 9, count: 40)
        try expectError(["model.norm.bias [40] is missing", "surplus"]) { $0.add("surplus", shape: [1], [1]) }
        try expectError(["model.norm.bias", "[8, 5]", "expected [40]"]) {
            $0.add("model.norm.bias", shape: [8, 5], nine)
        }
        try expectError(["model.norm.bias", "I64"]) {
            $0.add("model.norm.bias", shape: [40], integers: [Int](repeating: 9, count: 40))
        }
        try expectError(["step"]) {
            $0.add("model.norm.bias", shape: [40], nine)
            $0.metadata["step"] = "-3"
        }
        try expectError(["step count"]) {
            $0.add("model.norm.bias", shape: [40], nine)
            $0.metadata["model.steps"] = nil
        }
        // Numbers that a run could not count on from.
        for text in ["9223372036854775807", "9223372036854775808", "300000000000000", "1e3"] {
            try expectError(["the step is \"\(text)\""]) {
                $0.add("model.norm.bias", shape: [40], nine)
                $0.metadata["step"] = text
            }
            try expectError(["the step count of model is \"\(text)\""]) {
                $0.add("model.norm.bias", shape: [40], nine)
                $0.metadata["model.steps"] = text
            }
        }
    }

    @Test(arguments: [SafetensorsFile.Element.float32, .float16, .bfloat16])
    func weightsGoThroughAFile(_ element: SafetensorsFile.Element) throws {
        let (one, two) = (Run(), Run())
        _ = one.train(0..<3)
        var writer = SafetensorsWriter()
        one.store.add(to: &writer, prefix: "generator.", as: element)
        writer.add("other", shape: [1], [1])
        try writer.write(to: folder.file("weights"))
        try two.store.load(SafetensorsFile(path: folder.file("weights")), prefix: "generator.")
        for (a, b) in zip(one.store.parameters, two.store.parameters) {
            expectClose(
                Array(b.values), Array(a.values),
                element == .float32 ? .exact : Tolerance(relative: 4e-3, ofLargest: 1e-6), a.name)
        }
    }

    @Test func logsGrowAndAreCutBack() throws {
        let path = folder.file("log.jsonl")
        let log = try MetricsLog(path: path, resumingAt: 0)
        for step in 0..<5 { try log.append(step: step, ["loss": Double(step) / 4, "rate": 1e-3]) }
        try log.append(step: 5, ["loss": .nan])
        #expect(MetricsLog.read(path: path).map { $0["loss"] } == [0, 0.25, 0.5, 0.75, 1, nil])
        // An incomplete line, and lines that are not measurements.
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(
            contentsOf: Data("nonsense\n{\"step\": -1e300}\n{\"step\": 1e300}\n{\"step\": 6, \"lo".utf8))
        try handle.close()
        let resumed = try MetricsLog(path: path, resumingAt: 3)
        try resumed.append(step: 3, ["loss": 7])
        #expect(MetricsLog.read(path: path).map { $0["step"] } == [0, 1, 2, 3])
        #expect(MetricsLog.read(path: path).last?["loss"] == 7)
        #expect(throws: CheckpointError.self) {
            try MetricsLog(path: folder.file("missing/log"), resumingAt: 0)
        }
    }

    @Test func drawsAsPlansDo() {
        #expect(
            CounterRandom.uniforms(5, seed: 1, step: 2, stream: 3)
                == CounterRandom.uniforms(9, seed: 1, step: 2, stream: 3).dropLast(4))
        #expect(
            CounterRandom.normals(5, seed: 1, step: 2, stream: 3)
                != CounterRandom.normals(5, seed: 1, step: 3, stream: 3))
        #expect(CounterRandom.normals(0, seed: 1, stream: 3).isEmpty)
    }
}
