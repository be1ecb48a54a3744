import QuartetImaging

/// GIMP's palettes: a heading, then `red green blue name` a line, in 0...255.
enum GPLPalette {
    static let signature = "GIMP Palette"

    static func read(_ text: String, _ file: String, _ name: String) throws(PaletteError) -> SwatchPalette {
        var palette = SwatchPalette(name: name, swatches: [])
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.first.map({ $0.hasPrefix(signature) }) == true else {
            throw .damaged(file: file, found: "another first line", expected: "the line \"\(signature)\"")
        }
        for (index, line) in lines.enumerated().dropFirst() {
            if line.hasPrefix("Name:") {
                palette.name = String(line.dropFirst("Name:".count).drop { $0 == " " })
                continue
            }
            if line.hasPrefix("#") || line.hasPrefix("Columns:") || line.allSatisfy(\.isWhitespace) {
                continue
            }
            let fields = line.split(maxSplits: 3, whereSeparator: \.isWhitespace)
            let parts = fields.prefix(3).compactMap { UInt8($0) }.map { Double($0) / 255 }
            guard parts.count == 3, palette.swatches.count < PaletteFile.colourLimit else {
                throw .damaged(
                    file: file, found: "\"\(line.prefix(40))\" in line \(index + 1)",
                    expected: "red, green and blue in 0 to 255, and a name")
            }
            palette.swatches.append(
                SwatchPalette.Swatch(
                    fields.count > 3 ? String(fields[3]) : "",
                    Colour(red: parts[0], green: parts[1], blue: parts[2])))
        }
        return palette
    }

    static func text(_ palette: SwatchPalette) -> String {
        func line(_ text: String) -> String { text.filter { !$0.isNewline } }
        let rows = palette.swatches.map { swatch in
            let parts = swatch.colour.bytes
            return "\(parts.red)\t\(parts.green)\t\(parts.blue)\t\(line(swatch.name))\n"
        }
        return "\(signature)\nName: \(line(palette.name))\nColumns: \(palette.swatches.count)\n#\n"
            + rows.joined()
    }
}
