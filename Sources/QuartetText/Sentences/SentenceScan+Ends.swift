/// The rules by which a sentence ends.
extension SentenceScan {
    /// Whether the sentence ends behind marks.
    func ends(after marks: MarkRun, next: NextWord) -> Bool {
        if next.kind == .end { return true }
        if marks.isPlain { return endsPlainly(marks, next) }
        guard next.isApart else { return !isAddress && endsWithoutSpace(marks, next) }
        if next.kind == .lower && (marks.isClosed || depth > 0) { return false }
        if marks.isLoud { return true }
        if marks.isEllipsis { return next.kind != .lower }
        return endsAtStop(marks, next)
    }

    /// 「はい。」と言った goes on behind its quotation.
    private func endsPlainly(_ marks: MarkRun, _ next: NextWord) -> Bool {
        if marks.isClosed && ["と", "っ", "、", "，"].contains(next.first) { return false }
        let isDecimal = next.kind == .digit && !next.isApart && hasDigit(before: marks.place)
        return !(isDecimal && bytes.span.scalar(at: marks.place).scalar == "．")
    }

    /// "It is broken.I want a new one": the space is missing.
    private func endsWithoutSpace(_ marks: MarkRun, _ next: NextWord) -> Bool {
        guard next.kind == .upper || (marks.isLoud && next.kind == .lower) else { return false }
        let word = self.word(before: marks.place)
        guard word.utf8.count > 1, word.unicodeScalars.allSatisfy(\.properties.isAlphabetic), !next.isAddress
        else { return false }
        return marks.isLoud
            || word.unicodeScalars.last?.properties.isLowercase == true
                && (next.text.count > 1 || next.text == "I")
    }

    private func endsAtStop(_ marks: MarkRun, _ next: NextWord) -> Bool {
        let word = self.word(before: marks.place)
        let wordStart = marks.place - word.utf8.count
        if !marks.isClosed, let first = word.unicodeScalars.first, ("0"..."9").contains(first),
            word.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) })
        {
            return endsAfterNumber(word, wordStart, next)
        }
        if !marks.isClosed, let kind = Abbreviation(word, isPair: hasLetterStop(before: wordStart)) {
            switch kind {
            case .joins: return false
            case .joinsNames: return next.isStarter
            case .mayEnd: return next.kind != .lower && next.kind != .digit && !next.isCalendar
            case .joinsNumbers: if next.kind == .digit || next.isBehindDash { return false }
            }
        }
        // Who writes no capitals begins sentences without them.
        return next.kind != .lower || writesLowercase
    }

    /// "1. Open the parcel", "am 3. Mai", "im 2. Stock".
    private func endsAfterNumber(_ number: String, _ start: Int, _ next: NextWord) -> Bool {
        if start <= self.start && number.count <= 3 { return false }
        let isPrice =
            start > self.start
            && bytes.span.scalar(before: start).scalar.properties.generalCategory == .currencySymbol
        guard number.count <= 2, !isPrice else { return next.kind != .lower || writesLowercase }
        let previous = previousWord(before: start)
        let isInDate = previous.last == "." && previous.utf8.first.map { (0x30...0x39).contains($0) } == true
        if next.isCalendar || (isInDate && next.kind == .digit) { return false }
        if SentenceWords.beforeOrdinals.contains(previous.lowercased()) {
            return next.isStarter
        }
        return next.kind != .lower || writesLowercase
    }

    /// Whether the current sentence begins with a small letter.
    private var writesLowercase: Bool {
        var index = start
        for _ in 0..<8 {
            guard let (scalar, length) = scalar(at: index) else { return false }
            if ScalarClass.of(scalar).contains(.letter) { return scalar.properties.isLowercase }
            index += length
        }
        return false
    }

    private func hasDigit(before index: Int) -> Bool {
        index > block.lowerBound
            && ScalarClass.of(bytes.span.scalar(before: index).scalar).contains(.number)
    }

    /// Whether "z." stands before a place.
    private func hasLetterStop(before index: Int) -> Bool {
        let word = previousWord(before: index)
        return word.last == "." && word.unicodeScalars.count == 2
    }

    private func previousWord(before index: Int) -> String {
        var end = index
        while end > start {
            let (scalar, length) = bytes.span.scalar(before: end)
            if !ScalarClass.of(scalar).contains(.whitespace) || index - end > 4 { break }
            end -= length
        }
        return word(before: end)
    }

    /// The word that ends at a place, with the full stops, hyphens and apostrophes in it; of long ones the end.
    private func word(before end: Int) -> String {
        var index = end
        while index > start && end - index < 24 {
            let (scalar, length) = bytes.span.scalar(before: index)
            let isInner = scalar == "." || scalar == "-" || scalar == "'" || scalar == "’"
            if !isInner && ScalarClass.of(scalar).isDisjoint(with: [.letter, .number, .mark]) { break }
            index -= length
        }
        return String(decoding: bytes[index..<end], as: UTF8.self)
    }
}

/// What comes behind a mark.
struct NextWord {
    enum Kind { case end, upper, lower, digit, other }

    private(set) var kind = Kind.end
    /// Whether white space lies between.
    private(set) var isApart = false
    private(set) var isBehindDash = false
    /// The first character, signs that open included.
    private(set) var first: Unicode.Scalar = " "
    private let scan: SentenceScan
    private var place: Int

    init(_ scan: SentenceScan, after end: Int) {
        (self.scan, place) = (scan, end)
        var isQuestion = false
        while let (scalar, length) = scan.scalar(at: place) {
            let isSpace = ScalarClass.of(scalar).contains(.whitespace)
            if isSpace { isApart = true } else if first == " " { first = scalar }
            if !isSpace && !SentenceMark.opens(scalar) { break }
            if scalar == "¿" || scalar == "¡" { isQuestion = true }
            isBehindDash = scalar == "-" || scalar == "–" || scalar == "—" || (isBehindDash && isSpace)
            place += length
        }
        guard let (scalar, _) = scan.scalar(at: place) else { return }
        if ScalarClass.of(scalar).contains(.number) {
            kind = .digit
        } else if isQuestion || scalar.properties.isUppercase {
            kind = .upper
        } else {
            kind = scalar.properties.isLowercase ? .lower : .other
        }
    }

    /// The word's letters, of long ones the first.
    var text: String { run(20) { !ScalarClass.of($0).isDisjoint(with: [.letter, .mark]) } }
    /// Whether it goes on as the address of a page or a mailbox does.
    var isAddress: Bool {
        let run = run(40) { !ScalarClass.of($0).contains(.whitespace) }
        return run.utf8.contains { $0 == 0x40 || $0 == 0x2F || $0 == 0x3D || $0 == 0x5F }
    }
    /// Whether it is a word that, with a capital, mostly begins a sentence.
    var isStarter: Bool { kind == .upper && SentenceWords.starters.contains(text.lowercased()) }
    /// Whether it is a month or a day of the week.
    var isCalendar: Bool { SentenceWords.calendar.contains(text.lowercased()) }

    /// The characters from here on that are of a kind.
    private func run(_ limit: Int, while isWanted: (Unicode.Scalar) -> Bool) -> String {
        var end = place
        while end - place < limit, let (scalar, length) = scan.scalar(at: end), isWanted(scalar) {
            end += length
        }
        return String(decoding: scan.bytes[place..<end], as: UTF8.self)
    }
}
