internal import Foundation
internal import QuartetFiles
import QuartetImaging

/// A palette as a user writes it: "#1d3557, cream, navy", or the name of a palette file.
public enum PaletteList {
    /// Reads colours, or the first palette of a file in one of the formats of ``PaletteFile``.
    ///
    /// - Throws: ``PaletteError`` for what is neither, and for colours that can hardly be told apart.
    public static func read(_ text: String, catalog: ColourCatalog) throws -> [SwatchPalette.Swatch] {
        let endings = ["ase", "gpl", "aco", "csv"]
        let swatches =
            endings.contains(URL(fileURLWithPath: text).pathExtension.lowercased()) && !text.contains(",")
            ? try PaletteFile.read(text)[0].swatches
            : try text.split(separator: ",", omittingEmptySubsequences: false).map {
                try swatch($0.trimmingCharacters(in: .whitespaces), catalog)
            }
        try check(swatches.map(\.colour))
        return swatches.map { SwatchPalette.Swatch($0.name.isEmpty ? $0.colour.hex : $0.name, $0.colour) }
    }

    private static func swatch(_ text: String, _ catalog: ColourCatalog) throws -> SwatchPalette.Swatch {
        if text.hasPrefix("#"), text.count != 9, let colour = Colour(hex: text) {
            return SwatchPalette.Swatch(catalog.nearest(to: colour)?.name ?? text, colour)
        }
        let word = text.lowercased()
        if let named = catalog.colours.first(where: { $0.name == word || $0.words.contains(word) }) {
            return SwatchPalette.Swatch(named.name, named.colour)
        }
        let near = catalog.colours.map(\.name).filter { name in
            word.count > 2 && (name.hasPrefix(word.prefix(3)) || name.contains(word))
        }
        throw PaletteError.noSuchColour(text, suggestions: Array(near.prefix(3)))
    }

    /// Throws ``PaletteError/alike(_:_:)`` for two colours with ΔE00 under 2.
    static func check(_ colours: [Colour]) throws(PaletteError) {
        for (index, colour) in colours.enumerated() {
            for other in colours[..<index] where other.lab.difference2000(to: colour.lab) < 2 {
                throw .alike(other.hex, colour.hex)
            }
        }
    }
}
