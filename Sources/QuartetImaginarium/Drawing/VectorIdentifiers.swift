/// Makes Cairo's SVG repeatable and small.
///
/// Cairo numbers patterns and pictures throughout the life of the process. Renumbered for each drawing, equal
/// drawings become equal files. A picture that is embedded several times is kept once.
struct VectorIdentifiers {
    private var names: [[UInt8]: [UInt8]] = [:]
    /// Identifiers given so far, those of earlier drawings included.
    private var used = 0
    private var pictures: [ArraySlice<UInt8>: [UInt8]] = [:]
    private var result: [UInt8] = []

    /// Drawings of one size as one drawing with a named group for each, and with identifiers renumbered.
    static func joined(_ parts: [(name: String, svg: [UInt8])]) -> [UInt8] {
        var tidy = VectorIdentifiers()
        for (index, part) in parts.enumerated() {
            guard let body = body(of: part.svg) else { continue }
            if index == 0 { tidy.run(part.svg[..<body.lowerBound]) }
            // Each drawing has identifiers of its own.
            tidy.names = [:]
            tidy.result += Array("<g id=\"\(part.name)\">".utf8)
            tidy.run(part.svg[body])
            tidy.result += Array("</g>\n".utf8)
        }
        tidy.result += Array("</svg>\n".utf8)
        return tidy.result
    }

    /// The range between the root's tags.
    private static func body(of svg: [UInt8]) -> Range<Int>? {
        let close = Array("</svg>".utf8)
        guard let root = svg.firstRange(of: Array("<svg".utf8)),
            let start = svg[root.upperBound...].firstIndex(of: UInt8(ascii: ">")),
            let end = svg.indices.reversed().first(where: { svg[$0...].starts(with: close) })
        else { return nil }
        return start + 1..<end
    }

    private mutating func run(_ svg: ArraySlice<UInt8>) {
        let picture = Array("<image id=\"".utf8)
        let given = Array(" id=\"".utf8)
        var index = svg.startIndex
        while index < svg.endIndex {
            let byte = svg[index]
            result.append(byte)
            index += 1
            // An identifier follows id=" at its definition and # at its use.
            let isUse = byte == UInt8(ascii: "#")
            guard isUse || (byte == UInt8(ascii: "\"") && result.ends(given)) else { continue }
            let end = svg[index...].firstIndex { !Self.isNamePart($0) } ?? svg.endIndex
            let name = Array(svg[index..<end])
            guard let last = name.last, Self.isDigit(last) else { continue }
            if result.ends(picture), let close = svg[end...].firstIndex(of: UInt8(ascii: ">")) {
                let data = svg[end...close]
                if let first = pictures[data] {
                    names[name] = first
                    result.removeLast(picture.count)
                    index = close + 1
                    continue
                }
                pictures[data] = short(name)
            }
            result += short(name)
            index = end
        }
    }

    private mutating func short(_ name: [UInt8]) -> [UInt8] {
        if let known = names[name] { return known }
        used += 1
        let short = name.prefix { !Self.isDigit($0) } + Array(String(used).utf8)
        names[name] = Array(short)
        return Array(short)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 45 || byte == 95
    }
}

extension [UInt8] {
    /// Whether the bytes end with a word.
    fileprivate func ends(_ word: [UInt8]) -> Bool {
        count >= word.count && suffix(word.count).elementsEqual(word)
    }
}
