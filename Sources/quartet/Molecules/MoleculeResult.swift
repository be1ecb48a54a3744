import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// What a command finds out about a molecule: cells of a table, or the members of a JSON object.
protocol MoleculeResult: Encodable, Sendable {
    static var headings: [String] { get }
    /// As many as there are headings.
    var cells: [String] { get }
}

/// A row of the output: the row of the input that it belongs to, and the result or the refusal.
struct MoleculeOutputRow<Found: MoleculeResult>: Encodable {
    let row: MoleculeRow
    let found: Result<Found, MoleculeError>

    private enum Key: String, CodingKey { case row, line, name, input, columns, refused }
    private struct Refusal: Encodable {
        let fault: String
        let reason: String
        let position: Int?
        let atoms: [Int]
    }

    /// The result's members stand beside the row's.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(row.number, forKey: .row)
        try members.encode(row.line, forKey: .line)
        try members.encode(row.name, forKey: .name)
        if case .success(.smiles(let text)) = row.structure { try members.encode(text, forKey: .input) }
        if !row.columns.isEmpty {
            let pairs = row.columns.map { ($0.name, $0.value) }
            try members.encode(Dictionary(pairs) { first, _ in first }, forKey: .columns)
        }
        switch found {
        case .success(let found): try found.encode(to: encoder)
        case .failure(let error):
            try members.encode(
                Refusal(
                    fault: error.fault.rawValue, reason: error.reason, position: error.position,
                    atoms: error.atoms), forKey: .refused)
        }
    }

    static var heading: String { heading(Found.headings) }

    /// - Parameter headings: of the result's cells.
    static func heading(_ headings: [String]) -> String {
        (["row", "line", "name"] + headings + ["refused"]).joined(separator: "\t")
    }

    /// One line with tabs between its cells.
    var line: String { line(width: Found.headings.count) }

    /// - Parameter width: number of the result's cells, which stay empty for a refusal.
    func line(width: Int) -> String {
        var cells = ["\(row.number)", "\(row.line)", row.name]
        switch found {
        case .success(let found): cells += found.cells + [""]
        case .failure(let error): cells += [String](repeating: "", count: width) + [error.reason]
        }
        return cells.map(SafeText.visible).joined(separator: "\t")
    }
}

/// The output of a command: a table with its heading, or a line of JSON for each row.
struct MoleculeOutput<Found: MoleculeResult> {
    private let isJSON: Bool
    private var isBegun = false

    init(isJSON: Bool) { self.isJSON = isJSON }

    /// Prints what was found for a row of the input.
    mutating func print(_ row: MoleculeRow, _ results: [Result<Found, MoleculeError>]) throws {
        if !isJSON, !isBegun { StandardOutput.write(MoleculeOutputRow<Found>.heading + "\n") }
        isBegun = true
        for found in results {
            let line = MoleculeOutputRow(row: row, found: found)
            if isJSON {
                try JSONOutput.printLine(line)
            } else {
                // Its cells are safe already, and the tabs between them stay.
                StandardOutput.write(line.line + "\n")
            }
        }
    }
}
