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
        let pairs = try zip(receptor, box).map { path, box in
            let (receptor, box) = (try Receptor(contentsOf: path), try DockingBox(contentsOf: box))
            for warning in receptor.warnings { StandardError.print(warning) }
            try receptor.check(box)
            return (name: Self.name(path), receptor: receptor, box: box)
        }
        var settings = search.settings
        settings.seed = Int(seed)
        var runs: [String: DockingRun] = [:]
        for pair in pairs {
            runs[pair.name] = try DockingRun(
                receptor: pair.receptor, box: pair.box, settings: settings,
                cache: DockingCache(folder: cache))
        }
        return DockedReceptors(
            runs, preparation: try LigandPreparation(pH: search.ph), isStopped: { InterruptSignal.isRaised })
    }

    /// - Throws: when a receptor was given that the objective does not dock into.
    func requireUse(by objective: Objective) throws {
        for path in receptor {
            let name = Self.name(path)
            if objective.receptors.contains(name) { continue }
            throw CommandFailure(
                .usage,
                "\(path): the objective has no term dock(\(name)), such as dock(\(name))<-9; leave out --receptor, or add it"
            )
        }
    }

    private static func name(_ path: String) -> String {
        URL(filePath: path).lastPathComponent.split(separator: ".").first.map(String.init) ?? path
    }
}
