internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles

/// Reads objectives: `qed>0.8, logp=2..3, sa<3 *2, must similar(CCO)>0.4, keeps(c1ccccc1)`.
///
/// Terms stand on lines of their own or with commas between them; a line that begins with # is a comment. A term is a
/// property, what is wanted of it, and its weight after `*`:
///
/// | wanted | desirability |
/// |---|---|
/// | `qed` | the value itself, for properties from 0 to 1 |
/// | `x>a`, `x<b`, `x=a..b` | 1 within the bounds, a Gaussian shoulder outside; `~w` gives its width |
/// | `x=a~w` | a Gaussian of width w around a |
/// | `x=a->b` | a straight line from 0 at a to 1 at b |
///
/// `must` before a term makes it a hard limit; `keeps` and `avoids` are hard limits. `mean=arithmetic` replaces the
/// geometric mean.
public struct ObjectiveParser {
    private let lead: Molecule?
    private let receptors: (any ReceptorSource)?
    /// Names that may have been meant where a text is a single word: those of the catalog's objectives.
    private var objectives: [String] = []

    /// - Parameters:
    ///   - lead: what `LEAD` stands for in `similar(LEAD)`.
    ///   - receptors: what `dock(name)` docks into.
    public init(lead: Molecule? = nil, receptors: (any ReceptorSource)? = nil) {
        (self.lead, self.receptors) = (lead, receptors)
    }

    /// Reads a file, an objective of the catalog by its name, or a text.
    /// - Returns: the objective and its text.
    public func read(_ given: String) throws -> (objective: Objective, text: String) {
        let folder = try ResourceLocator().folder(.catalogs) + "/molecules/objectives/"
        let isName = !given.isEmpty && given.allSatisfy { $0.isLetter || $0.isNumber || "_-".contains($0) }
        let known = folder + given + ".txt"
        let manager = FileManager.default
        let file =
            manager.fileExists(atPath: given)
            ? given : isName && manager.fileExists(atPath: known) ? known : nil
        guard let file else {
            // What looks like a path is one that is missing.
            if given.hasSuffix(".txt") {
                throw FileError.cannotRead(file: given, reason: "No such file or directory")
            }
            var parser = self
            if isName { parser.objectives = Self.names(in: folder) }
            return (try parser.parse(given), given)
        }
        let text = String(decoding: try FileBytes.read(file, limit: 1 << 20), as: UTF8.self)
        return (try parse(text, file: file), text)
    }

    private static func names(in folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    /// Reads a text.
    /// - Throws: ``ObjectiveError``; what loading a property's tables throws.
    public func parse(_ text: String, file: String? = nil) throws -> Objective {
        var terms: [Objective.Term] = []
        var mean = Objective.Mean.geometric
        for piece in Self.pieces(of: text) {
            var scanner = TermScanner(piece, file: file)
            if try scanner.takesMean(&mean) { continue }
            terms.append(try term(&scanner))
        }
        guard !terms.isEmpty else {
            throw ObjectiveError(
                file: file, line: 1, column: 1, found: "no term", expected: "a property such as qed>0.8")
        }
        return Objective(terms: terms, mean: mean)
    }

    private func term(_ scanner: inout TermScanner) throws -> Objective.Term {
        let isMust = scanner.takes(word: "must")
        let (property, isAlwaysLimit) = try self.property(&scanner)
        var desirability = try scanner.desirability(usualWidth: property.usualWidth)
        if isAlwaysLimit, desirability != nil { throw scanner.error("a bound", "none: it is a hard limit") }
        if isMust, desirability == nil, !isAlwaysLimit {
            throw scanner.error("a hard limit without a bound", "one such as must logp<5")
        }
        if desirability == nil, !property.isShare {
            let name = scanner.text.prefix { $0 != " " && $0 != "*" }
            throw scanner.error(
                "no bound, and \(name) is not a value from 0 to 1", "one such as \(name)>1 or \(name)=1..2")
        }
        if isAlwaysLimit { desirability = .within(1, .infinity, width: 1) }
        let weight = try scanner.weight()
        if weight != nil, isMust || isAlwaysLimit {
            throw scanner.error("a weight", "none: it is a hard limit")
        }
        try scanner.end()
        return Objective.Term(
            text: scanner.text, property: property, desirability: desirability ?? .itself,
            weight: weight ?? 1, isLimit: isMust || isAlwaysLimit)
    }

    private func property(
        _ scanner: inout TermScanner
    ) throws -> (property: ObjectiveProperty, isLimit: Bool) {
        let name = scanner.name()
        let place = scanner.place
        if let plain = MoleculeProperty(spelling: name) { return (try plain.forObjective(), false) }
        if let compared = ComparedProperty(rawValue: name.lowercased()) {
            let argument = try scanner.argument(expected: compared.argument)
            do throws(MoleculeError) {
                return (try compared.property(argument, lead: lead), compared.isLimit)
            } catch {
                throw scanner.error(at: place, error.reason, "\(name)\(compared.argument)")
            }
        }
        if let external = ExternalProperty(rawValue: name.lowercased()) {
            let argument = try scanner.argument(expected: external.argument)
            switch external {
            case .target: return (try TargetProperty(path: argument).property, false)
            case .dock:
                guard let receptor = receptors?.docking(argument) else {
                    throw scanner.error(
                        at: place, "no receptor is called '\(argument)'", expectedReceptor)
                }
                var property = ObjectiveProperty(width: 1, isSlow: true) {
                    try receptor.affinity($0.molecule)
                }
                (property.version, property.receptor) = (receptor.version, argument)
                return (property, false)
            }
        }
        // The whole of a single word: it may be the name of an objective.
        let meant = objectives.isEmpty ? name : scanner.text
        throw scanner.error(
            at: scanner.start, name.isEmpty ? "no property" : "unknown property '\(meant)'",
            "one of \(known(nearestTo: meant).joined(separator: ", "))")
    }

    private var expectedReceptor: String {
        guard let names = receptors?.names, !names.isEmpty else {
            return "a receptor: give its file with --receptor and its box with --box"
        }
        return names.map { "dock(\($0))" }.joined(separator: " or ")
    }

    /// What may stand at the beginning of a term, the nearest to a mistyped name first.
    private func known(nearestTo name: String) -> [String] {
        let compared = ComparedProperty.allCases.map(\.rawValue) + ExternalProperty.allCases.map(\.rawValue)
        let all = MoleculeProperty.allCases.map { $0.rawValue.lowercased() } + compared + objectives
        return EditDistance.nearestFirst(all, to: name.lowercased())
            .map { compared.contains($0) ? $0 + "(…)" : $0 }
    }

    /// The terms and where they begin: commas and line ends outside parentheses and brackets lie between them.
    private static func pieces(of text: String) -> [TermScanner.Piece] {
        var pieces: [TermScanner.Piece] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let characters = Array(line)
            if line.trimmingSpaces.hasPrefix("#") { continue }
            var (start, depth) = (0, 0)
            for index in 0...characters.count {
                let character = index < characters.count ? characters[index] : ","
                if "([".contains(character) { depth += 1 }
                if ")]".contains(character) { depth -= 1 }
                guard index == characters.count || (character == "," && depth == 0) else { continue }
                let piece = characters[start..<index]
                if !piece.allSatisfy(\.isWhitespace) {
                    pieces.append(.init(line: number + 1, column: start, characters: Array(piece)))
                }
                start = index + 1
            }
        }
        return pieces
    }
}
