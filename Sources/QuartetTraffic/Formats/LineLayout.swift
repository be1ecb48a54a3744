internal import Glibc

/// How the lines of one part of a log are parsed.
enum LineLayout: Sendable {
    case separated(SeparatedLayout)
    case json(JSONLayout)

    /// Reads a line into `record`, in which every field is missing before.
    @inline(__always) func read(
        _ line: UnsafeBufferPointer<UInt8>, into record: UnsafeMutablePointer<UInt64>
    ) -> LineFailure? {
        switch self {
        case .separated(let layout): layout.read(line, into: record)
        case .json(let layout): layout.read(line, into: record)
        }
    }

    /// The texts of all fields in a line, in one pass over it; nil where they are missing.
    ///
    /// - Parameter count: of fields.
    func texts(_ count: Int, in line: ArraySlice<UInt8>) -> [String?] {
        var texts = [String?](repeating: nil, count: count)
        line.withUnsafeBufferPointer { bytes in
            switch self {
            case .separated(let layout): layout.eachText(in: bytes) { texts[$0] = $1() }
            case .json(let layout): layout.eachText(in: bytes) { texts[$0] = $1() }
            }
        }
        return texts
    }

    /// A field's text in a line; nil where it is missing.
    func text(_ field: Int, in line: ArraySlice<UInt8>) -> String? {
        line.withUnsafeBufferPointer { bytes in
            var text: String?
            switch self {
            case .separated(let layout): layout.eachText(in: bytes) { if $0 == field { text = $1() } }
            case .json(let layout): layout.eachText(in: bytes) { if $0 == field { text = $1() } }
            }
            return text
        }
    }
}

/// Why a line is not a record; without allocated memory, since a bad file has millions of them.
enum LineFailure: Error {
    case columns(Int)
    case fewerColumns(Int)
    case badCell(field: Int, Range<Int>)
    case openQuote
    case notJSON(at: Int)
    case empty
}

/// Words of up to eight bytes that stand for "no value".
struct MissingWords: Sendable {
    private let words: [UInt64]
    private let lengths: UInt16

    init(_ words: [String]) {
        let short = words.map { Array($0.utf8) }.filter { $0.count <= 8 && !$0.isEmpty }
        self.words = short.map { $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        lengths = short.reduce(0) { $0 | 1 << UInt16($1.count) }
    }

    @inline(__always) func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        guard bytes.count <= 8, lengths & (1 << UInt16(bytes.count)) != 0 else { return false }
        var word: UInt64 = 0
        for index in 0..<bytes.count { word |= UInt64(bytes[index]) << UInt64(8 * index) }
        for candidate in words where candidate == word { return true }
        return false
    }
}
