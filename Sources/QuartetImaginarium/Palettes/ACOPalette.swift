import QuartetImaging

/// Photoshop's swatches, versions 1 and 2: ten bytes a colour, in version 2 with a name. Files of version 2 begin with
/// the same colours in version 1 for older programs.
enum ACOPalette {
    static func read(_ bytes: [UInt8], _ file: String, _ name: String) throws(PaletteError) -> SwatchPalette {
        var input = PaletteBytes(bytes, file: file)
        var palette = SwatchPalette(name: name, swatches: [])
        repeat {
            let version = try input.word("the version")
            guard [1, 2].contains(version) else {
                throw .damaged(file: file, found: "version \(version)", expected: "version 1 or 2")
            }
            let count = try input.word("the number of colours")
            palette.swatches = []
            for number in 1...max(count, 1) where number <= count {
                let what = "colour \(number) of \(count)"
                let colour = try colour(&input, what)
                var name = ""
                if version == 2 { name = try input.text(units: try input.long(what), what) }
                palette.swatches.append(SwatchPalette.Swatch(name, colour))
            }
            if version == 2 { break }
        } while !input.isAtEnd
        return palette
    }

    private static func colour(_ input: inout PaletteBytes, _ what: String) throws(PaletteError) -> Colour {
        let space = try input.word(what)
        let words = [
            try input.word(what), try input.word(what), try input.word(what), try input.word(what),
        ]
        func share(_ index: Int) -> Double { Double(words[index]) / 65535 }
        func signed(_ index: Int) -> Double { Double(Int16(truncatingIfNeeded: words[index])) / 100 }
        switch space {
        case 0: return PaletteColour.rgb(share(0), share(1), share(2))
        case 1: return PaletteColour.hsb(share(0), share(1), share(2))
        // 0 is full ink.
        case 2: return PaletteColour.cmyk(1 - share(0), 1 - share(1), 1 - share(2), 1 - share(3))
        case 7: return PaletteColour.lab50(Double(words[0]) / 100, signed(1), signed(2))
        case 8:
            let grey = Double(words[0]) / 10000
            return PaletteColour.rgb(grey, grey, grey)
        default:
            throw .damaged(
                file: input.file, found: "the colour space \(space) in \(what)",
                expected: "RGB, HSB, CMYK, Lab or grey")
        }
    }
}
