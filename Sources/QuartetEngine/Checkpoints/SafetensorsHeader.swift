internal import Foundation

/// The header of a safetensors file as its JSON says it, unchecked.
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

    let metadata: [String: String]
    let tensors: [(name: String, raw: Raw)]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        let key = Name(stringValue: "__metadata__")
        metadata = container.contains(key) ? try container.decode([String: String].self, forKey: key) : [:]
        tensors = try container.allKeys.filter { $0.stringValue != key.stringValue }
            .map { ($0.stringValue, try container.decode(Raw.self, forKey: $0)) }
    }

    /// What a decoding error means to the file's owner.
    static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "not JSON" }
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let c), .valueNotFound(_, let c), .keyNotFound(_, let c), .dataCorrupted(let c): context = c
        @unknown default: return "\(error)"
        }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    }
}
