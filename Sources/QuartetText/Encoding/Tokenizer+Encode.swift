extension Tokenizer {
    /// The ids of a text.
    ///
    /// - Parameters:
    ///   - addsSpecialTokens: whether to add the model's template.
    ///   - findsSpecialTokens: whether special tokens are recognised in the text itself; see
    ///     ``EncodingOptions/findsSpecialTokens``.
    public func ids(
        of text: String, addsSpecialTokens: Bool = true, findsSpecialTokens: Bool = true
    ) -> [Int32] {
        var scratch = EncodingScratch()
        let found = tokens(
            of: text, isTracked: false, special: findsSpecialTokens ? .everywhere : .nowhere, &scratch
        ).ids
        guard addsSpecialTokens, template.specialCount(isPair: false) > 0 else { return found }
        return template.single.flatMap { part in
            if case .special(_, let ids, _) = part { ids } else { found }
        }
    }

    /// Encodes a text or a pair of texts.
    ///
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if the maximum length leaves no room for the special
    ///   tokens, or the only text that may be cut is too short.
    public func encode(
        _ text: String, _ second: String? = nil, options: EncodingOptions = EncodingOptions()
    ) throws -> Encoding {
        var scratch = EncodingScratch()
        return try encode(text, second, options: options, &scratch)
    }

    func encode(
        _ text: String, _ second: String?, options: EncodingOptions, _ scratch: inout EncodingScratch
    ) throws -> Encoding {
        var texts = [text]
        if let second { texts.append(second) }
        var found = texts.map { text in
            var tokens = tokens(
                of: text, isTracked: options.tracksOffsets,
                special: options.findsSpecialTokens ? .everywhere : .nowhere, &scratch)
            if options.tracksOffsets {
                tokens.moveToCharacters(in: text, trims: postProcessor?.trimsOffsets == true)
            }
            return tokens
        }
        let template = options.addsSpecialTokens ? template : .plain
        let before = found.reduce(0) { $0 + $1.ids.count }
        if let maximum = options.maximumLength {
            try truncate(&found, to: maximum, special: template.specialCount(isPair: second != nil), options)
        }
        var result = Encoding()
        result.truncatedCount = before - found.reduce(0) { $0 + $1.ids.count }
        for part in template.parts(isPair: second != nil) {
            switch part {
            case .special(_, let ids, let type):
                result.append(TokenRun(ids: ids), type: type, text: -1, hasOffsets: options.tracksOffsets)
            case .first(let type):
                result.append(found[0], type: type, text: 0, hasOffsets: options.tracksOffsets)
            case .second(let type):
                guard found.count > 1 else { continue }
                result.append(found[1], type: type, text: 1, hasOffsets: options.tracksOffsets)
            }
        }
        return result
    }

    /// Tokens of one text without a template.
    func tokens(
        of text: String, isTracked: Bool, special: SpecialTokenSearch, _ scratch: inout EncodingScratch
    ) -> TokenRun {
        var text = text
        return text.withUTF8 { buffer in
            tokens(
                of: Span(_unsafeElements: buffer), isTracked: isTracked, special: special, &scratch)
        }
    }

    private func tokens(
        of bytes: Span<UInt8>, isTracked: Bool, special: SpecialTokenSearch, _ scratch: inout EncodingScratch
    ) -> TokenRun {
        var result = TokenRun()
        for section in rawMatcher.sections(of: bytes, special: special) {
            if let token = section.token {
                result.append(token.id, isTracked ? section.range : nil)
                continue
            }
            var text = AlignedText(
                bytes.extracting(section.range), at: section.range.lowerBound, isTracked: isTracked)
            if let normalizer { text = normalizer(text, &scratch.decompositions) }
            guard !normalizedMatcher.isEmpty else {
                appendTokens(of: text, to: &result, &scratch)
                continue
            }
            // Normalised text has no places of its own: a section is searched as a whole.
            let search: SpecialTokenSearch = special.covers(section.range) ? .everywhere : .nowhere
            for part in normalizedMatcher.sections(of: text.bytes.span, special: search) {
                if let token = part.token {
                    result.append(token.id, isTracked ? text.source(part.range) : nil)
                } else {
                    appendTokens(of: text.part(part.range), to: &result, &scratch)
                }
            }
        }
        return result
    }

    private func appendTokens(
        of text: AlignedText, to result: inout TokenRun, _ scratch: inout EncodingScratch
    ) {
        guard !text.bytes.isEmpty else { return }
        var text = text
        var pieces = [0..<text.bytes.count]
        preTokenizer?.apply(&text, &pieces)
        var spans: [TokenSpan] = []
        let bytes = text.bytes.span
        for piece in pieces {
            spans.removeAll(keepingCapacity: true)
            scratch.tokenize(bytes.extracting(piece), model, vocabulary, into: &spans)
            guard text.isTracked else {
                for span in spans { result.ids.append(span.id) }
                continue
            }
            var start = piece.lowerBound
            for span in spans {
                let end = start + Int(span.length)
                result.append(span.id, text.source(start..<end))
                start = end
            }
        }
    }
}

/// Tokens found in one text.
struct TokenRun {
    var ids: [Int32] = []
    var offsets: [Range<Int>] = []

    mutating func append(_ id: Int32, _ offset: Range<Int>?) {
        ids.append(id)
        if let offset { offsets.append(offset) }
    }

    /// Moves offsets to whole characters, and excludes spaces at the ends if `trims`.
    mutating func moveToCharacters(in text: String, trims: Bool) {
        var text = text
        text.withUTF8 { bytes in
            for (index, offset) in offsets.enumerated() {
                var (start, end) = (offset.lowerBound, offset.upperBound)
                while start > 0 && start < bytes.count && bytes[start] & 0xC0 == 0x80 { start -= 1 }
                while end > start && end < bytes.count && bytes[end] & 0xC0 == 0x80 { end += 1 }
                while trims && start < end && bytes[start] == 0x20 { start += 1 }
                while trims && end > start && bytes[end - 1] == 0x20 { end -= 1 }
                offsets[index] = start..<end
            }
        }
    }
}

extension Encoding {
    mutating func append(_ run: TokenRun, type: Int32, text: Int, hasOffsets: Bool) {
        let count = run.ids.count
        ids.append(contentsOf: run.ids)
        typeIDs.append(contentsOf: repeatElement(type, count: count))
        isSpecial.append(contentsOf: repeatElement(text < 0, count: count))
        textIndices.append(contentsOf: repeatElement(text, count: count))
        if hasOffsets {
            offsets.append(contentsOf: text < 0 ? Array(repeating: 0..<0, count: count) : run.offsets)
        }
    }
}
