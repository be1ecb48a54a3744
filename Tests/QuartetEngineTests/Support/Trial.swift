import QuartetEngine
import QuartetTestSupport
import Testing

/// A traced computation with its input values, to be run in every way that the engine offers.
final class Trial {
    let graph = Graph()
    private var inputs: [(tensor: Tensor, elements: [Float], isWhole: Bool)] = []

    func input(_ name: String, _ shape: Shape, _ elements: [Float], isWhole: Bool = false) -> Tensor {
        let tensor = graph.input(name, shape: shape, type: isWhole ? .int32 : .float32)
        inputs.append((tensor, elements, isWhole))
        return tensor
    }

    func input(_ name: String, _ values: ReferenceCase.Values) -> Tensor {
        input(name, values.shape, values.elements, isWhole: values.isWhole)
    }

    func interpreted(_ tensors: [Tensor], seed: UInt64 = 1, step: UInt64 = 2) -> [[Float]] {
        var interpreter = Interpreter(graph, seed: seed, step: step)
        for input in inputs { interpreter.write(input.elements, to: input.tensor) }
        return interpreter.evaluate(tensors)
    }

    func planned(
        _ tensors: [Tensor], threads: Int = 1, precision: Precision = .float32, seed: UInt64 = 1,
        step: UInt64 = 2
    ) -> [[Float]] {
        planned(Stage(outputs: tensors), threads: threads, precision: precision, seed: seed, step: step)
    }

    /// Runs one stage and reads its outputs.
    func planned(
        _ stage: Stage, threads: Int = 1, precision: Precision = .float32, seed: UInt64 = 1, step: UInt64 = 2
    ) -> [[Float]] {
        Machine.setThreads(threads)
        let plan = Plan(graph, stages: [stage], precision: precision, threads: threads)
        write(to: plan)
        plan.run(seed: seed, step: step)
        return stage.outputs.map { plan.read($0) }
    }

    func write(to plan: Plan) {
        for input in inputs {
            if input.isWhole {
                plan.write(input.elements.map { Int32($0) }, to: input.tensor)
            } else {
                plan.write(input.elements, to: input.tensor)
            }
        }
    }
}

/// Thread counts that must both agree with the definitions.
let threadCounts = [1, 2]

/// Traces a function of a case's tensors and compares its value `y` and its gradients `dNAME` with the reference:
/// interpreted, and planned with one and two threads.
func checkAgainstReference(
    _ reference: ReferenceCase, _ tolerance: Tolerance = .tight,
    gradients gradientTolerance: Tolerance? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ function: (Trial, [String: Tensor]) throws -> Tensor
) throws {
    let trial = Trial()
    let given = reference.tensors.keys.sorted().filter { name in
        name != "y" && name != "dy"
            && !(name.hasPrefix("d") && reference.tensors[String(name.dropFirst())] != nil)
            && !name.hasSuffix("After")
    }
    var tensors: [String: Tensor] = [:]
    for name in given { tensors[name] = trial.input(name, try reference.values(name)) }
    let y = try function(trial, tensors)
    #expect(y.shape == (try reference.values("y").shape), sourceLocation: sourceLocation)
    let dy = trial.input("dy", try reference.values("dy"))
    let targets = given.filter { reference.tensors["d\($0)"] != nil }
    let gradients = trial.graph.gradients(of: (y * dy).sum(), withRespectTo: targets.map { tensors[$0]! })
    for (target, gradient) in zip(targets, gradients) {
        #expect(gradient.shape == tensors[target]!.shape, "d\(target)", sourceLocation: sourceLocation)
    }
    let wanted = [y] + gradients
    let expected =
        try ["y"].map { try reference.elements($0) } + targets.map { try reference.elements("d\($0)") }
    var ways = [("interpreted", trial.interpreted(wanted))]
    for threads in threadCounts {
        ways.append(("\(threads) thread(s)", trial.planned(wanted, threads: threads)))
    }
    for (way, results) in ways {
        for (index, result) in results.enumerated() {
            expectClose(
                result, expected[index], index == 0 ? tolerance : gradientTolerance ?? tolerance,
                "\(reference.name), \(way): \(index == 0 ? "y" : "d\(targets[index - 1])")",
                sourceLocation: sourceLocation)
        }
    }
}
