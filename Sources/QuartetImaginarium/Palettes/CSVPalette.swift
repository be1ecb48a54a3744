import QuartetImaging
import SwiftCSV

/// A table of colours: `name,hex` a line, with or without a heading, in either order.
enum CSVPalette {
    static func read(_ text: String, _ file: String, _ name: String) throws(PaletteError) -> SwatchPalette {
        let rows: [[String]]
        do {
            // A heading of our own keeps the first line among the rows.
            rows = try CSV<Enumerated>(string: "name,hex\n" + text, delimiter: .comma, loadColumns: false)
                .rows
        } catch {
            throw .damaged(
                file: file, found: "unbalanced quotation marks", expected: "CSV with name and #rrggbb")
        }
        var palette = SwatchPalette(name: name, swatches: [])
        for (index, row) in rows.enumerated() {
            let fields = row.map { $0.trimmingPrefix(while: \.isWhitespace) }.map { field in
                String(field.reversed().drop(while: \.isWhitespace).reversed())
            }
            if fields.allSatisfy(\.isEmpty) { continue }
            guard let place = fields.lastIndex(where: { colour($0) != nil }),
                let colour = colour(fields[place])
            else {
                // A heading names its columns.
                if index == 0, !fields.contains(where: { $0.hasPrefix("#") }) { continue }
                throw .damaged(
                    file: file, found: "\"\(fields.joined(separator: ",").prefix(40))\" in line \(index + 1)",
                    expected: "a name and #rrggbb")
            }
            guard palette.swatches.count < PaletteFile.colourLimit else {
                throw .damaged(
                    file: file, found: "more colours", expected: "at most \(PaletteFile.colourLimit)")
            }
            let names = fields.indices.filter { $0 != place }.map { fields[$0] }
            palette.swatches.append(SwatchPalette.Swatch(names.first ?? "", colour))
        }
        return palette
    }

    /// `#rrggbb`, or six digits without the sign; three digits could be a number.
    private static func colour(_ field: String) -> Colour? {
        field.hasPrefix("#") || field.count == 6 ? Colour(hex: field) : nil
    }
}
