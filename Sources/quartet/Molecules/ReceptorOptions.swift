import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetMolecules

/// The receptors of an objective with `dock(NAME)`.
struct ReceptorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Receptor of dock(NAME), as PDBQT with polar hydrogens; may be repeated. NAME is the file's name up to its first dot.",
            valueName: "file"),
        completion: .file())
    var receptor: [String] = []

    @Option(
        help: ArgumentHelp("Box of the receptor; one for each, in the same order.", valueName: "file"),
        completion: .file())
    var box: [String] = []

    @OptionGroup var search: DockingSearchOptions

    func validate() throws {
        if receptor.count != box.count {
            throw ValidationError("Give a --box for each --receptor, in the same order.")
        }
        if let twice = Dictionary(grouping: receptor, by: Self.name).first(where: { $0.value.count > 1 }) {
            throw ValidationError(
                "\(twice.value.joined(separator: " and ")): both would be called dock(\(twice.key)). Rename one."
            )
        }
    }

    /// - Parameter cache: the folder that keeps dockings.
    /// - Returns: nil without a receptor.
    func receptors(seed: UInt64, cache: String) throws -> DockedReceptors? {
        if receptor.isEmpty { return nil }
        try check(seed, in: 0...UInt64(Int32.max), "--seed")
        var runs: [String: DockingRun] = [:]
        for (path, box) in zip(receptor, box) {
            let receptor = try Receptor(contentsOf: path)
            for warning in receptor.warnings { StandardError.print(warning) }
            var settings = search.settings
            settings.seed = Int(seed)
            runs[Self.name(path)] = try DockingRun(
                receptor: receptor, box: DockingBox(contentsOf: box), settings: settings,
                cache: DockingCache(folder: cache))
        }
        return DockedReceptors(
            runs, preparation: try LigandPreparation(pH: search.ph), isStopped: { InterruptSignal.isRaised })
    }

    /// - Throws: when a receptor was given that the objective does not dock into.
    func requireUse(by objective: Objective) throws {
        for path in receptor {
            let term = "dock(\(Self.name(path)))"
            guard !objective.texts.contains(where: { $0.lowercased().contains(term.lowercased()) }) else {
                continue
            }
            throw CommandFailure(
                .usage,
                "\(path): the objective has no term \(term), such as \(term)<-9; leave out --receptor, or add it"
            )
        }
    }

    private static func name(_ path: String) -> String {
        URL(filePath: path).lastPathComponent.split(separator: ".").first.map(String.init) ?? path
    }
}
