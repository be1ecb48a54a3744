import Foundation
import QuartetText
import Testing

/// Every kind of tokenizer against the public package: ids, offsets, pairs, truncation, decoded text.
@Suite struct TokenizerReferenceTests {
    @Test(arguments: TextReference.names)
    func idsAreThoseOfThePublicPackage(_ name: String) throws {
        let reference = try TextReference.read()
        let cases = try reference.cases(name)
        let tokenizer = try TextReference.tokenizer(name)
        for (index, sentence) in reference.sentences.enumerated() {
            #expect(tokenizer.ids(of: sentence) == cases.ids[index], "\(sentence.debugDescription)")
            #expect(tokenizer.ids(of: sentence, addsSpecialTokens: false) == cases.plain[index])
            #expect(try tokenizer.encode(sentence).ids == cases.ids[index])
        }
    }

    @Test(arguments: TextReference.names)
    func textComesBackAsInThePublicPackage(_ name: String) throws {
        let reference = try TextReference.read()
        let cases = try reference.cases(name)
        let tokenizer = try TextReference.tokenizer(name)
        for (ids, text) in zip(cases.ids, cases.text) {
            let decoded = tokenizer.decode(ids)
            #expect(
                decoded.utf8.elementsEqual(text.utf8), "\(decoded.debugDescription), \(text.debugDescription)"
            )
        }
    }

    @Test(arguments: TextReference.names)
    func pairsAndTruncationAreThoseOfThePublicPackage(_ name: String) throws {
        let reference = try TextReference.read()
        let cases = try reference.cases(name)
        let tokenizer = try TextReference.tokenizer(name)
        for (index, pair) in reference.pairs.enumerated() {
            let (first, second) = (reference.sentences[pair[0]], reference.sentences[pair[1]])
            let encoding = try tokenizer.encode(first, second)
            #expect(encoding.ids == cases.pairIDs[index])
            #expect(encoding.typeIDs == cases.pairTypes[index])
            #expect(encoding.truncatedCount == 0)
            for truncated in cases.truncated {
                let options = EncodingOptions(maximumLength: truncated.length)
                let short = try tokenizer.encode(first, second, options: options)
                #expect(short.ids == truncated.ids[index])
                #expect(short.truncatedCount == encoding.ids.count - short.ids.count)
            }
        }
    }

    /// Exceptions: normalisation forms move offsets by clusters here and by characters there; the package keeps a space at
    /// the start of a text although it excludes others, and drops a letter for a space that it inserted. The bytes of an
    /// unknown character have its place here, and the place of all unknown ones in a row there.
    @Test(
        arguments: TextReference.names.filter { !["qwen2", "regex", "suffix", "words", "t5"].contains($0) })
    func offsetsAreThoseOfThePublicPackage(_ name: String) throws {
        let reference = try TextReference.read()
        let cases = try reference.cases(name)
        let tokenizer = try TextReference.tokenizer(name)
        for (index, sentence) in reference.sentences.enumerated()
        where !sentence.hasPrefix(" ") && !(name == "roberta" && sentence.hasPrefix("<s>"))
            && !(name == "xlmr" && sentence.unicodeScalars.contains("\u{301}"))
        {
            let offsets = try tokenizer.encode(sentence).offsets.map { [$0.lowerBound, $0.upperBound] }
            #expect(offsets == cases.offsets[index], "\(index) \(sentence.debugDescription)")
        }
    }

    @Test(arguments: TextReference.names)
    func offsetsCoverWholeCharactersFromLeftToRight(_ name: String) throws {
        let tokenizer = try TextReference.tokenizer(name)
        for sentence in try TextReference.read().sentences {
            let encoding = try tokenizer.encode(sentence)
            let bytes = Array(sentence.utf8)
            func isBoundary(_ place: Int) -> Bool { place == bytes.count || bytes[place] & 0xC0 != 0x80 }
            var start = 0
            for (offset, isSpecial) in zip(encoding.offsets, encoding.isSpecial) where !isSpecial {
                #expect(offset.lowerBound >= start && offset.upperBound <= bytes.count)
                #expect(isBoundary(offset.lowerBound) && isBoundary(offset.upperBound))
                start = offset.lowerBound
            }
            #expect(encoding.offsets.count == encoding.ids.count)
        }
    }

    @Test(arguments: TextReference.names)
    func whatIsWrittenReadsBackTheSame(_ name: String) throws {
        let reference = try TextReference.read()
        let tokenizer = try TextReference.tokenizer(name)
        let again = try Tokenizer(json: tokenizer.json(), name: "written")
        #expect(again.vocabularySize == tokenizer.vocabularySize)
        for sentence in reference.sentences {
            #expect(again.ids(of: sentence) == tokenizer.ids(of: sentence))
            let ids = tokenizer.ids(of: sentence)
            #expect(again.decode(ids) == tokenizer.decode(ids))
        }
        #expect(again.json() == tokenizer.json())
    }
}
