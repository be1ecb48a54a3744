/// A command's work on a project as it stands: recorded when it begins, now and then, and when it ends. The last record of
/// a run counts, so that a command that was killed goes on where it was.
public struct Run: Codable, Sendable, Equatable, Identifiable {
    /// What a search found, by molecules scored.
    public struct Curve: Codable, Sendable, Equatable {
        /// "mean of the ten best".
        public var name: String
        /// The way of searching: "genetic", "random". Nil where there is only one.
        public var method: String?
        public var scored: [Int]
        public var values: [Double]

        public init(name: String, method: String? = nil, scored: [Int] = [], values: [Double] = []) {
            (self.name, self.method, self.scored, self.values) = (name, method, scored, values)
        }
    }

    /// "R003", by the order of their beginning.
    public let id: String
    public let command: String
    /// What decides its results, seed and model's fingerprint among it: with other settings it is another run.
    public let settings: [String: String]
    /// When it began, ISO 8601 in UTC.
    public let time: String
    public var isFinished = false
    /// How far it is, in the command's own units: molecules sampled, scored.
    public var progress: [String: Int] = [:]
    public var funnel: Funnel?
    public var curves: [Curve]?
    /// What its reader must know: "the latent method is not better than the baseline".
    public var notes: [String]?

    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "R" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}

/// The runs of a project.
public final class RunStore {
    private let file: RecordFile<Run>

    init(_ file: RecordFile<Run>) { self.file = file }

    /// Each run as it stands, in the order of their beginning.
    public var all: [Run] {
        var places: [String: Int] = [:]
        var runs: [Run] = []
        for run in file.entries {
            if let place = places[run.id] {
                runs[place] = run
            } else {
                places[run.id] = runs.count
                runs.append(run)
            }
        }
        return runs
    }

    /// The run of a command with these settings: the unfinished one, or else a new one.
    ///
    /// - Parameter time: now, ISO 8601 in UTC.
    public func begin(_ command: String, settings: [String: String], time: String) throws -> Run {
        var begun: Run?
        try file.append { _ in
            let all = self.all
            if let open = all.last(where: {
                !$0.isFinished && $0.command == command && $0.settings == settings
            }) {
                begun = open
                return []
            }
            let run = Run(id: Run.id(all.count + 1), command: command, settings: settings, time: time)
            begun = run
            return [run]
        }
        guard let begun else { fatalError("RunStore: no run was begun") }
        return begun
    }

    /// Records a run as it stands.
    public func record(_ run: Run) throws { try file.append([run]) }
}
