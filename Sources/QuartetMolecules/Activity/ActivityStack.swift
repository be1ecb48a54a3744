/// Processes and a forest, each weighted by how well it predicts scaffolds that it has not seen.
struct ActivityStack: Sendable {
    /// What describes a trained stack: with the molecules, everything else is computed again.
    struct Settings: Codable, Sendable, Equatable {
        let recipes: [KernelRecipe]
        let parameters: [KernelParameters]
        /// One for each recipe.
        let weights: [Double]
        let forestWeight: Double
        let intervals: IntervalCalibration
        let labels: LabelCalibration?
        let seed: UInt64
    }

    let settings: Settings
    private let processes: [TanimotoProcess?]
    private let forest: Forest?
    /// The molecules that it learnt from, among those of the data.
    private let members: [Int]

    static let folds = 5
    /// Fewer trees tell well enough what a forest is worth.
    private static let trial = {
        var settings = Forest.Settings()
        settings.trees = 24
        return settings
    }()
    /// Steps that training reports.
    static let steps = KernelRecipe.all.count * 2 + folds + 1

    struct Prediction: Sendable {
        let mean: Double
        let deviation: Double
    }

    /// Trains on the members.
    ///
    /// - Parameters:
    ///   - parts: among all molecules, scaled by the members.
    ///   - progress: called ``steps`` times.
    init(
        _ data: ActivityData, _ parts: KernelParts, members: [Int], isClassification: Bool, seed: UInt64,
        progress: () -> Void = {}
    ) {
        let fold = ScaffoldSplit.folds(Self.folds, groups: data.groups, members: members, seed: seed)
        let tested = members.indices.filter { fold[$0] != nil }
        let groups = (0..<Self.folds).map { number in members.indices.filter { fold[$0] == number } }
        var unseen = CrossPredictions(members: tested.map { members[$0] })
        var processes: [TanimotoProcess] = []
        for recipe in KernelRecipe.all {
            let parameters = TanimotoProcess.parameters(
                parts, recipe, members: members, values: data.values, seed: seed)
            progress()
            let process = Self.process(recipe, parameters, data, parts, members)
            unseen.begin()
            for (group, found) in zip(
                groups, process.leftOut(groups, values: members.map { data.values[$0] }))
            {
                unseen.note(found, for: group.map { members[$0] })
            }
            processes.append(process)
            progress()
        }
        let values = data.values.map(Float.init)
        unseen.begin()
        for (number, group) in groups.enumerated() {
            let known = members.indices.filter { fold[$0] != number }.map { members[$0] }
            let asked = group.map { members[$0] }
            let forest = Forest(
                data.columns, members: known, values: values, settings: Self.trial, seed: seed)
            unseen.note(forest.predict(data.columns, rows: asked), for: asked)
            progress()
        }
        let truth = tested.map { data.values[members[$0]] }
        let weights = StackWeights.fit(unseen.means, values: truth)
        let mixed = unseen.mixed(weights)
        settings = Settings(
            recipes: KernelRecipe.all, parameters: processes.map(\.parameters),
            weights: Array(weights.dropLast()), forestWeight: weights.last ?? 0,
            intervals: IntervalCalibration(
                errors: zip(mixed, truth).map { $0.mean - $1 }, deviations: mixed.map(\.deviation),
                similarities: parts.nearest(members: members, folds: fold)),
            labels: isClassification
                ? LabelCalibration(scores: mixed.map(\.mean), isPositive: truth.map { $0 == 1 }) : nil,
            seed: seed)
        self.processes = zip(processes, settings.weights).map { $1 == 0 ? nil : $0 }
        forest = Self.forest(settings, data, members)
        self.members = members
        progress()
    }

    /// Builds a trained stack again.
    init(_ data: ActivityData, _ parts: KernelParts, members: [Int], settings: Settings) {
        (self.settings, self.members) = (settings, members)
        processes = settings.recipes.indices.map { index in
            settings.weights[index] == 0
                ? nil
                : Self.process(settings.recipes[index], settings.parameters[index], data, parts, members)
        }
        forest = Self.forest(settings, data, members)
    }

    private static func process(
        _ recipe: KernelRecipe, _ parameters: KernelParameters, _ data: ActivityData, _ parts: KernelParts,
        _ members: [Int]
    ) -> TanimotoProcess {
        TanimotoProcess(
            recipe, parameters,
            covariance: parts.covariance(recipe, parameters, rows: members, columns: members),
            values: members.map { data.values[$0] })
    }

    /// Nil where it does not count.
    private static func forest(_ settings: Settings, _ data: ActivityData, _ members: [Int]) -> Forest? {
        settings.forestWeight == 0
            ? nil
            : Forest(data.columns, members: members, values: data.values.map(Float.init), seed: settings.seed)
    }

    /// - Parameters:
    ///   - parts: between the molecules that are asked about and all that the stack was trained from.
    ///   - columns: of the molecules that are asked about.
    func predict(_ parts: KernelParts, _ columns: ForestColumns, rows: [Int]) -> [Prediction] {
        var unseen = CrossPredictions(members: rows)
        for process in processes {
            unseen.begin()
            guard let process else { continue }
            let covariance = parts.covariance(
                process.recipe, process.parameters, rows: rows, columns: members)
            unseen.note(process.predict(covariance), for: rows)
        }
        unseen.begin()
        if let forest { unseen.note(forest.predict(columns, rows: rows), for: rows) }
        return unseen.mixed(settings.weights + [settings.forestWeight])
    }
}

extension ActivityStack {
    /// The means of ``predict(_:_:rows:)`` alone.
    func means(_ parts: KernelParts, _ columns: ForestColumns, rows: [Int]) -> [Double] {
        var means = [Double](repeating: 0, count: rows.count)
        func add(_ found: [Double], weight: Double) {
            for index in means.indices { means[index] += weight * found[index] }
        }
        for (process, weight) in zip(processes, settings.weights) {
            guard let process else { continue }
            let covariance = parts.covariance(
                process.recipe, process.parameters, rows: rows, columns: members)
            add(process.means(covariance), weight: weight)
        }
        if let forest { add(forest.predict(columns, rows: rows), weight: settings.forestWeight) }
        return means
    }
}

/// What each model of a stack says about the same molecules.
private struct CrossPredictions {
    let members: [Int]
    private(set) var means: [[Double]] = []
    /// Empty for a model without a variance of its own.
    private var variances: [[Double]] = []
    private let places: [Int: Int]

    init(members: [Int]) {
        self.members = members
        places = Dictionary(zip(members, members.indices)) { first, _ in first }
    }

    /// The next model's turn.
    mutating func begin() {
        means.append([Double](repeating: 0, count: members.count))
        variances.append([])
    }

    mutating func note(_ found: [Double], for asked: [Int]) {
        for (member, mean) in zip(asked, found) {
            if let place = places[member] { means[means.count - 1][place] = mean }
        }
    }

    mutating func note(_ found: [TanimotoProcess.Prediction], for asked: [Int]) {
        note(found.map(\.mean), for: asked)
        let last = variances.count - 1
        if variances[last].isEmpty { variances[last] = [Double](repeating: 0, count: members.count) }
        for (member, prediction) in zip(asked, found) {
            if let place = places[member] { variances[last][place] = prediction.variance }
        }
    }

    /// The weighted means; variances are those of the processes, weighted alike. Without a process they are all 1, and the
    /// calibration finds their size.
    func mixed(_ weights: [Double]) -> [ActivityStack.Prediction] {
        members.indices.map { place in
            var (mean, variance, weight) = (0.0, 0.0, 0.0)
            for model in means.indices {
                mean += weights[model] * means[model][place]
                if weights[model] > 0, !variances[model].isEmpty {
                    variance += weights[model] * variances[model][place]
                    weight += weights[model]
                }
            }
            return ActivityStack.Prediction(
                mean: mean, deviation: weight > 0 ? (variance / weight).squareRoot() : 1)
        }
    }
}
