/// Turns ids into text one at a time, as a model generates them.
///
/// A character may be spread over several tokens. Its bytes are held back until it is complete, so that the returned
/// pieces, joined, equal the text of ``Tokenizer/decode(_:skipsSpecialTokens:)``.
public struct StreamingDecoder: Sendable {
    private let tokenizer: Tokenizer
    private let skipsSpecialTokens: Bool
    private var pending: [UInt8] = []
    private var isFirst = true

    init(_ tokenizer: Tokenizer, skipsSpecialTokens: Bool, continuesText: Bool = false) {
        (self.tokenizer, self.skipsSpecialTokens) = (tokenizer, skipsSpecialTokens)
        isFirst = !continuesText || tokenizer.decoder == nil
    }

    /// The text that this token completes; empty while a character waits for its other bytes.
    ///
    /// An id without a token adds nothing.
    public mutating func append(_ id: Int32) -> String {
        hold(id)
        let whole = pending.count - Self.openBytes(pending)
        defer { pending.removeFirst(whole) }
        return String(decoding: pending.prefix(whole), as: UTF8.self)
    }

    /// Appends the bytes of an id to those held back.
    fileprivate mutating func hold(_ id: Int32) {
        guard tokenizer.vocabulary.contains(id), !(skipsSpecialTokens && tokenizer.isSpecial(id)) else {
            return
        }
        let token = tokenizer.vocabulary.bytes(of: id)
        if tokenizer.decoder == nil {
            // Without a decoder tokens are words.
            if !isFirst { pending.append(0x20) }
            pending += token
        } else {
            TokenDecoder.decode(token, tokenizer.decodingStages, isFirst: isFirst, into: &pending)
        }
        isFirst = false
    }

    /// Flushes bytes that never became a character, as U+FFFD.
    public mutating func finish() -> String {
        defer { pending = [] }
        return String(decoding: pending, as: UTF8.self)
    }

    /// The number of bytes at the end that begin a character which can still be completed.
    private static func openBytes(_ bytes: [UInt8]) -> Int {
        for length in 1..<4 where length <= bytes.count {
            let byte = bytes[bytes.count - length]
            if byte & 0xC0 == 0x80 { continue }
            let wanted = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
            return wanted > length ? length : 0
        }
        return 0
    }
}

extension Tokenizer {
    /// The text of ids. Ids without a token are skipped; invalid UTF-8 becomes U+FFFD.
    public func decode(_ ids: [Int32], skipsSpecialTokens: Bool = true) -> String {
        var decoder = streamingDecoder(skipsSpecialTokens: skipsSpecialTokens)
        for id in ids { decoder.hold(id) }
        return decoder.finish()
    }

    /// A decoder that takes ids one at a time.
    ///
    /// - Parameter continuesText: the ids go on from others, so that a space before the first word is kept.
    public func streamingDecoder(skipsSpecialTokens: Bool = true, continuesText: Bool = false)
        -> StreamingDecoder
    {
        StreamingDecoder(self, skipsSpecialTokens: skipsSpecialTokens, continuesText: continuesText)
    }
}
