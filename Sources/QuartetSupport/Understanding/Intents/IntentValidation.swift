internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// What classifiers say of messages that they were not trained on, and the choices made by it.
struct IntentValidation {
    /// `C` of the machines and of the head.
    private(set) var cost: Float = 1
    private(set) var strength = 30.0
    let full, wordsOnly: LogarithmicPool
    /// The messages that were held out in turn, with what the classifiers said of them.
    let heldOut: [(label: Int, evidence: IntentEvidence)]
    /// Signs of messages whose class is hidden, and of others in the same runs.
    private(set) var familiar: [(full: [Double], wordsOnly: [Double])] = []
    private(set) var hidden: [(full: [Double], wordsOnly: [Double])] = []
    let classes: [String]

    typealias Progress = (_ stage: String, _ share: Double) -> Void

    private static let costs: [Float] = [0.3, 1, 3]
    private static let strengths = [3.0, 10, 30, 100, 300]

    init(
        _ all: LabelledTexts, grams: [TextNGrams], vectors: [[Float]]?, options: IntentTraining.Options,
        progress: Progress
    ) throws {
        classes = all.classes
        let rows = all.sample(options.mostForChoices, seed: options.seed)
        let examples = rows.count == all.texts.count ? all : all.subset(rows)
        let folds = Folds(examples, count: options.folds, seed: options.seed)
        var scores: [IntentEvidence.Term: [Float]] = [:]
        let words = WordRuns(examples, rows.map { grams[$0] }, seed: options.seed)
        let head = try vectors.map { vectors in
            try SoftmaxRegression(
                rows.map { vectors[$0] }, labels: examples.labels, classes: examples.classes.count)
        }
        progress("comparing words", 0)
        (cost, scores[.words]) = folds.best(Self.costs, .words) { costs, used in
            costs.map { words.scores(trainedOn: used, cost: $0) }
        }
        var closest: [[Float]] = []
        if let head, let vectors {
            progress("comparing vectors", 0.4)
            (strength, scores[.head]) = folds.best(Self.strengths, .head) { strengths, used in
                // Each fit begins with the one before it, which was held back more.
                strengths.enumerated().map { head.fit(on: used, strength: $1, isFresh: $0 == 0) }
            }
            progress("comparing examples", 0.6)
            (scores[.nearest], closest) = try folds.nearest(rows.map { vectors[$0] })
        }
        heldOut = folds.held.map { row in
            (Int(examples.labels[row]), folds.evidence(row, scores, closest: closest))
        }
        let labels = heldOut.map(\.label)
        let terms: [IntentEvidence.Term] = vectors == nil ? [.words] : [.words, .head, .nearest]
        full = LogarithmicPool(terms, fittedTo: heldOut.map(\.evidence), labels: labels)
        wordsOnly = LogarithmicPool([.words], fittedTo: heldOut.map(\.evidence), labels: labels)
        for run in 0..<folds.hidingRuns {
            progress("hiding intents", 0.7 + 0.3 * Double(run) / Double(folds.hidingRuns))
            let used = folds.selection(hiding: run)
            scores[.words] = words.scores(trainedOn: used, cost: cost)
            scores[.head] = head?.fit(on: used, strength: strength, isFresh: true)
            let visible = examples.classes.indices.filter { !folds.isHidden($0, in: run) }
            for row in folds.held {
                let isStrange = folds.isHidden(Int(examples.labels[row]), in: run)
                guard isStrange || folds.folds[row] == run else { continue }
                let evidence = folds.evidence(row, scores, closest: closest).restricted(to: visible)
                let signs = (full: full.signs(evidence), wordsOnly: wordsOnly.signs(evidence))
                if isStrange { hidden.append(signs) } else { familiar.append(signs) }
            }
        }
    }

    /// Share of the held-out messages that got their own class.
    func accuracy(_ pool: LogarithmicPool) -> Double? {
        if heldOut.isEmpty { return nil }
        let right = heldOut.count { pool.best($0.evidence) == $0.label }
        return Double(right) / Double(heldOut.count)
    }

    var accuracy: Double? { accuracy(full) }
}

/// The machines on words, trained on some of the texts.
private struct WordRuns {
    private let rows: SparseRows
    private let columns: Int
    private let examples: LabelledTexts
    private let seed: UInt64

    init(_ examples: LabelledTexts, _ grams: [TextNGrams], seed: UInt64) {
        let features = WordFeatures(grams)
        (rows, columns) = (features.rows(grams), features.columns)
        (self.examples, self.seed) = (examples, seed)
    }

    /// `[texts, classes]`, also of the texts that were not used.
    func scores(trainedOn used: [Bool], cost: Float) -> [Float] {
        LinearMachines(
            rows, labels: examples.labels, selected: used.indices.filter { used[$0] }.map(Int32.init),
            classes: examples.classes.count, columns: columns, cost: cost, seed: seed
        ).scores(rows)
    }
}
