import QuartetImaging

/// Adobe Swatch Exchange: blocks of colours and groups, most significant byte first.
enum ASEPalette {
    static let signature = Array("ASEF".utf8)
    private static let (groupStart, groupEnd, colour) = (0xC001, 0xC002, 0x0001)

    /// A palette for each group, and one of the colours outside of groups.
    static func read(_ bytes: [UInt8], _ file: String, _ name: String) throws(PaletteError) -> [SwatchPalette]
    {
        guard bytes.starts(with: signature) else {
            throw .damaged(file: file, found: "another beginning", expected: "the signature ASEF")
        }
        var input = PaletteBytes(bytes, file: file)
        _ = try input.take(4, "the signature")
        let (major, minor) = (try input.word("the version"), try input.word("the version"))
        guard major == 1 else {
            throw .damaged(file: file, found: "version \(major).\(minor)", expected: "version 1.0")
        }
        let count = try input.long("the number of blocks")
        guard count <= PaletteFile.colourLimit else {
            throw .damaged(
                file: file, found: "\(count) blocks", expected: "at most \(PaletteFile.colourLimit)")
        }
        var loose = SwatchPalette(name: name, swatches: [])
        var (groups, isInGroup): ([SwatchPalette], Bool) = ([], false)
        for number in 1...max(count, 1) where number <= count {
            let what = "block \(number) of \(count)"
            let kind = try input.word(what)
            let length = try input.long(what)
            var block = try input.part(length, what)
            switch kind {
            case groupStart:
                groups.append(SwatchPalette(name: try text(&block, what), swatches: []))
                isInGroup = true
            case groupEnd: isInGroup = false
            case colour:
                let swatch = SwatchPalette.Swatch(try text(&block, what), try colour(&block, what))
                if isInGroup {
                    groups[groups.count - 1].swatches.append(swatch)
                } else {
                    loose.swatches.append(swatch)
                }
            // Blocks of other kinds are for other programs.
            default: break
            }
        }
        return [loose] + groups
    }

    private static func text(_ block: inout PaletteBytes, _ what: String) throws(PaletteError) -> String {
        try block.text(units: try block.word(what), what)
    }

    private static func colour(_ block: inout PaletteBytes, _ what: String) throws(PaletteError) -> Colour {
        let model = String(decoding: try block.take(4, what), as: UTF8.self)
        switch model {
        case "RGB ":
            return PaletteColour.rgb(try block.number(what), try block.number(what), try block.number(what))
        case "CMYK":
            return PaletteColour.cmyk(
                try block.number(what), try block.number(what), try block.number(what),
                try block.number(what))
        case "LAB ":
            return PaletteColour.lab50(
                100 * (try block.number(what)), try block.number(what), try block.number(what))
        case "Gray":
            let grey = try block.number(what)
            return PaletteColour.rgb(grey, grey, grey)
        default:
            throw .damaged(
                file: block.file, found: "the colour model \"\(model)\" in \(what)",
                expected: "RGB, CMYK, LAB or Gray")
        }
    }

    /// The file of one palette: its swatches as RGB in a group.
    static func bytes(_ palette: SwatchPalette) -> [UInt8] {
        func block(_ kind: Int, _ content: [UInt8]) -> [UInt8] { word(kind) + long(content.count) + content }
        var blocks = [block(groupStart, text(palette.name))]
        for swatch in palette.swatches {
            let parts = [swatch.colour.red, swatch.colour.green, swatch.colour.blue]
            let numbers = parts.flatMap { long(Int(Float($0).bitPattern)) }
            // A global colour would be 0, a spot colour 1.
            blocks.append(block(colour, text(swatch.name) + Array("RGB ".utf8) + numbers + word(2)))
        }
        blocks.append(block(groupEnd, []))
        return signature + word(1) + word(0) + long(blocks.count) + blocks.joined()
    }

    private static func text(_ text: String) -> [UInt8] {
        let units = Array(text.utf16) + [0]
        return word(units.count) + units.flatMap { word(Int($0)) }
    }

    private static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }

    private static func long(_ value: Int) -> [UInt8] { word(value >> 16) + word(value) }
}
