extension Tokenizer {
    /// Cuts one or two texts so that they fit a length together with the special tokens.
    func truncate(
        _ runs: inout [TokenRun], to maximum: Int, special: Int, _ options: EncodingOptions
    ) throws {
        guard maximum >= special else {
            throw TokenizerError.setting(
                "maximum length", found: "\(maximum)",
                expected: "at least the \(special) special tokens of \(source)")
        }
        let room = maximum - special
        let counts = runs.map(\.ids.count)
        let excess = counts.reduce(0, +) - room
        guard excess > 0 else { return }
        guard counts.count == 2 else { return runs[0].cut(to: room, atStart: options.truncatesStart) }
        switch options.truncation {
        case .longestFirst:
            let shorter = min(counts[0], counts[1])
            let lengths: [Int]
            if shorter > room / 2 {
                // Both get the same number; which one keeps the odd token follows the public tokenizers.
                let (small, large) = (room / 2, room - room / 2)
                lengths = counts[0] > counts[1] ? [large, small] : [small, large]
            } else {
                lengths = counts[0] > counts[1] ? [room - shorter, shorter] : [shorter, room - shorter]
            }
            for index in 0..<2 { runs[index].cut(to: lengths[index], atStart: options.truncatesStart) }
        case .onlyFirst, .onlySecond:
            let index = options.truncation == .onlyFirst ? 0 : 1
            guard counts[index] > excess else {
                throw TokenizerError.setting(
                    "maximum length", found: "\(maximum)",
                    expected:
                        "more than \(maximum + excess - counts[index]): only one text may be cut, and it has "
                        + "\(counts[index]) tokens, \(excess) too many")
            }
            runs[index].cut(to: counts[index] - excess, atStart: options.truncatesStart)
        }
    }
}

extension TokenRun {
    mutating func cut(to count: Int, atStart: Bool) {
        guard count < ids.count else { return }
        ids = Array(atStart ? ids.suffix(count) : ids.prefix(count))
        guard !offsets.isEmpty else { return }
        offsets = Array(atStart ? offsets.suffix(count) : offsets.prefix(count))
    }
}
