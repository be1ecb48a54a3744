import Foundation
import QuartetEngine
import QuartetModels
import Testing

/// The heads of encoders give what their formulas say.
@Suite struct HeadTests {
    private static let width = 3
    private static let x: [Float] = [1, 2, -1, 0.5, 0, 3, -2, 1, 1, 0, 0, 0]

    /// `W x + b` of the parameters in a store.
    private func products(_ store: ParameterStore, _ x: ArraySlice<Float>) -> [Float] {
        let (weight, bias) = (store.parameters[0], store.parameters[1])
        return bias.values.indices.map { row in
            zip(x, weight.values[row * Self.width..<(row + 1) * Self.width]).reduce(bias.values[row]) {
                $0 + $1.0 * $1.1
            }
        }
    }

    private func check(_ found: [Float], _ expected: [Float], _ tolerance: Float = 1e-5) {
        #expect(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < tolerance }, "\(found), \(expected)")
    }

    @Test func classesAreScoredByVectors() {
        let store = ParameterStore()
        let head = ClassifierHead(store.scope("head"), width: Self.width, classes: 2, dropout: 0.5)
        store.initialize(seed: 2)
        #expect(store.parameters.map(\.name) == ["head.weight", "head.bias"])
        let graph = Graph()
        let x = graph.input("x", shape: [4, Self.width])
        let (scores, trained) = (head(x), head(x, mode: .training))
        let plan = Plan(graph, stages: [Stage(outputs: [scores, trained])])
        plan.write(Self.x, to: x)
        plan.run(seed: 1)
        check(plan.read(scores), (0..<4).flatMap { products(store, Self.x[3 * $0..<3 * $0 + 3]) })
        // In training a part of the vector is dropped, and the rest doubled.
        #expect(plan.read(trained) != plan.read(scores))
    }

    @Test func tokensHaveClassesOfTheirOwn() {
        let store = ParameterStore()
        let head = TokenHead(store.scope, width: Self.width, classes: 4)
        store.initialize(seed: 3)
        let graph = Graph()
        let x = graph.input("x", shape: [2, 2, Self.width])
        let labels = graph.input("labels", shape: [2, 2], type: .int32)
        let mask = graph.input("mask", shape: [2, 2])
        let scores = head(x)
        let loss = TokenHead.loss(scores, labels: labels, mask: mask)
        let plan = Plan(graph, stages: [Stage(outputs: [scores, loss])])
        plan.write(Self.x, to: x)
        plan.write([3, 0, 1, 0] as [Int32], to: labels)
        plan.write([1, 0, 1, 1] as [Float], to: mask)
        plan.run()
        let rows = (0..<4).map { products(store, Self.x[3 * $0..<3 * $0 + 3]) }
        check(plan.read(scores), rows.flatMap { $0 })
        func entropy(_ row: Int, _ label: Int) -> Float {
            log(rows[row].reduce(0) { $0 + exp($1) }) - rows[row][label]
        }
        check([plan.scalar(loss)], [(entropy(0, 3) + entropy(2, 1) + entropy(3, 0)) / 3])
    }

    @Test func anAnswerIsAStartAndAnEnd() {
        let store = ParameterStore()
        let head = SpanHead(store.scope, width: Self.width)
        store.initialize(seed: 4)
        let graph = Graph()
        let x = graph.input("x", shape: [1, 4, Self.width])
        let mask = graph.input("mask", shape: [1, 4])
        let starts = graph.input("starts", shape: [1], type: .int32)
        let ends = graph.input("ends", shape: [1], type: .int32)
        let logits = head(x, mask: mask)
        let loss = SpanHead.loss(logits, starts: starts, ends: ends)
        let plan = Plan(graph, stages: [Stage(outputs: [logits.start, logits.end, loss])])
        plan.write(Self.x, to: x)
        plan.write([0, 1, 1, 1] as [Float], to: mask)
        plan.write([1] as [Int32], to: starts)
        plan.write([3] as [Int32], to: ends)
        plan.run()
        let rows = (1..<4).map { products(store, Self.x[3 * $0..<3 * $0 + 3]) }
        check(Array(plan.read(logits.start).dropFirst()), rows.map { $0[0] })
        check(Array(plan.read(logits.end).dropFirst()), rows.map { $0[1] })
        #expect(plan.read(logits.start)[0] < -1e29)
        func entropy(_ part: Int, _ place: Int) -> Float {
            log(rows.reduce(0) { $0 + exp($1[part]) }) - rows[place][part]
        }
        check([plan.scalar(loss)], [(entropy(0, 0) + entropy(1, 2)) / 2])
    }

    @Test func theBestSpanDoesNotRunBackwards() {
        let best = SpanHead.best(start: [0, 1, 5, 0], end: [9, 2, 1, 1.5], longest: 2)
        #expect(best?.tokens == 0...0 && best?.score == 9)
        let next = SpanHead.best(start: [0, 1, 5, 0], end: [3, 2, 1, 1.5], longest: 2)
        #expect(next?.tokens == 2...3 && next?.score == 6.5)
        #expect(SpanHead.best(start: [0, 0, 0], end: [0, 0, 7], longest: 2)?.tokens == 1...2)
        #expect(SpanHead.best(start: [], end: [], longest: 3) == nil)
    }
}
