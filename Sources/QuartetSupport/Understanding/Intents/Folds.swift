internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Which messages a classifier is trained on and which it is judged on, in several runs.
struct Folds {
    /// The fold of each message; -1 for those that every training needs.
    let folds: [Int]
    /// Messages that are held out in one run.
    let held: [Int]
    /// Runs in which a part of the classes is hidden; none where too few classes would be left.
    let hidingRuns: Int
    private let count: Int
    /// The run in which a class is hidden.
    private let runs: [Int]
    private let labels: [Int32]
    private let classes: Int

    init(_ examples: LabelledTexts, count: Int, seed: UInt64) {
        folds = examples.folds(count, seed: seed)
        held = folds.indices.filter { [folds] in folds[$0] >= 0 }
        (labels, classes) = (examples.labels, examples.classes.count)
        self.count = count
        hidingRuns = classes < 3 ? 0 : min(count, classes)
        var random = PhiloxGenerator(seed: seed, stream: "hidden")
        var runs = [Int](repeating: -1, count: classes)
        for (place, label) in Array(0..<classes).shuffled(by: &random).enumerated() where hidingRuns > 0 {
            runs[label] = place % hidingRuns
        }
        self.runs = runs
    }

    func isHidden(_ label: Int, in run: Int) -> Bool { runs[label] == run }

    /// The messages to train on in a run that hides classes.
    func selection(hiding run: Int) -> [Bool] {
        folds.indices.map { folds[$0] != run && !isHidden(Int(labels[$0]), in: run) }
    }

    /// The candidate under which held-out messages are most probable, and the scores that it gives them.
    ///
    /// - Parameter train: trains with every candidate on the selected messages and returns the scores of all messages,
    ///   `[messages, classes]`.
    func best<Candidate>(
        _ candidates: [Candidate], _ term: IntentEvidence.Term,
        _ train: (_ candidates: [Candidate], _ used: [Bool]) -> [[Float]]
    ) -> (Candidate, [Float]) {
        var scores = candidates.map { _ in [Float](repeating: 0, count: labels.count * classes) }
        for fold in 0..<count where held.contains(where: { folds[$0] == fold }) {
            let found = train(candidates, folds.map { $0 != fold })
            for row in held where folds[row] == fold {
                for c in candidates.indices {
                    for k in row * classes..<(row + 1) * classes { scores[c][k] = found[c][k] }
                }
            }
        }
        let losses = scores.map { scores in
            let evidence = held.map { self.evidence($0, [term: scores], closest: []) }
            let own = held.map { Int(labels[$0]) }
            let pool = LogarithmicPool([term], fittedTo: evidence, labels: own)
            return zip(evidence, own).reduce(0) { $0 - pool.logProbabilities($1.0)[$1.1] }
        }
        let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
        return (candidates[best], scores[best])
    }

    /// The comparison of every held-out message with those of other folds: the means of the nearest, `[messages,
    /// classes]`, and the largest cosine of each class.
    func nearest(_ vectors: [[Float]]) throws(OutOfMemory) -> (means: [Float], closest: [[Float]]) {
        let (count, width, batch) = (vectors.count, vectors.first?.count ?? 0, 64)
        let store = ParameterStore()
        let table = store.scope.parameter("examples", shape: [count, width], .zeros)
        store.initialize(seed: 0)
        for (row, vector) in vectors.enumerated() {
            for column in vector.indices { table.values[row * width + column] = vector[column] }
        }
        let graph = Graph()
        let x = graph.input("vectors", shape: [batch, width])
        let cosines = x.matrixProduct(graph.parameter(table), transposeRight: true)
        let plan = try Plan.checked(graph, stages: [Stage(outputs: [cosines])], frozen: true)
        let examples = NearestExamples(classes: classes, labels: labels)
        var means = [Float](repeating: -1, count: count * classes)
        var closest = [[Float]](repeating: [], count: count)
        for start in stride(from: 0, to: count, by: batch) {
            let rows = start..<min(start + batch, count)
            let input = plan.floats(of: x)
            for row in rows {
                for column in 0..<width { input[(row - start) * width + column] = vectors[row][column] }
            }
            plan.run()
            let output = plan.floats(of: cosines)
            for row in rows where folds[row] >= 0 {
                let own = output[(row - start) * count..<(row - start + 1) * count]
                let found = examples.summary(UnsafeBufferPointer(rebasing: own)) { folds[$0] != folds[row] }
                for (label, mean) in found.means.enumerated() { means[row * classes + label] = mean }
                closest[row] = found.largest
            }
        }
        return (means, closest)
    }

    func evidence(
        _ row: Int, _ scores: [IntentEvidence.Term: [Float]], closest: [[Float]]
    ) -> IntentEvidence {
        IntentEvidence(
            scores: scores.mapValues { Array($0[row * classes..<(row + 1) * classes]) },
            closest: closest.isEmpty ? [] : closest[row])
    }
}
