internal import Foundation

/// SentencePiece's table of replacements: the `precompiled_charsmap` of a model.
///
/// Base64 of a size in bytes, a double-array trie of that size (little-endian words; Aoe, "An Efficient Digital Search
/// Algorithm by Using a Double-Array Structure", 1989), and texts that each end in a zero byte. What the trie finds is
/// the place of the text that replaces a character.
struct CharacterMap: Sendable, Equatable {
    /// As the file writes it.
    let base64: String
    private let units: [UInt32]
    private let texts: [UInt8]
    /// The length in bytes of the longest replacement.
    let longest: Int

    /// Nil if the table contradicts itself.
    init?(base64: String) {
        guard let data = Data(base64Encoded: base64).map({ [UInt8]($0) }) else { return nil }
        self.base64 = base64
        let word = { (index: Int) in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[index + $1]) << UInt32(8 * $1) }
        }
        let size = data.count < 4 ? 0 : Int(word(0))
        guard data.isEmpty || (size <= data.count - 4 && size % 4 == 0) else { return nil }
        units = stride(from: 4, to: 4 + size, by: 4).map(word)
        let texts = Array(data.dropFirst(4 + size))
        guard texts.span.firstInvalidUTF8() == nil else { return nil }
        self.texts = texts
        longest = texts.split(separator: 0).map(\.count).max() ?? 0
    }

    func callAsFunction(_ text: AlignedText) -> AlignedText {
        if units.isEmpty { return text }
        var result = text.emptied()
        var index = 0
        for cluster in String(decoding: text.bytes, as: UTF8.self) {
            let end = index + cluster.utf8.count
            if end - index < 6, let replacement = replacement(text.bytes.span.extracting(index..<end)) {
                result.append(texts[replacement], from: text.source(index..<end))
                index = end
            }
            while index < end {
                let next = index + text.bytes.span.scalar(at: index).length
                if let replacement = replacement(text.bytes.span.extracting(index..<next)) {
                    result.append(texts[replacement], from: text.source(index..<next))
                } else {
                    result.append(index..<next, of: text)
                }
                index = next
            }
        }
        return result
    }

    /// The text for the shortest entry that a character begins with.
    private func replacement(_ character: Span<UInt8>) -> Range<Int>? {
        var node = 0
        func unit() -> UInt32? { units.indices.contains(node) ? units[node] : nil }
        guard let root = unit() else { return nil }
        node ^= Self.offset(root)
        for index in character.indices {
            let byte = character[index]
            node ^= Int(byte)
            guard byte != 0, let inner = unit(), inner & 0x8000_00FF == UInt32(byte) else { return nil }
            node ^= Self.offset(inner)
            guard inner >> 8 & 1 == 1 else { continue }
            guard let leaf = unit() else { return nil }
            return text(at: Int(leaf & 0x7FFF_FFFF))
        }
        return nil
    }

    private func text(at start: Int) -> Range<Int>? {
        guard start < texts.count, texts[start] & 0xC0 != 0x80 else { return nil }
        return start..<(texts[start...].firstIndex(of: 0) ?? texts.count)
    }

    private static func offset(_ unit: UInt32) -> Int { Int(unit >> 10) << Int((unit & 0x200) >> 6) }
}
