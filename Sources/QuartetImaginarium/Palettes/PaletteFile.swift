internal import Foundation
internal import QuartetFiles

/// Files of palettes: ASE (Adobe Swatch Exchange), GPL (GIMP), ACO (Photoshop), and CSV with a name and `#rrggbb` a line.
public enum PaletteFile {
    /// Most bytes of a file, and most colours: far above any library of swatches.
    static let byteLimit = 1 << 23
    static let colourLimit = 10_000

    /// The palettes of a file: one for each group of an ASE file, one of all others. The format is told by the content,
    /// and for ACO and CSV, which have no signature, by the name.
    ///
    /// - Throws: ``FileError`` if it cannot be read, ``PaletteError`` with the file's name if it is no palette.
    public static func read(_ path: String) throws -> [SwatchPalette] {
        let bytes = try FileBytes.read(path, limit: byteLimit)
        let url = URL(fileURLWithPath: path)
        let name = url.deletingPathExtension().lastPathComponent
        let palettes: [SwatchPalette]
        switch url.pathExtension.lowercased() {
        case _ where bytes.starts(with: ASEPalette.signature):
            palettes = try ASEPalette.read(bytes, path, name)
        case "ase": palettes = try ASEPalette.read(bytes, path, name)
        case _ where bytes.starts(with: GPLPalette.signature.utf8), "gpl":
            palettes = [try GPLPalette.read(FileBytes.text(of: bytes, name: path), path, name)]
        case "aco": palettes = [try ACOPalette.read(bytes, path, name)]
        case "csv": palettes = [try CSVPalette.read(FileBytes.text(of: bytes, name: path), path, name)]
        default: throw PaletteError.notRecognised(file: path)
        }
        let filled = palettes.filter { !$0.swatches.isEmpty }
        guard !filled.isEmpty else { throw PaletteError.empty(file: path) }
        return filled
    }
}

/// Bytes of a binary palette, most significant byte first, read from the front.
struct PaletteBytes {
    let file: String
    private let bytes: [UInt8]
    private(set) var place: Int
    private let end: Int

    init(_ bytes: [UInt8], file: String) {
        (self.bytes, self.file, place, end) = (bytes, file, 0, bytes.count)
    }

    private init(_ bytes: [UInt8], file: String, place: Int, end: Int) {
        (self.bytes, self.file, self.place, self.end) = (bytes, file, place, end)
    }

    var isAtEnd: Bool { place >= end }

    /// The next bytes; throws ``PaletteError/cutShort(file:at:missing:)`` where there are fewer.
    mutating func take(_ count: Int, _ what: String) throws(PaletteError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= end - place else {
            throw .cutShort(file: file, at: end, missing: what)
        }
        defer { place += count }
        return bytes[place..<place + count]
    }

    /// The next bytes as a part that is read by itself.
    mutating func part(_ count: Int, _ what: String) throws(PaletteError) -> PaletteBytes {
        let slice = try take(count, what)
        return PaletteBytes(bytes, file: file, place: slice.startIndex, end: slice.endIndex)
    }

    mutating func word(_ what: String) throws(PaletteError) -> Int {
        try take(2, what).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func long(_ what: String) throws(PaletteError) -> Int {
        try take(4, what).reduce(0) { $0 << 8 | Int($1) }
    }

    /// An IEEE 754 number of 32 bits.
    mutating func number(_ what: String) throws(PaletteError) -> Double {
        let value = Double(Float(bitPattern: UInt32(try long(what))))
        guard value.isFinite else {
            throw .damaged(file: file, found: "\(value) in \(what)", expected: "a finite number")
        }
        return value
    }

    /// A text of UTF-16 units, without the zero at its end.
    mutating func text(units: Int, _ what: String) throws(PaletteError) -> String {
        let slice = Array(try take(2 * units, what))
        let words = stride(from: 0, to: slice.count, by: 2).map {
            UInt16(slice[$0]) << 8 | UInt16(slice[$0 + 1])
        }
        return String(decoding: words.prefix { $0 != 0 }, as: UTF16.self)
    }
}
