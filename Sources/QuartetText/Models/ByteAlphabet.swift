/// The 256 printable characters in which byte-level vocabularies write bytes.
///
/// Printable characters of Latin-1 stand for themselves; the other bytes, in order, for the characters from U+0100 on.
/// Radford et al., "Language Models are Unsupervised Multitask Learners" (2019), as in their published encoder.
enum ByteAlphabet {
    /// The character of each byte.
    static let characters: [Unicode.Scalar] = {
        var next = UInt32(0x100)
        return (UInt8(0)...255).map { byte in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
            default:
                defer { next += 1 }
                return Unicode.Scalar(next) ?? " "
            }
        }
    }()

    /// The byte of each character, or -1; characters from U+0144 on stand for none.
    private static let bytes: [Int16] = {
        var result = [Int16](repeating: -1, count: 0x144)
        for (byte, character) in characters.enumerated() { result[Int(character.value)] = Int16(byte) }
        return result
    }()

    static func byte(of character: Unicode.Scalar) -> UInt8? {
        guard character.value < 0x144 else { return nil }
        let byte = bytes[Int(character.value)]
        return byte < 0 ? nil : UInt8(byte)
    }

    /// The bytes that a token stands for, or its own bytes if one of its characters stands for none.
    static func decode(_ token: Span<UInt8>, into result: inout [UInt8]) {
        let start = result.count
        var index = 0
        while index < token.count {
            let (scalar, length) = token.scalar(at: index)
            guard let byte = byte(of: scalar) else {
                result.removeSubrange(start...)
                for position in token.indices { result.append(token[position]) }
                return
            }
            result.append(byte)
            index += length
        }
    }

    /// Bytes as a vocabulary writes them.
    static func encode(_ bytes: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for index in bytes.indices { result.append(contentsOf: characters[Int(bytes[index])].utf8) }
        return result
    }
}
