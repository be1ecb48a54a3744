import QuartetEngine
import Testing

/// Matrix products and convolutions of bfloat16 operands: with operands that bfloat16 holds exactly, the float32
/// accumulation must give what the definition gives.
@Suite struct BFloat16ContractionTests {
    static let names = ReferenceFile.primitives.names { name in
        ["matmul", "conv2d", "conv_transpose2d"].contains { name.hasPrefix($0) }
    }

    @Test(arguments: names) func isExactForExactOperands(_ name: String) throws {
        var reference = try ReferenceFile.primitives[name]
        reference.tensors = reference.tensors.mapValues { values in
            ReferenceCase.Values(shape: values.shape, elements: values.elements.map(roundedToBFloat16))
        }
        let trial = Trial()
        let names = reference.tensors.keys.filter { ["a", "b", "x", "weight"].contains($0) }.sorted()
        let operands = try names.map { trial.input($0, try reference.values($0)) }
        let y = try primitive(reference, Dictionary(uniqueKeysWithValues: zip(names, operands)))
        let dy = trial.input("dy", try reference.values("dy"))
        let wanted = [y] + trial.graph.gradients(of: (y * dy).sum(), withRespectTo: operands)
        let expected = trial.interpreted(wanted)
        for threads in threadCounts {
            let results = trial.planned(wanted, threads: threads, precision: .bfloat16)
            for (index, result) in results.enumerated() {
                let what = index == 0 ? "y" : "d\(names[index - 1])"
                expectClose(result, expected[index], .tight, "\(name), \(threads) thread(s), \(what)")
            }
        }
    }
}
