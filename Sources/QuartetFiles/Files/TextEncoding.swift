/// The encodings other than UTF-8 in which people have texts, for messages.
enum TextEncoding {
    /// Whether a text is in UTF-16: it begins with a byte order mark, or every second byte of its beginning is 0, as in
    /// text of Latin letters.
    static func isWide(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let units = bytes.count.isMultiple(of: 2) ? min(bytes.count / 2, 64) : 0
        if units < 4 { return false }
        let (first, second) = (
            (0..<units).count { bytes[2 * $0] == 0 }, (0..<units).count { bytes[2 * $0 + 1] == 0 }
        )
        return max(first, second) == units && min(first, second) == 0
    }

    /// Why bytes are no text in UTF-8, and what to do.
    ///
    /// - Parameter isLine: whether they are one line, whose place the reader knows.
    static func fault(in bytes: [UInt8], isLine: Bool = false) -> String {
        if isWide(bytes) {
            return "a text in UTF-16, expected UTF-8; `iconv -f UTF-16 -t UTF-8` converts it"
        }
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        var line = 1
        while case .scalarValue(let scalar) = decoder.decode(&rest) { if scalar == "\n" { line += 1 } }
        let subject = isLine ? "it" : "line \(line)"
        // Texts have no control characters but tabs, page and line ends; other files have many.
        let controls = bytes.prefix(4096).count { $0 < 0x20 && !(0x09...0x0D).contains($0) }
        if controls > 0 {
            return "\(subject) is not UTF-8, and the \(isLine ? "input" : "file") seems to be no text"
        }
        return "\(subject) is not UTF-8, perhaps Windows-1252 or Latin-1; "
            + "`iconv -f WINDOWS-1252 -t UTF-8` converts such a text"
    }
}
