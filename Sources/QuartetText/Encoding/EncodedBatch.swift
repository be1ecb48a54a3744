/// Encoded texts, padded to one length.
public struct EncodedBatch: Sendable, Equatable {
    /// Number of texts.
    public let count: Int
    /// Number of tokens of each, including padding.
    public let length: Int
    /// Ids, `[count, length]` row by row.
    public let ids: [Int32]
    /// Types of the tokens (0, or 1 in a second text), in the layout of ``ids``; 0 in the padding.
    public let typeIDs: [Int32]
    /// 1 for a token, 0 for padding, in the layout of ``ids``.
    public let attentionMask: [Int32]
    /// Number of tokens of each text without padding.
    public let lengths: [Int]
}

/// The length that the texts of a batch are padded to.
public struct Padding: Sendable, Equatable {
    public enum Length: Sendable, Equatable {
        /// The length of the batch's longest text.
        case longest
        /// A fixed number of tokens. Longer texts are an error, so set a maximum length too.
        case fixed(Int)
    }

    public var length: Length
    /// The length is rounded up to a multiple of this.
    public var multiple: Int
    /// Pads before the text rather than after it.
    public var isLeft: Bool

    public init(_ length: Length = .longest, multiple: Int = 1, isLeft: Bool = false) {
        self.length = length
        self.multiple = multiple
        self.isLeft = isLeft
    }
}

extension Tokenizer {
    /// Encodes several texts and pads them to one length.
    ///
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if the tokenizer has no padding token, or a text is longer than a fixed length.
    public func encode(
        batch texts: [String], options: EncodingOptions = EncodingOptions(), padding: Padding = Padding()
    ) throws -> EncodedBatch {
        var options = options
        options.tracksOffsets = false
        var scratch = EncodingScratch()
        return try pad(texts.map { try encode($0, nil, options: options, &scratch) }, padding)
    }

    /// Encodes several pairs of texts and pads them to one length.
    public func encode(
        batch pairs: [(String, String)], options: EncodingOptions = EncodingOptions(),
        padding: Padding = Padding()
    ) throws -> EncodedBatch {
        var options = options
        options.tracksOffsets = false
        var scratch = EncodingScratch()
        return try pad(pairs.map { try encode($0.0, $0.1, options: options, &scratch) }, padding)
    }

    /// Pads encoded texts to one length.
    public func pad(_ encodings: [Encoding], _ padding: Padding = Padding()) throws -> EncodedBatch {
        let longest = encodings.map(\.ids.count).max() ?? 0
        var length = longest
        if case .fixed(let fixed) = padding.length {
            guard fixed >= longest else {
                throw TokenizerError.setting(
                    "padding to a fixed length", found: "\(fixed)",
                    expected:
                        "at least \(longest), the longest text of the batch; give a maximum length to cut it")
            }
            length = fixed
        }
        guard padding.multiple > 0 else {
            throw TokenizerError.setting(
                "multiple of padding", found: "\(padding.multiple)", expected: "1 or more")
        }
        let rounded = (length + padding.multiple - 1) / padding.multiple * padding.multiple
        let needsPadding = encodings.contains { $0.ids.count < rounded }
        guard let id = special.padding ?? (needsPadding ? nil : 0) else {
            throw TokenizerError.setting(
                "padding", found: "a tokenizer without a padding token (\(source))",
                expected: "texts of one length, or a tokenizer with a special token such as [PAD]")
        }
        var (ids, types, mask): ([Int32], [Int32], [Int32]) = ([], [], [])
        for encoding in encodings {
            let missing = rounded - encoding.ids.count
            func row(_ values: some Collection<Int32>, _ filler: Int32) -> [Int32] {
                let fill = repeatElement(filler, count: missing)
                return padding.isLeft ? fill + Array(values) : Array(values) + fill
            }
            ids += row(encoding.ids, id)
            types += row(encoding.typeIDs, 0)
            mask += row(repeatElement(1, count: encoding.ids.count), 0)
        }
        return EncodedBatch(
            count: encodings.count, length: rounded, ids: ids, typeIDs: types, attentionMask: mask,
            lengths: encodings.map(\.ids.count))
    }
}
