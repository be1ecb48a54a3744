import QuartetEngine
import QuartetTestSupport
import Testing

/// Every case of `recurrent.safetensors`: sequences, final states, and gradients by inputs, initial states and weights.
@Suite struct RecurrentReferenceTests {
    @Test(arguments: ReferenceFile.recurrent.names) func agreesWithPyTorch(_ name: String) throws {
        let reference = try ReferenceFile.recurrent[name]
        try checkLayer(reference) { try recurrentLayer(reference, $0, .batchFirst) }
    }

    @Test(arguments: ReferenceFile.recurrent.names) func agreesInBFloat16(_ name: String) throws {
        let reference = try ReferenceFile.recurrent[name]
        try checkLayer(reference, precision: .bfloat16, Tolerance(relative: 2e-2, ofLargest: 4e-2)) {
            try recurrentLayer(reference, $0, .batchFirst)
        }
    }

    /// With the steps first: transposed before and after, it is the same function.
    @Test(arguments: ReferenceFile.recurrent.names) func agreesWithStepsFirst(_ name: String) throws {
        let reference = try ReferenceFile.recurrent[name]
        try checkLayer(reference) { try recurrentLayer(reference, $0, .timeFirst) }
    }

    /// The definitions in plain loops, without a plan.
    @Test(arguments: ReferenceFile.recurrent.names) func theInterpreterAgrees(_ name: String) throws {
        let reference = try ReferenceFile.recurrent[name]
        let store = ParameterStore()
        let forward = try recurrentLayer(reference, store.scope, .batchFirst)
        store.initialize(seed: 0)
        for parameter in store.parameters {
            _ = parameter.values.update(fromContentsOf: try reference.elements(parameter.name))
        }
        let trial = Trial()
        let given = ["x", "states", "cells", "lengths"].filter { reference.tensors[$0] != nil }
        var tensors: [String: Tensor] = [:]
        for name in given { tensors[name] = trial.input(name, try reference.values(name)) }
        let y = try forward(tensors)
        let dy = trial.input("dy", try reference.values("dy"))
        let names = given.filter { $0 != "lengths" } + store.parameters.map(\.name)
        let targets =
            given.filter { $0 != "lengths" }.map { tensors[$0]! }
            + store.parameters.map { trial.graph.parameter($0) }
        let gradients = trial.graph.gradients(of: (y * dy).sum(), withRespectTo: targets)
        let results = trial.interpreted([y] + gradients)
        let tolerance = Tolerance(relative: 1e-5, ofLargest: 5e-6)
        for (name, result) in zip(["y"] + names.map { "d\($0)" }, results) {
            expectClose(result, try reference.elements(name), tolerance, "\(reference.name): \(name)")
        }
    }
}

/// GRU or LSTM with the shapes of the case's weights; its results as one row: sequence, states, cells.
private func recurrentLayer(
    _ reference: ReferenceCase, _ scope: ParameterScope, _ order: SequenceOrder
) throws -> ([String: Tensor]) throws -> Tensor {
    let inputs = try reference.values("weight_ih_l0").shape[1]
    let hidden = try reference.values("weight_hh_l0").shape[1]
    let layers = (0..<4).count { reference.tensors["weight_hh_l\($0)"] != nil }
    let both = reference.tensors["weight_hh_l0_reverse"] != nil
    let biased = reference.attributes.bias == true
    func row(_ sequence: Tensor, _ rest: [Tensor]) -> Tensor {
        let sequence = order == .batchFirst ? sequence : sequence.transposed([1, 0, 2])
        return .concatenate(([sequence] + rest).map { $0.reshaped([-1]) }, axis: 0)
    }
    func x(_ tensors: [String: Tensor]) throws -> Tensor {
        let x = try #require(tensors["x"])
        return order == .batchFirst ? x : x.transposed([1, 0, 2])
    }
    func parts(_ tensor: Tensor?) -> [Tensor]? {
        tensor.map { all in
            (0..<all.shape[0]).map {
                all.sliced(axis: 0, $0..<$0 + 1).reshaped([all.shape[1], all.shape[2]])
            }
        }
    }
    if reference.attributes.operation == "gru" {
        let layer = GRU(
            scope, inputs: inputs, hidden: hidden, layers: layers, isBidirectional: both, bias: biased)
        return { tensors in
            let output = layer(
                try x(tensors), states: parts(tensors["states"]), lengths: tensors["lengths"], order: order)
            return row(output.sequence, output.states)
        }
    }
    let layer = LSTM(
        scope, inputs: inputs, hidden: hidden, layers: layers, isBidirectional: both, bias: biased)
    return { tensors in
        let output = layer(
            try x(tensors), states: parts(tensors["states"]), cells: parts(tensors["cells"]),
            lengths: tensors["lengths"], order: order)
        return row(output.sequence, output.states + output.cells)
    }
}
