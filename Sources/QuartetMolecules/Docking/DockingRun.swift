internal import Dispatch
internal import Foundation
internal import QuartetFiles
internal import Synchronization

/// Docks molecules into a receptor: all of them with a short search, the best share again with a long one.
public struct DockingRun: Sendable {
    public struct Settings: Sendable, Equatable {
        public var seed = 1
        /// Of the search that every molecule gets.
        public var exhaustiveness = 1
        /// Of the second search.
        public var bestExhaustiveness = 8
        /// The share of the molecules that gets the second search, best first, 0 to 1.
        public var bestShare = 0.1
        /// Seconds that Vina has for a molecule.
        public var timeLimit = 600.0
        /// Bonds that may turn; nil for any number.
        public var torsionLimit: Int?
        public var threads = 1

        public init() {}
    }

    /// How far a search is.
    public struct Progress: Sendable, Equatable {
        public let exhaustiveness: Int
        public let total: Int
        public internal(set) var done = 0
        public internal(set) var failed = 0
        /// Of those done, how many an earlier run had done.
        public internal(set) var known = 0
        /// The best affinity so far in kcal/mol.
        public internal(set) var best: Double?
        /// Why results cannot be kept.
        public internal(set) var cacheFault: String?
    }

    /// Is called when a molecule's result is the last one: with its place among the molecules.
    public typealias Known = @Sendable (_ place: Int, _ result: Result<Docking, DockingError>) -> Void

    public let receptor: Receptor
    public let box: DockingBox
    private let vina: VinaProcess
    private let settings: Settings
    private let cache: DockingCache?

    /// - Parameter executable: Vina's path; by default the first `vina` of `PATH`.
    /// - Throws: ``DockingError`` when no atom of the receptor is in the box, and when Vina is not there.
    public init(
        receptor: Receptor, box: DockingBox, settings: Settings, cache: DockingCache?,
        executable: String? = nil
    ) throws(DockingError) {
        try receptor.check(box)
        (self.receptor, self.box) = (receptor, box)
        (self.settings, self.cache) = (settings, cache)
        vina = try VinaProcess(
            settings: VinaProcess.Settings(seed: settings.seed, timeLimit: settings.timeLimit),
            executable: executable)
    }

    /// Tells dockings of an exhaustiveness from those that another receptor, box, version of Vina or seed gave.
    public func version(exhaustiveness: Int) -> String {
        let parts = [receptor.fingerprint, box.configuration, vina.version, "\(settings.seed)"]
        return Fingerprint((parts + ["\(exhaustiveness)"]).joined(separator: "\n")).text
    }

    /// ``version(exhaustiveness:)`` of the search that every molecule gets.
    var shortSearchVersion: String { version(exhaustiveness: settings.exhaustiveness) }

    /// Docks each molecule with the short search alone.
    func dockShortly(
        _ molecules: [String], isStopped: @escaping @Sendable () -> Bool
    ) -> [Result<Docking, DockingError>] {
        round(molecules, settings.exhaustiveness, isStopped, { _ in }, { _, _ in })
    }

    /// Docks each molecule, given as canonical SMILES with charges and stereo. A molecule given twice is docked once.
    ///
    /// - Parameters:
    ///   - isStopped: when it turns true, Vina is ended and the rest is refused as not docked.
    ///   - progress: called after every docking, by one thread at a time.
    ///   - known: called for each molecule but those that a stop leaves out, by several threads, in any order.
    /// - Returns: in the order of the molecules, the better one of the two searches, or why there is none.
    public func dock(
        _ molecules: [String], isStopped: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Progress) -> Void = { _ in },
        known: @escaping Known = { _, _ in }
    ) -> [Result<Docking, DockingError>] {
        var numbers: [String: Int] = [:]
        var distinct: [String] = []
        var places: [[Int]] = []
        for (place, smiles) in molecules.enumerated() {
            if let number = numbers[smiles] {
                places[number].append(place)
                continue
            }
            numbers[smiles] = distinct.count
            distinct.append(smiles)
            places.append([place])
        }
        let results = search(distinct, isStopped, progress) { [places] number, result in
            for place in places[number] { known(place, result) }
        }
        return molecules.map { results[numbers[$0] ?? 0] }
    }

    private func search(
        _ molecules: [String], _ isStopped: @escaping @Sendable () -> Bool,
        _ progress: @escaping @Sendable (Progress) -> Void, _ known: @escaping Known
    ) -> [Result<Docking, DockingError>] {
        let count = min(molecules.count, Int((settings.bestShare * Double(molecules.count)).rounded(.up)))
        // Who is certain of the long search needs no short one.
        if count == molecules.count {
            return round(molecules, settings.bestExhaustiveness, isStopped, progress, known)
        }
        if count == 0 || settings.bestExhaustiveness == settings.exhaustiveness {
            return round(molecules, settings.exhaustiveness, isStopped, progress, known)
        }
        let first = round(molecules, settings.exhaustiveness, isStopped, progress) { _, _ in }
        let best = Self.best(count, of: first)
        let again = Set(best)
        for place in first.indices where !again.contains(place) { known(place, first[place]) }
        let longer = round(
            best.map { molecules[$0] }, settings.bestExhaustiveness, isStopped, progress
        ) { number, result in known(best[number], Self.better(first[best[number]], result)) }
        var results = first
        for (place, result) in zip(best, longer) { results[place] = Self.better(first[place], result) }
        return results
    }

    /// The places of the best, best first.
    private static func best(_ count: Int, of results: [Result<Docking, DockingError>]) -> [Int] {
        let affinities = results.map { (try? $0.get())?.affinity ?? .infinity }
        return Array(
            affinities.indices.filter { affinities[$0].isFinite }
                .sorted { (affinities[$0], $0) < (affinities[$1], $1) }.prefix(count))
    }

    /// The one with the better affinity; of equals the second.
    private static func better(
        _ first: Result<Docking, DockingError>, _ second: Result<Docking, DockingError>
    ) -> Result<Docking, DockingError> {
        guard case .success(let docking) = second else { return first }
        if case .success(let other) = first, other.affinity < docking.affinity { return first }
        return second
    }

    /// One search for each molecule. Vina has one thread for each unit of exhaustiveness, so that several at once with a
    /// thread each use the processors better than one with all of them; the poses are the same.
    private func round(
        _ molecules: [String], _ exhaustiveness: Int, _ isStopped: @escaping @Sendable () -> Bool,
        _ progress: @escaping @Sendable (Progress) -> Void, _ known: @escaping Known
    ) -> [Result<Docking, DockingError>] {
        guard !molecules.isEmpty else { return [] }
        let workers = max(1, min(molecules.count, settings.threads))
        var vina = vina
        vina.settings.exhaustiveness = exhaustiveness
        vina.settings.threads = max(1, settings.threads / workers)
        let search = vina
        let stopped = Result<Docking, DockingError>.failure(.stopped)
        let state = Mutex(
            (
                next: 0, results: Array(repeating: stopped, count: molecules.count),
                progress: Progress(exhaustiveness: exhaustiveness, total: molecules.count)
            ))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while !isStopped() {
                let index = state.withLock { state in
                    defer { state.next += 1 }
                    return state.next
                }
                guard index < molecules.count else { return }
                let outcome = self.outcome(of: molecules[index], search, isStopped)
                if outcome.result == stopped { return }
                state.withLock { state in
                    state.results[index] = outcome.result
                    state.progress.add(outcome)
                    progress(state.progress)
                }
                known(index, outcome.result)
            }
        }
        return state.withLock { $0.results }
    }

    fileprivate struct Outcome {
        let result: Result<Docking, DockingError>
        var isKnown = false
        var cacheFault: String?
    }

    private func outcome(
        of smiles: String, _ vina: VinaProcess, _ isStopped: @escaping @Sendable () -> Bool
    ) -> Outcome {
        let key = DockingCache.Key(
            smiles: smiles, receptor: receptor.fingerprint, box: box.configuration, version: vina.version,
            seed: settings.seed, exhaustiveness: vina.settings.exhaustiveness)
        switch cache?.record(of: key) {
        case .done(let docking)?:
            if let limit = settings.torsionLimit, docking.torsions > limit { break }
            return Outcome(result: .success(docking), isKnown: true)
        case .tooSlow(let limit)? where limit >= settings.timeLimit:
            return Outcome(result: .failure(.tooSlow(limit)), isKnown: true)
        default: break
        }
        let search = MoleculeDocking(
            receptor: receptor, box: box, vina: vina, torsionLimit: settings.torsionLimit,
            isStopped: isStopped)
        let result: Result<Docking, DockingError>
        do throws(DockingError) {
            result = .success(try search.docking(of: smiles))
        } catch {
            result = .failure(error)
        }
        var outcome = Outcome(result: result)
        do {
            switch result {
            case .success(let docking): try cache?.keep(.done(docking), of: key)
            case .failure(let error) where error == .tooSlow(settings.timeLimit):
                try cache?.keep(.tooSlow(limit: settings.timeLimit), of: key)
            case .failure: break
            }
        } catch {
            outcome.cacheFault = "\(error)"
        }
        return outcome
    }
}

extension DockingRun.Progress {
    fileprivate mutating func add(_ outcome: DockingRun.Outcome) {
        done += 1
        if outcome.isKnown { known += 1 }
        cacheFault = cacheFault ?? outcome.cacheFault
        switch outcome.result {
        case .failure: failed += 1
        case .success(let docking): best = min(best ?? docking.affinity, docking.affinity)
        }
    }
}
