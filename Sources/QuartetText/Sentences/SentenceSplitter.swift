/// Cuts a text into sentences, in time linear in its length.
///
/// One set of rules serves English, German, French and Spanish, scripts without spaces between words (。！？), and other
/// scripts with marks of their own. A line break ends a sentence after a paragraph, around the items of a list, and
/// where the writer broke the line although the next word had fitted on it.
///
/// Where a full stop can be read both ways, as after an abbreviation that may end a sentence, the two sentences stay
/// together: joined they still say what the text says, and half a sentence may not.
public enum SentenceSplitter {
    /// The sentences in their order, without white space around them.
    public static func sentences(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        return ranges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Where the sentences are: in their order and apart; only white space lies between them.
    public static func ranges(of text: String) -> [Range<String.Index>] {
        // Indices advance from one to the next, so that the whole is linear for strings of any kind.
        var (offset, index) = (0, text.startIndex)
        func advance(to place: Int) -> String.Index {
            index = text.utf8.index(index, offsetBy: place - offset)
            offset = place
            return index
        }
        return ranges(in: Array(text.utf8)).map { range in
            let start = advance(to: range.lowerBound)
            return start..<advance(to: range.upperBound)
        }
    }

    /// As ``ranges(of:)``, of valid UTF-8 and in bytes.
    package static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        SentenceBlocks.ranges(in: bytes).flatMap { block in
            var scan = SentenceScan(bytes, block)
            return scan.sentences()
        }
    }
}
