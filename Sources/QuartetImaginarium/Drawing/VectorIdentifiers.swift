/// Makes Cairo's SVG repeatable and small.
///
/// Cairo numbers patterns and pictures throughout the life of the process. Renumbered for each drawing, equal
/// drawings become equal files. A picture that is embedded several times is kept once.
struct VectorIdentifiers {
    private var names: [[UInt8]: [UInt8]] = [:]
    private var pictures: [ArraySlice<UInt8>: [UInt8]] = [:]
    private var result: [UInt8] = []

    /// The same drawing with its identifiers renumbered.
    static func tidied(_ svg: [UInt8]) -> [UInt8] {
        var tidy = VectorIdentifiers()
        tidy.run(svg)
        return tidy.result
    }

    private mutating func run(_ svg: [UInt8]) {
        result.reserveCapacity(svg.count)
        let picture = Array("<image id=\"".utf8)
        let given = Array(" id=\"".utf8)
        var index = 0
        while index < svg.count {
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
        let short = name.prefix { !Self.isDigit($0) } + Array(String(names.count + 1).utf8)
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
