import QuartetEngine
import QuartetTestSupport
import Testing

/// Builds a layer, gives its parameters the reference's numbers and compares value, gradients and updated state with
/// the reference, planned with one and two threads.
///
/// - Parameters:
///   - names: the reference's names for parameters that have other names there.
///   - build: makes the layer and returns its forward pass of the case's tensors.
func checkLayer(
    _ reference: ReferenceCase, names: [String: String] = [:], precision: Precision = .float32,
    _ tolerance: Tolerance = Tolerance(relative: 1e-5, ofLargest: 5e-6),
    sourceLocation: SourceLocation = #_sourceLocation,
    build: (ParameterScope) throws -> ([String: Tensor]) throws -> Tensor
) throws {
    for threads in threadCounts {
        let store = ParameterStore()
        let forward = try build(store.scope)
        store.initialize(seed: 0)
        for parameter in store.parameters {
            let values = try reference.values(names[parameter.name] ?? parameter.name)
            #expect(values.shape == parameter.shape, "\(parameter.name)", sourceLocation: sourceLocation)
            _ = parameter.values.update(fromContentsOf: values.elements)
        }
        let trial = Trial()
        let own = Set(store.parameters.map { names[$0.name] ?? $0.name })
        let given = reference.tensors.keys.sorted().filter { name in
            !own.contains(name) && !["y", "dy"].contains(name) && !name.hasSuffix("After")
                && !(name.hasPrefix("d") && reference.tensors[String(name.dropFirst())] != nil)
        }
        var tensors: [String: Tensor] = [:]
        for name in given { tensors[name] = trial.input(name, try reference.values(name)) }
        let y = try forward(tensors)
        #expect(y.shape == (try reference.values("y").shape), sourceLocation: sourceLocation)
        let dy = trial.input("dy", try reference.values("dy"))
        let targets = given.filter { reference.tensors["d\($0)"] != nil }
        let trained = store.parameters.filter { $0.isTrainable }
        let gradients = y.graph.gradients(
            of: (y * dy).sum(),
            withRespectTo: targets.map { tensors[$0]! } + trained.map { y.graph.parameter($0) })
        var stage = Stage(outputs: [y] + gradients.prefix(targets.count), updates: y.graph.takeUpdates())
        stage.gradients = zip(trained, gradients.dropFirst(targets.count)).map { ($0, $1) }
        let results = trial.planned(stage, threads: threads, precision: precision)

        let way = "\(reference.name), \(threads) thread(s)"
        expectClose(
            results[0], try reference.elements("y"), tolerance, "\(way): y", sourceLocation: sourceLocation)
        for (target, result) in zip(targets, results.dropFirst()) {
            expectClose(
                result, try reference.elements("d\(target)"), tolerance, "\(way): d\(target)",
                sourceLocation: sourceLocation)
        }
        for parameter in trained {
            let name = names[parameter.name] ?? parameter.name
            expectClose(
                Array(parameter.gradient), try reference.elements("d\(name)"), tolerance, "\(way): d\(name)",
                sourceLocation: sourceLocation)
        }
        for parameter in store.parameters where !parameter.isTrainable {
            let name = names[parameter.name] ?? parameter.name
            let after = try reference.tensors["\(name)After"]?.elements ?? reference.elements(name)
            expectClose(
                Array(parameter.values), after, tolerance, "\(way): \(name) after",
                sourceLocation: sourceLocation)
        }
    }
}
