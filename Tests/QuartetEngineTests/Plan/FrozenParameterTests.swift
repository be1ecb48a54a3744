import QuartetEngine
import QuartetTestSupport
import Testing

/// Parameters that no longer change are converted once, for all plans of a network; mapped ones are not trained.
@Suite struct FrozenParameterTests {
    private func numbers(_ count: Int, _ seed: UInt64) -> [Float] {
        CounterRandom.uniforms(count, seed: seed, stream: 1).map { $0 - 0.5 }
    }

    /// Two layers of which a batch of one and larger ones read different copies.
    private func model(_ scope: ParameterScope) -> (Tensor) -> Tensor {
        let first = Linear(scope("first"), inputs: 64, outputs: 96)
        let second = Linear(scope("second"), inputs: 96, outputs: 32)
        return { second(first($0).gelu()) }
    }

    @Test(arguments: Precision.allCases) func plansOfOneNetworkShareCopies(_ precision: Precision) {
        let store = ParameterStore()
        let model = model(store.scope)
        store.initialize(seed: 3)
        var (last, bytes): (Plan?, [Int]) = (nil, [])
        for rows in [128, 64, 16, 1, 64] {
            let trial = Trial()
            let x = trial.input("x", [rows, 64], numbers(rows * 64, UInt64(rows)))
            let y = model(x)
            let plan = Plan(
                trial.graph, stages: [Stage(outputs: [y])], precision: precision, threads: 1, frozen: true,
                sharingMemoryOf: last)
            trial.write(to: plan)
            plan.run()
            let tolerance: Float = precision == .bfloat16 ? 2e-2 : 1e-5
            expectClose(
                plan.read(y), trial.interpreted([y])[0],
                Tolerance(relative: tolerance, ofLargest: tolerance), "\(rows) rows")
            bytes.append(plan.frozenBytes)
            last = plan
        }
        // A batch of 64 rows needs nothing new when there was one before.
        #expect(bytes[4] == bytes[3] && bytes[0] > 0)
        #expect(bytes[1] == bytes[0], "\(bytes)")
    }

    /// Values that may leave memory come back as they were.
    @Test func whatIsSeldomReadStays() throws {
        try inFolder { folder in
            let whole = ParameterStore()
            _ = model(whole.scope)
            whole.initialize(seed: 4)
            var writer = SafetensorsWriter()
            whole.add(to: &writer)
            try writer.write(to: folder + "/w.safetensors")
            let store = ParameterStore()
            _ = model(store.scope)
            try store.map(
                [.init(try SafetensorsFile(path: folder + "/w.safetensors"))], copying: { _ in true },
                seldomRead: true)
            store.parameters[0].values[0] = 7
            whole.parameters[0].values[0] = 7
            // The fingerprint reads all of them, and lets them go.
            #expect(store.fingerprint == whole.fingerprint)
            #expect(Array(store.parameters[0].values) == Array(whole.parameters[0].values))
        }
    }

    /// Gradients of what is copied or new are those of a network that is trained whole; mapped weights stay.
    @Test func whatIsMappedIsNotTrained() throws {
        try inFolder { folder in
            let whole = ParameterStore()
            let reference = model(whole.scope)
            whole.initialize(seed: 4)
            var writer = SafetensorsWriter()
            whole.add(to: &writer)
            try writer.write(to: folder + "/w.safetensors")
            let file = try SafetensorsFile(path: folder + "/w.safetensors")

            let partly = ParameterStore()
            let tuned = model(partly.scope)
            try partly.map([.init(file)], copying: { $0.hasPrefix("second.") })
            #expect(partly.parameters.map(\.isMapped) == [true, true, false, false])
            #expect(partly.parameters.map(\.isTrainable) == [false, false, true, true])
            #expect(partly.fingerprint == whole.fingerprint)
            #expect(partly.fingerprint { $0 == "first.bias" } != whole.fingerprint { $0 == "second.bias" })

            let input = numbers(8 * 64, 5)
            for (store, network) in [(whole, reference), (partly, tuned)] {
                let graph = Graph()
                let x = graph.input("x", shape: [8, 64])
                let plan = Plan(graph, stages: [Stage(minimizing: network(x).squared().mean(), of: store)])
                plan.write(input, to: x)
                plan.run()
            }
            for (a, b) in zip(whole.parameters, partly.parameters).dropFirst(2) {
                expectClose(
                    Array(b.gradient), Array(a.gradient), Tolerance(relative: 1e-5, ofLargest: 1e-6), a.name)
            }
            let optimizer = Optimizer(partly, .adamW())
            let checkpoint = TrainingCheckpoint(
                [.init("model", partly, optimizer)], circumstances: .init(precision: .float32))
            optimizer.step(learningRate: 0.1)
            #expect(partly.fingerprint != whole.fingerprint)
            #expect(
                partly.fingerprint { $0.hasPrefix("first.") } == whole.fingerprint { $0.hasPrefix("first.") })
            try checkpoint.save(to: folder + "/c.safetensors", step: 1)
            let names = try SafetensorsFile(path: folder + "/c.safetensors").entries.keys
            #expect(names.contains("model.second.weight") && !names.contains("model.first.weight"))
            #expect(try checkpoint.restore(from: folder + "/c.safetensors").step == 1)
        }
    }

    /// A model's parameters come from several files, and a part that no file has begins anew.
    @Test func parametersComeFromSeveralFiles() throws {
        try inFolder { folder in
            var (one, other) = (SafetensorsWriter(), SafetensorsWriter())
            one.add("base.weight", shape: [2], [1, 2])
            one.add("head.weight", shape: [1], [7])
            other.add("linear.weight", shape: [3], [3, 4, 5])
            try one.write(to: folder + "/1.safetensors")
            try other.write(to: folder + "/2.safetensors")
            let files = try [1, 2].map { try SafetensorsFile(path: "\(folder)/\($0).safetensors") }
            let sources: [ParameterStore.Source] = [
                .init(files[0]).without("head").without("part"),
                .init(files[1], naming: { $0.hasPrefix("part.") ? "linear.weight" : nil }),
            ]
            func store() -> ParameterStore {
                let store = ParameterStore()
                _ = store.scope("base").parameter("weight", shape: [2], .zeros)
                _ = store.scope("part").parameter("weight", shape: [3], .zeros)
                return store
            }
            let read = store()
            try read.map(sources)
            #expect(read.parameters.map { Array($0.values) } == [[1, 2], [3, 4, 5]])
            let grown = store()
            _ = grown.scope("head").parameter("weight", shape: [1], .constant(9))
            try grown.map(sources, seed: 1)
            #expect(Array(grown.parameters[2].values) == [9] && grown.parameters[2].isTrainable)
            let headed = store()
            _ = headed.scope("head").parameter("weight", shape: [1], .zeros)
            try headed.map(sources + [ParameterStore.Source(files[0]).only("head")])
            #expect(Array(headed.parameters[2].values) == [7])
            // Without the exclusion the head is a mistake.
            let strict = store()
            let error = #expect(throws: CheckpointError.self) {
                try strict.map([.init(files[0]).without("part"), sources[1]])
            }
            #expect(error?.reason == "head.weight is not expected")
        }
    }
}
