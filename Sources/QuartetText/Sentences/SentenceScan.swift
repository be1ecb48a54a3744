/// Finds the sentences of a block: stops at each mark, and looks at the words around it.
///
/// What is looked at is bounded or passed over, so a block of n bytes takes a time of the order of n.
struct SentenceScan {
    let bytes: [UInt8]
    let block: Range<Int>
    /// Where the current sentence begins.
    private(set) var start: Int
    private var found: [Range<Int>] = []
    /// Up to here the current sentence has no letter or digit.
    private var wordless: Int
    /// Brackets that are open.
    private(set) var depth = 0
    /// Whether the current run without spaces looks like an address of a page, a mailbox or a file.
    private(set) var isAddress = false

    init(_ bytes: [UInt8], _ block: Range<Int>) {
        (self.bytes, self.block) = (bytes, block)
        (start, wordless) = (block.lowerBound, block.lowerBound)
    }

    mutating func sentences() -> [Range<Int>] {
        var index = block.lowerBound
        while index < block.upperBound {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: isAddress = false
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
            case UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "="): isAddress = true
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
                index = pass(markAt: index)
                continue
            default:
                if byte >= 0x80, SentenceMark.canBegin(byte), mark(at: index) != nil {
                    index = pass(markAt: index)
                    continue
                }
            }
            index += 1
        }
        close(at: block.upperBound)
        return found
    }

    /// The character at a place of the block, or nil at its end.
    func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        index < block.upperBound ? bytes.span.scalar(at: index) : nil
    }

    private func mark(at index: Int) -> SentenceMark? {
        scalar(at: index).flatMap { SentenceMark($0.scalar) }
    }

    /// Ends the sentence behind a mark if it ends there; returns where the scan goes on.
    private mutating func pass(markAt index: Int) -> Int {
        var end = index
        var marks = MarkRun(place: index)
        while let next = scalar(at: end), let mark = SentenceMark(next.scalar) {
            marks.add(mark)
            end += next.length
        }
        let closing = closingSigns(from: end)
        marks.isClosed = closing > end
        end = closing
        // "(Mon. to Fri.)." has its own mark behind the bracket.
        if mark(at: end) != nil { return end }
        end = smileys(behind: end)
        if ends(after: marks, next: NextWord(self, after: end)) { close(at: end) }
        return end
    }

    /// The end of emoji and other signs without letters that follow a mark and its spaces: they belong to it.
    private func smileys(behind index: Int) -> Int {
        var end = index
        while true {
            var place = end
            while let next = scalar(at: place), ScalarClass.of(next.scalar).contains(.whitespace) {
                place += next.length
            }
            guard let first = scalar(at: place), place > end || !first.scalar.isASCII,
                !SentenceMark.opens(first.scalar), first.scalar != "#"
            else { return end }
            let start = place
            while let next = scalar(at: place), !ScalarClass.of(next.scalar).contains(.whitespace) {
                let isWord = !ScalarClass.of(next.scalar).isDisjoint(with: [.letter, .number])
                let isMoney = next.scalar.properties.generalCategory == .currencySymbol
                if isWord || isMoney || place - start > 64 { return end }
                place += next.length
            }
            if place == start { return end }
            end = place
        }
    }

    /// The end of the quotes and brackets that close at a place, French quotes with the space before them included.
    private mutating func closingSigns(from index: Int) -> Int {
        var end = index
        while let next = scalar(at: end) {
            if SentenceMark.closes(next.scalar) {
                if next.scalar == ")" || next.scalar == "]" { depth = max(0, depth - 1) }
                end += next.length
            } else if ScalarClass.of(next.scalar).contains(.whitespace),
                let quote = scalar(at: end + next.length), quote.scalar == "»"
            {
                end += next.length + quote.length
            } else {
                break
            }
        }
        return end
    }

    /// Ends the current sentence at a place. What has no letter or digit, such as an emoji after the mark, belongs to the
    /// sentence before.
    private mutating func close(at end: Int) {
        let part = bytes.span.trimmingSpace(start..<end)
        if hasWord(part) {
            found.append(part)
        } else if let last = found.popLast() {
            found.append(last.lowerBound..<max(last.upperBound, part.upperBound))
        } else if end == block.upperBound {
            if !part.isEmpty { found.append(part) }
        } else {
            return
        }
        start = end
        while let next = scalar(at: start), ScalarClass.of(next.scalar).contains(.whitespace) {
            start += next.length
        }
        wordless = start
        depth = 0
        isAddress = false
    }

    private mutating func hasWord(_ part: Range<Int>) -> Bool {
        while wordless < part.upperBound {
            let (scalar, length) = bytes.span.scalar(at: wordless)
            if !ScalarClass.of(scalar).isDisjoint(with: [.letter, .number]) { return true }
            wordless += length
        }
        return false
    }
}

/// The marks that stand together at a place.
struct MarkRun {
    /// The first one's.
    let place: Int
    private(set) var count = 0
    private(set) var isLoud = false
    private(set) var isPlain = false
    private(set) var isEllipsis = false
    /// Whether quotes or brackets close behind them.
    var isClosed = false

    init(place: Int) { self.place = place }

    mutating func add(_ mark: SentenceMark) {
        count += 1
        switch mark {
        case .stop: if count > 1 { isEllipsis = true }
        case .ellipsis: isEllipsis = true
        case .loud: isLoud = true
        case .plain: isPlain = true
        }
    }
}
