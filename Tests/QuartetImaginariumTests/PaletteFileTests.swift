import Foundation
import QuartetFiles
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct PaletteFileTests {
    private let folder = TemporaryFolder()

    private func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }
    private func long(_ value: Int) -> [UInt8] { word(value >> 16) + word(value) }
    private func floats(_ values: [Float]) -> [UInt8] { values.flatMap { long(Int($0.bitPattern)) } }
    private func text(_ text: String) -> [UInt8] { (Array(text.utf16) + [0]).flatMap { word(Int($0)) } }

    /// A swatch exchange file of one colour of each model, the last two in a group.
    private var exchange: [UInt8] {
        func block(_ kind: Int, _ content: [UInt8]) -> [UInt8] { word(kind) + long(content.count) + content }
        func colour(_ name: String, _ model: String, _ values: [Float]) -> [UInt8] {
            block(1, word(name.utf16.count + 1) + text(name) + Array(model.utf8) + floats(values) + word(2))
        }
        let blocks = [
            colour("red", "RGB ", [1, 0, 0]), colour("cyan", "CMYK", [1, 0, 0, 0]),
            block(0xC001, word(4) + text("Sea")), colour("grey", "Gray", [0.5]),
            colour("white", "LAB ", [1, 0, 0]), block(0xC002, []),
        ]
        return Array("ASEF".utf8) + word(1) + word(0) + long(blocks.count) + blocks.joined()
    }

    @Test func swatchExchangeHasGroupsAndFourModels() throws {
        let palettes = try PaletteFile.read(folder.write(exchange, to: "a.ase"))
        #expect(palettes.map(\.name) == ["a", "Sea"])
        #expect(palettes[0].swatches.map(\.name) == ["red", "cyan"])
        #expect(palettes[0].swatches.map(\.colour.hex) == ["#ff0000", "#00ffff"])
        #expect(palettes[1].swatches.map(\.colour.hex) == ["#808080", "#ffffff"])
    }

    @Test func aFileCutShortIsAnErrorWhereverItEnds() throws {
        for length in 4..<exchange.count {
            let path = try folder.write(exchange.prefix(length), to: "cut.ase")
            #expect(throws: PaletteError.self, "\(length)") { try PaletteFile.read(path) }
        }
        #expect(throws: PaletteError.cutShort(file: folder.file("cut.ase"), at: 40, missing: "block 1 of 6"))
        {
            try PaletteFile.read(folder.write(exchange.prefix(40), to: "cut.ase"))
        }
    }

    @Test func photoshopVersionsOneAndTwo() throws {
        func swatch(_ space: Int, _ values: [Int]) -> [UInt8] { ([space] + values).flatMap(word) }
        let colours = [
            swatch(0, [65535, 0, 0, 0]), swatch(2, [0, 65535, 65535, 65535]), swatch(8, [10000, 0, 0, 0]),
            swatch(7, [10000, 0, 0, 0]), swatch(1, [21845, 65535, 65535, 0]),
        ]
        let first = word(1) + word(5) + colours.joined()
        let hexes = ["#ff0000", "#00ffff", "#ffffff", "#ffffff", "#00ff00"]
        let old = try PaletteFile.read(folder.write(first, to: "one.aco"))[0]
        #expect(old.swatches.map(\.colour.hex) == hexes && old.swatches.allSatisfy { $0.name.isEmpty })
        let named = colours.flatMap { $0 + long(3) + text("né") }
        let new = try PaletteFile.read(folder.write(first + word(2) + word(5) + named, to: "two.aco"))[0]
        #expect(new.swatches.map(\.colour.hex) == hexes && new.swatches.allSatisfy { $0.name == "né" })
        let other = word(3) + first.dropFirst(2)
        #expect(
            throws: PaletteError.damaged(
                file: folder.file("three.aco"), found: "version 3", expected: "version 1 or 2")
        ) { try PaletteFile.read(folder.write(other, to: "three.aco")) }
        #expect(throws: PaletteError.self) {
            try PaletteFile.read(folder.write(first.dropLast(3), to: "cut.aco"))
        }
    }

    @Test func gimpAndTables() throws {
        let gimp = "GIMP Palette\nName: Sea\nColumns: 2\n# deep\n  0  0 128\tnavy blue\n255 255 255\n"
        let palette = try PaletteFile.read(folder.write(gimp, to: "a.gpl"))[0]
        #expect(palette.name == "Sea" && palette.swatches.map(\.name) == ["navy blue", ""])
        #expect(palette.swatches.map(\.colour.hex) == ["#000080", "#ffffff"])
        #expect(throws: PaletteError.self) {
            try PaletteFile.read(folder.write("GIMP Palette\n1 2 300 x\n", to: "b.gpl"))
        }
        for table in [
            "name,hex\nnavy,#000080\n\"white, warm\",#fffff0\n", "#000080,navy\n#fffff0,\"white, warm\"",
        ] {
            let palette = try PaletteFile.read(folder.write(table, to: "a.csv"))[0]
            #expect(palette.swatches.map(\.name) == ["navy", "white, warm"], "\(table)")
            #expect(palette.swatches.map(\.colour.hex) == ["#000080", "#fffff0"])
        }
        #expect(throws: PaletteError.self) {
            try PaletteFile.read(folder.write("navy,#00008\n", to: "b.csv"))
        }
        #expect(throws: PaletteError.self) { try PaletteFile.read(folder.write("", to: "c.csv")) }
        #expect(throws: PaletteError.notRecognised(file: folder.file("d.txt"))) {
            try PaletteFile.read(folder.write("navy", to: "d.txt"))
        }
        #expect(throws: FileError.self) { try PaletteFile.read(folder.file("missing.ase")) }
    }

    @Test func listsAreHexOrNamesAndCanBeToldApart() throws {
        let catalog = try DesignFixtures.catalogs().colours
        let list = try PaletteList.read("#1d3557, cream,NAVY ", catalog: catalog)
        #expect(list.map(\.colour.hex).first == "#1d3557" && list.map(\.name)[1...] == ["cream", "navy"])
        for text in ["", "#12", "#1234567", "blurple", "#1d3557,,cream"] {
            #expect(throws: PaletteError.self, "\(text)") { try PaletteList.read(text, catalog: catalog) }
        }
        #expect(throws: PaletteError.alike("#101010", "#111111")) {
            try PaletteList.read("#101010,#111111", catalog: catalog)
        }
        let palette = try PaletteList.read(folder.write(exchange, to: "a.ase"), catalog: catalog)
        #expect(palette.map(\.name) == ["red", "cyan"])
    }
}
