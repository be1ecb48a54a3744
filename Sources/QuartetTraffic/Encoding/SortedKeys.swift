/// A dictionary by hashes that is encoded in the order of its keys, so that equal models give equal files. The encoding
/// is that of the dictionary: keys and values in turn.
@propertyWrapper
struct SortedKeys<Value: Codable & Sendable>: Codable, Sendable {
    var wrappedValue: [UInt64: Value]

    init(wrappedValue: [UInt64: Value]) { self.wrappedValue = wrappedValue }

    init(from decoder: any Decoder) throws { wrappedValue = try [UInt64: Value](from: decoder) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for (key, value) in wrappedValue.sorted(by: { $0.key < $1.key }) {
            try container.encode(key)
            try container.encode(value)
        }
    }
}
