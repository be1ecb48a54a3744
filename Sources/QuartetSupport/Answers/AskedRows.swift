internal import Foundation

/// The rows of a passage's tables that a question names: by their first cell ("Italy"), by a heading with its value ("EU
/// 38"), or by a measure that falls to them ("118 cm").
package struct AskedRows: Sendable, Equatable {
    /// The numbers of all statements that are rows.
    package let rows: Set<Int>
    /// Of them, those that are asked for; empty when the question names none.
    package let asked: Set<Int>

    package init(_ statements: [String], question: String) {
        let read = statements.map { Row($0) }
        // A row by itself is a sentence with a colon.
        let places = read.indices.filter { place in
            guard let row = read[place] else { return false }
            return [place - 1, place + 1].contains {
                read.indices.contains($0) && read[$0]?.columns == row.columns
            }
        }
        rows = Set(places)
        let words = SearchWords(question).words
        let named = places.filter { read[$0]?.isNamed(in: words) == true }
        let measured = Measure(question).map { $0.places(among: places.map { ($0, read[$0]) }) } ?? []
        asked = Set(named.isEmpty ? measured : named)
    }

    /// "Italy: Standard price £9.95, Standard time 4 to 6 working days."
    private struct Row {
        let name: [String]
        /// What stands in front of the values: the headings.
        let columns: [String]
        let cells: [(column: String, words: [String], values: [Double])]

        init?(_ statement: String) {
            guard let colon = statement.range(of: ": ") else { return nil }
            // "Cyprus (south only)" is asked for as Cyprus.
            let name = statement[..<colon.lowerBound].prefix { $0 != "(" }
            (self.name, cells) = (
                SearchWords(String(name)).words, Self.cells(String(statement[colon.upperBound...]))
            )
            columns = cells.map(\.column)
            if self.name.isEmpty || self.name.count > 8 || cells.isEmpty { return nil }
        }

        private static func cells(_ text: String) -> [(String, [String], [Double])] {
            text.components(separatedBy: ", ").compactMap { cell in
                guard let first = cell.firstIndex(where: \.isNumber) else { return nil }
                let column = cell[..<first].filter { !"£€$".contains($0) }
                let values = cell[first...].split { !$0.isNumber && $0 != "." }.compactMap { Double($0) }
                return (
                    column.trimmingCharacters(in: .whitespaces).lowercased(), SearchWords(cell).words, values
                )
            }
        }

        /// The row's first cell, or one of its headings with the value, stands in the question.
        func isNamed(in words: [String]) -> Bool {
            func stands(_ phrase: [String]) -> Bool {
                phrase.count <= words.count
                    && (0...words.count - phrase.count).contains {
                        Array(words[$0..<$0 + phrase.count]) == phrase
                    }
            }
            if stands(name) { return true }
            return cells.contains { cell in
                // "EU 38", but not a sum or a time that the question has by chance.
                cell.words.count == 2 && cell.values.count == 1 && stands(cell.words)
            }
        }
    }

    /// A length or a weight: "118 cm".
    private struct Measure {
        let value: Double
        let unit: String
        let words: Set<String>

        private static let form = NSRegularExpression(
            own: #"(\d+(?:\.\d+)?)\s?(cm|centimetres?|centimeters?|kg|kilos?|inch(?:es)?)\b"#)

        init?(_ question: String) {
            let text = question.lowercased()
            guard
                let match = Self.form.firstMatch(
                    in: text, range: NSRange(location: 0, length: text.utf16.count)),
                let number = Range(match.range(at: 1), in: text), let value = Double(text[number]),
                let name = Range(match.range(at: 2), in: text)
            else { return nil }
            self.value = value
            unit = text[name].hasPrefix("c") ? "cm" : text[name].hasPrefix("k") ? "kg" : "in"
            words = Set(SearchWords(question).words)
        }

        /// The row whose range has the value, or that begins where it ends; else the two rows around it.
        func places(among rows: [(place: Int, row: Row?)]) -> [Int] {
            let columns = rows.compactMap(\.row).flatMap(\.columns).filter {
                SearchWords($0).words.contains(unit)
            }
            // "My waist is 80 cm" names its column; without one the first of the table is meant.
            let column =
                columns.first { !words.isDisjoint(with: SearchWords($0).words.filter { $0 != unit }) }
                ?? columns.first
            let values = rows.compactMap { entry in
                entry.row?.cells.first { $0.column == column }.map {
                    (place: entry.place, low: $0.values.min() ?? 0, high: $0.values.max() ?? 0)
                }
            }.sorted { $0.low < $1.low }
            guard let first = values.first, let last = values.last,
                value >= 0.8 * first.low, value <= 1.1 * last.high
            else { return [] }
            if let holding = values.first(where: { ($0.low...$0.high).contains(value) }) {
                return [holding.place]
            }
            let above = values.first { $0.low > value }
            if column?.contains("up to") == true { return above.map { [$0.place] } ?? [] }
            return [values.last { $0.high < value }, above].compactMap { $0?.place }
        }
    }
}
