internal import QuartetFiles
import QuartetImaging
internal import QuartetMetrics

/// Whether a classifier of real cloth recognises what is drawn, and how near what is drawn comes to real cloth without
/// copying it.
struct RecognitionFigures {
    static let five: [FabricClass] = [.plain, .striped, .check, .floral, .dotted]
    static let further: [FabricClass] = [.leaf, .paisley, .animal, .knit, .lace, .denim, .camouflage]

    let patches: PatternPatches
    let seed: UInt64
    /// Per generator, by class.
    let windows: [[FabricClass: WindowSet]]

    /// Balanced accuracy, and the class that is recognised least, of five patterns.
    func fivePatterns(_ classifier: PatternClassifier) throws -> EvaluationSection {
        let real = try classifier.recall(on: patches.unseen)
        let swatches = try windows.map { try recall(classifier, $0, \.ofSwatches) }
        let garments = try windows.map { try recall(classifier, $0, \.ofGarments) }
        let goal = real.balancedAccuracy.map { 0.9 * $0 }
        func figure(
            _ name: String, _ recalls: [ClassRecall?], _ value: (ClassRecall) -> Double?, _ target: Double?
        )
            -> EvaluationFigure
        {
            EvaluationFigure(
                name, .share, atLeast: target, values: recalls.map { $0.flatMap(value) }, real: value(real))
        }
        var figures = [
            figure("swatch: balanced accuracy", swatches, \.balancedAccuracy, goal),
            figure("swatch: least class", swatches, \.least, 0.7),
            figure("garment: balanced accuracy", garments, \.balancedAccuracy, goal),
            figure("garment: least class", garments, \.least, 0.7),
        ]
        for (index, pattern) in classifier.classes.enumerated() {
            figures.append(figure("swatch: \(pattern.rawValue)", swatches, { $0.recalls[index] }, 0.7))
            figures.append(figure("garment: \(pattern.rawValue)", garments, { $0.recalls[index] }, 0.7))
        }
        let unseen = patches.unseen.count { classifier.classes.contains($0.pattern) }
        return EvaluationSection(
            title: "Pattern recognised",
            conditions:
                "A small convolutional classifier, trained on real patches alone, names the pattern of windows of 25 cm, 96 "
                + "pixels a side: three of each swatch, three of each drawn garment. Real: \(unseen) patches of garments that "
                + "it has not seen; 90 % of its balanced accuracy there is the target.",
            figures: figures)
    }

    /// The share of each further class that is recognised among all.
    func furtherPatterns(_ classifier: PatternClassifier) throws -> EvaluationSection {
        let real = try classifier.recall(on: patches.unseen)
        let all = try windows.map { try recall(classifier, $0, \.all) }
        let known = Self.further.filter(classifier.classes.contains)
        let figures = known.map { pattern -> EvaluationFigure in
            let index = classifier.classes.firstIndex(of: pattern) ?? 0
            return EvaluationFigure(
                pattern.rawValue, .share, atLeast: 0.6, values: all.map { $0?.recalls[index] },
                real: real.recalls[index])
        }
        let missing = Self.further.filter { !classifier.classes.contains($0) }.map { pattern in
            let count = patches.training.count { $0.pattern == pattern }
            return "\(pattern.rawValue) (\(count) to learn from)"
        }
        return EvaluationSection(
            title: "Further patterns recognised",
            conditions: "The same with a classifier of \(classifier.classes.count) classes: "
                + classifier.classes.map(\.rawValue).joined(separator: ", ")
                + ". Windows of swatches and garments together.",
            figures: [
                EvaluationFigure(
                    "balanced accuracy, all \(classifier.classes.count)", .share, atLeast: nil,
                    values: all.map { $0?.balancedAccuracy }, real: real.balancedAccuracy)
            ] + figures,
            notes: missing.isEmpty
                ? [] : ["Too few photographs for a class: \(missing.joined(separator: ", "))."])
    }

    /// Precision and recall by class, and the distance to the nearest picture of the training.
    func likeness(_ classifier: PatternClassifier) throws -> EvaluationSection {
        var figures: [EvaluationFigure] = []
        var (nearest, nearestReal) = ([[Double]](repeating: [], count: windows.count), [Double]())
        var weak: [String] = []
        for pattern in classifier.classes {
            let real = (patches.training + patches.unseen).filter { $0.pattern == pattern }
            let known = real.filter { !$0.isUnseenByGenerator }
            let fresh = real.filter(\.isUnseenByGenerator)
            let learnt = features(known.map(\.picture), classifier)
            let unseen = features(fresh.map(\.picture), classifier)
            let made = windows.map { sets in
                sets[pattern].map { features($0.all, classifier) } ?? []
            }
            let comparisons = made.map { compare($0, with: learnt) }
            let among = compare(unseen, with: learnt)
            for (name, value, target) in [
                ("precision", \ManifoldComparison.precision, 0.5), ("recall", \.recall, 0.4),
            ] {
                figures.append(
                    EvaluationFigure(
                        "\(pattern.rawValue): \(name)", .ratio, atLeast: target,
                        values: comparisons.map { $0?[keyPath: value] }, real: among?[keyPath: value]))
            }
            if let first = comparisons.first.flatMap(\.self), min(first.precision, first.recall) < 0.3 {
                weak.append(pattern.rawValue)
            }
            if let distance = try? ManifoldComparison.nearestDistance(of: unseen, to: learnt) {
                nearestReal.append(distance)
                for index in made.indices {
                    if let own = try? ManifoldComparison.nearestDistance(of: made[index], to: learnt) {
                        nearest[index].append(own / distance)
                    }
                }
            }
        }
        figures.append(
            EvaluationFigure(
                "distance to the nearest training picture, against unseen real ones", .ratio, atLeast: 0.9,
                values: nearest.map { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) },
                real: nearestReal.isEmpty ? nil : 1))
        return EvaluationSection(
            title: "Like real cloth, and no copy of it",
            conditions:
                "Improved precision and recall (Kynkäänniemi et al., 2019; k = 5) on the features of that classifier, against "
                + "as many real patches of the class. Real: patches that the training of the generator left out.",
            figures: figures,
            notes: weak.isEmpty ? [] : ["Precision or recall below 0.3: \(weak.joined(separator: ", "))."])
    }

    private func recall(
        _ classifier: PatternClassifier, _ sets: [FabricClass: WindowSet],
        _ part: (WindowSet) -> [PixelImage]
    ) throws -> ClassRecall? {
        var (labels, pictures): ([Int], [PixelImage]) = ([], [])
        for (label, pattern) in classifier.classes.enumerated() {
            let own = sets[pattern].map(part) ?? []
            pictures += own
            labels += own.map { _ in label }
        }
        guard !pictures.isEmpty else { return nil }
        return try ClassRecall(
            labels: labels, predictions: classifier.read(pictures).map(\.label),
            classes: classifier.classes.count)
    }

    private func features(_ pictures: [PixelImage], _ classifier: PatternClassifier) -> [[Float]] {
        classifier.read(pictures).map(\.features)
    }

    /// Sets of equal size: of the larger one as many as the smaller one has, chosen by the seed.
    private func compare(_ made: [[Float]], with real: [[Float]]) -> ManifoldComparison? {
        let count = min(made.count, real.count)
        var random = PhiloxGenerator(seed: seed, stream: "manifold")
        return try? ManifoldComparison(
            generated: Array(made.shuffled(using: &random).prefix(count)),
            real: Array(real.shuffled(using: &random).prefix(count)))
    }
}
