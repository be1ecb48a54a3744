internal import Foundation

/// The header of a safetensors file as decoded from its JSON, unchecked.
struct SafetensorsHeader: Decodable {
    struct Raw: Codable {
        let dtype: String
        let shape: [Int]
        let offsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype, shape
            case offsets = "data_offsets"
        }
    }

    struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let nameCount: Int
    let metadata: [String: String]
    let tensors: [(name: String, raw: Raw)]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        nameCount = container.allKeys.count
        let key = Name(stringValue: "__metadata__")
        metadata = container.contains(key) ? try container.decode([String: String].self, forKey: key) : [:]
        tensors = try container.allKeys.filter { $0.stringValue != key.stringValue }
            .map { ($0.stringValue, try container.decode(Raw.self, forKey: $0)) }
    }

    /// A name that a JSON object contains more than once, which decoders silently accept.
    ///
    /// - Parameters:
    ///   - text: valid JSON.
    ///   - count: the number of names that the decoder found.
    static func repeatedName(in text: UnsafeRawBufferPointer, count: Int) -> String? {
        let names = names(in: text)
        if names.count == count { return nil }
        var seen: Set<String> = []
        return names.lazy.compactMap { try? JSONDecoder().decode(String.self, from: Data(text[$0])) }
            .first { !seen.insert($0).inserted }
    }

    /// The ranges of the outermost object's names in valid JSON: the strings before its colons.
    private static func names(in text: UnsafeRawBufferPointer) -> [Range<Int>] {
        var names: [Range<Int>] = []
        var depth = 0
        var string = 0..<0
        var at = 0
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth == 1: names.append(string)
            case UInt8(ascii: "\""):
                let start = at
                at += 1
                while at < text.count, text[at] != UInt8(ascii: "\"") {
                    at += text[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                string = start..<min(at + 1, text.count)
            default: break
            }
            at += 1
        }
        return names
    }
}
