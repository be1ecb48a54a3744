import Foundation
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// A member of a series in a result.
struct MemberResult: Encodable {
    let row: Int
    let line: Int
    let name: String
    let smiles: String
    let activity: Double?

    init(_ member: Series.Member) {
        (row, line, name) = (member.row.number, member.row.line, member.row.name)
        (smiles, activity) = (member.smiles, member.activity)
    }

    static func headings(_ prefix: String = "") -> [String] {
        ["row", "line", "name", "activity", "smiles"].map { prefix + $0 }
    }

    var cells: [String] { ["\(row)", "\(line)", name, Cell.number(activity), smiles] }
}

/// Texts of numbers in tables.
enum Cell {
    /// Empty for none.
    static func number(_ value: Double?, digits: Int = 2) -> String {
        value?.text(digits) ?? ""
    }
}

/// A table on standard output: lines with tabs between the cells, or an object a line.
struct ResultTable {
    let isJSON: Bool

    init(_ headings: [String], isJSON: Bool) {
        self.isJSON = isJSON
        if !isJSON { StandardOutput.write(headings.joined(separator: "\t") + "\n") }
    }

    func print(_ value: some Encodable, cells: [String]) throws {
        if isJSON {
            try JSONOutput.printLine(value)
        } else {
            StandardOutput.write(cells.map(SafeText.visible).joined(separator: "\t") + "\n")
        }
    }

    static func print<Row: MoleculeResult>(_ rows: some Sequence<Row>, isJSON: Bool) throws {
        let table = ResultTable(Row.headings, isJSON: isJSON)
        for row in rows { try table.print(row, cells: row.cells) }
        try StandardOutput.check()
    }
}
