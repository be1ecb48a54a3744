/// BERT's normalisation: cleaning, spaces around Chinese characters, no accents, lower case; in this order.
///
/// Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding" (2019), as in
/// its published tokenizer.
struct BertNormalization: Sendable, Equatable {
    /// Removes control characters; white space becomes a space.
    var cleansText = true
    /// Chinese characters become words of their own.
    var spacesChineseCharacters = true
    /// Whether accents are removed; nil means only if the text is lower-cased.
    var stripsAccents: Bool?
    var lowercases = true

    func callAsFunction(_ text: AlignedText, _ decompositions: inout DecompositionCache) -> AlignedText {
        var result = text.emptied()
        let strips = stripsAccents ?? lowercases
        var pending: [Decomposed] = []
        let bytes = text.bytes.span
        var index = 0
        while index < bytes.count {
            var (scalar, length) = bytes.scalar(at: index)
            let source = text.source(index..<index + length)
            index += length
            let properties = ScalarClass.of(scalar)
            if cleansText {
                if properties.contains(.control) || scalar.value == 0 { continue }
                if properties.contains(.whitespace) { scalar = " " }
            }
            let isChinese = spacesChineseCharacters && Self.isChinese(scalar)
            if isChinese { emit(" ", source, &pending, &result) }
            if strips && !scalar.isASCII {
                for part in decompositions[scalar] { decomposed(part, source, &pending, &result) }
            } else {
                emit(scalar, source, &pending, &result)
            }
            if isChinese { emit(" ", source, &pending, &result) }
        }
        flush(&pending, &result)
        return result
    }

    private struct Decomposed {
        let scalar: Unicode.Scalar
        let order: UInt8
        let source: Range<Int>
    }

    /// Removes accents, and holds back characters whose order canonical decomposition may change.
    private func decomposed(
        _ scalar: Unicode.Scalar, _ source: Range<Int>, _ pending: inout [Decomposed],
        _ result: inout AlignedText
    ) {
        let properties = ScalarClass.of(scalar)
        if properties.contains(.reorders) {
            let order = scalar.properties.canonicalCombiningClass.rawValue
            pending.append(Decomposed(scalar: scalar, order: order, source: source))
        } else {
            flush(&pending, &result)
            if !properties.contains(.accent) { append(scalar, source, &result) }
        }
    }

    private func emit(
        _ scalar: Unicode.Scalar, _ source: Range<Int>, _ pending: inout [Decomposed],
        _ result: inout AlignedText
    ) {
        flush(&pending, &result)
        append(scalar, source, &result)
    }

    /// Writes the characters held back in canonical order (a stable sort).
    private func flush(_ pending: inout [Decomposed], _ result: inout AlignedText) {
        guard !pending.isEmpty else { return }
        let sorted = pending.enumerated().sorted {
            ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
        }
        for (_, part) in sorted where !ScalarClass.of(part.scalar).contains(.accent) {
            append(part.scalar, part.source, &result)
        }
        pending.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func append(_ scalar: Unicode.Scalar, _ source: Range<Int>, _ result: inout AlignedText) {
        if !lowercases {
            result.append(scalar, from: source)
        } else if scalar.isASCII {
            let isUpper = scalar.value &- 0x41 < 26
            result.append(isUpper ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar, from: source)
        } else {
            for lower in scalar.properties.lowercaseMapping.unicodeScalars {
                result.append(lower, from: source)
            }
        }
    }

    /// The blocks of Chinese characters that BERT knows; the last but one begins where public tokenizers begin it.
    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
