internal import Foundation
internal import QuartetFiles

/// AutoDock Vina (Eberhardt et al., J. Chem. Inf. Model. 2021, 61, 3891) as a child process, one ligand at a time.
public struct VinaProcess: Sendable {
    /// What a docking depends on besides ligand, receptor and box.
    public struct Settings: Sendable, Equatable {
        public var seed: Int
        public var exhaustiveness: Int
        public var poses: Int
        public var threads: Int
        /// Seconds for a ligand.
        public var timeLimit: Double

        public init(
            seed: Int = 1, exhaustiveness: Int = 8, poses: Int = 9, threads: Int = 1, timeLimit: Double = 600
        ) {
            (self.seed, self.exhaustiveness, self.poses) = (seed, exhaustiveness, poses)
            (self.threads, self.timeLimit) = (threads, timeLimit)
        }
    }

    public let executable: String
    /// As Vina names itself: "AutoDock Vina v1.2.3".
    public let version: String
    public var settings: Settings

    /// - Parameter executable: a path; by default the first `vina` of `PATH`.
    /// - Throws: ``DockingError`` when there is none, or it does not say its version.
    public init(settings: Settings, executable: String? = nil) throws(DockingError) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = executable ?? folders.map { $0 + "/vina" }.first { access($0, X_OK) == 0 }
        guard let found else {
            throw DockingError(
                .notFound, "AutoDock Vina is not installed: no 'vina' in PATH (Debian: autodock-vina)")
        }
        self.executable = found
        self.settings = settings
        let outcome = try Self.inFolder { folder throws(DockingError) in
            try ChildProcess(found, ["--version"], in: folder).run(timeLimit: 30)
        }
        guard case .ended(0) = outcome.end, outcome.output.contains("Vina") else {
            throw DockingError(.failed, "\(found) does not say that it is AutoDock Vina")
        }
        version = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Docks a ligand. The poses come best first.
    ///
    /// - Parameter isStopped: when it turns true, Vina is ended.
    /// - Throws: ``DockingError`` when Vina ends with an error, is killed, exceeds the time limit, writes nothing, or gives
    ///   affinities of 0 only: then nothing touched the receptor.
    public func poses(
        of ligand: LigandFile, in receptor: Receptor, _ box: DockingBox,
        isStopped: () -> Bool = { false }
    ) throws(DockingError) -> [VinaPose] {
        try receptor.check(box)
        let (outcome, text) = try Self.inFolder { folder throws(DockingError) in
            let names = ["receptor.pdbqt", "ligand.pdbqt", "box.txt", "poses.pdbqt"].map { folder + "/" + $0 }
            do {
                try Data(receptor.bytes).write(to: URL(filePath: names[0]))
                try Data(ligand.text.utf8).write(to: URL(filePath: names[1]))
                try Data(box.configuration.utf8).write(to: URL(filePath: names[2]))
            } catch {
                throw DockingError(.cannotCreate, "\(folder): Vina's input cannot be written: \(error)")
            }
            let arguments =
                ["--receptor", names[0], "--ligand", names[1], "--config", names[2], "--out", names[3]]
                + ["--seed", "\(settings.seed)", "--exhaustiveness", "\(settings.exhaustiveness)"]
                + ["--num_modes", "\(settings.poses)", "--cpu", "\(settings.threads)"]
            let outcome = try ChildProcess(executable, arguments, in: folder)
                .run(timeLimit: settings.timeLimit, isStopped: isStopped)
            return (outcome, try? String(contentsOfFile: names[3], encoding: .utf8))
        }
        // A Ctrl-C in a terminal reaches Vina, too.
        if isStopped() { throw .stopped }
        try check(outcome)
        guard let text else { throw DockingError(.failed, "Vina ended without a word and wrote no poses") }
        let poses = try VinaPose.all(in: text, of: ligand)
        guard poses.contains(where: { $0.affinity != 0 }) else {
            throw DockingError(
                .failed, "not docked: Vina gave affinities of 0, so that nothing touched the receptor")
        }
        return poses
    }

    private func check(_ outcome: ChildProcess.Outcome) throws(DockingError) {
        switch outcome.end {
        case .ended(0): return
        case .ended(let status):
            let words = (outcome.errors + "\n" + outcome.output).split(whereSeparator: \.isNewline)
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            let reason =
                words.first { $0.lowercased().contains("error") } ?? words.first ?? "it gave no reason"
            throw DockingError(.failed, "Vina ended with status \(status): \(DockingError.shown(reason))")
        case .killed(let signal): throw DockingError(.failed, "Vina was killed by signal \(signal)")
        case .tooSlow: throw .tooSlow(settings.timeLimit)
        }
    }

    private static func inFolder<Result>(
        _ work: (String) throws(DockingError) -> Result
    ) throws(DockingError) -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "quartet-dock-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw DockingError(.cannotCreate, "\(folder.path): cannot be created: \(error)")
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        return try work(folder.path)
    }
}
