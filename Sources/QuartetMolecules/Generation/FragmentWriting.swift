package import QuartetModels

/// Lets a model complete fragments: their atoms are written as they are, and the model writes what joins them or goes on
/// from them.
///
/// The text is `head`, a free part, `tail`. The free part begins with an atom, after a single bond at most, so that the
/// fragment has no other new bond. Where a tail follows, it begins when the model closes the branch that the head has
/// opened, or for a linker after `linkerLength` tokens, as soon as no ring bond or parenthesis of the free part is open and
/// the rule allows all of the tail.
package struct FragmentWriting: WritingRule {
    private enum Part { case head, free, tail }

    private var rule: SmilesRule
    private let head, tail: [Int32]
    /// Ring labels that the free part must not use.
    private let reserved: Set<Int32>
    private let close: Int32?
    /// The free part may give way to the tail after so many tokens; nil if the model decides by closing its branch.
    private let linkerLength: Int?

    private var part: Part
    private var written = 0
    private var freeTokens = 0
    private var depth = 0
    /// An atom of the free part is written.
    private var hasFreeAtom = false
    private let atomTokens: Set<Int32>
    private let singleBond: Int32?
    private let ringTokens: Set<Int32>
    private let openToken: Int32?
    private var openLabels: Set<Int32> = []

    /// - Throws: ``FragmentError/unknownToken(_:)``.
    package init(
        _ vocabulary: TokenVocabulary, head: [String], tail: [String], reserved: Set<String>,
        linkerLength: Int? = nil, level: SmilesRule.Level = .chemistry
    ) throws {
        var numbers: [String: Int32] = [:]
        for (place, token) in vocabulary.tokens.enumerated() { numbers[token] = vocabulary.number(at: place) }
        func number(_ token: String) throws -> Int32 {
            guard let number = numbers[token] else { throw FragmentError.unknownToken(token) }
            return number
        }
        rule = SmilesRule(vocabulary, level)
        (self.head, self.tail) = (try head.map(number), try tail.map(number))
        // A dot would begin another molecule.
        self.reserved = Set(reserved.union(["."]).compactMap { numbers[$0] })
        (close, openToken) = (numbers[")"], numbers["("])
        ringTokens = Set(
            numbers.filter { $0.key.first == "%" || ($0.key.count == 1 && $0.key.first?.isNumber == true) }
                .values)
        atomTokens = Set(
            numbers.filter { if case .atom = SmilesSymbol($0.key) { true } else { false } }.values)
        singleBond = numbers["-"]
        self.linkerLength = linkerLength
        part = head.isEmpty ? .free : .head
    }

    package func allows(_ token: Int32, remaining: Int) -> Bool {
        switch part {
        case .head: return token == head[written]
        case .tail: return token == (written < tail.count ? tail[written] : TokenVocabulary.end)
        case .free: return allowsFree(token, remaining: remaining)
        }
    }

    private func allowsFree(_ token: Int32, remaining: Int) -> Bool {
        // The linker is complete: the tail follows.
        if let first = tail.first, mayEndLinker { return token == first }
        if !hasFreeAtom {
            let isAllowed = atomTokens.contains(token) || (freeTokens == 0 && token == singleBond)
            return isAllowed && rule.allows(token, remaining: remaining)
        }
        if token == TokenVocabulary.end, !tail.isEmpty { return false }
        if token == close, depth == 0 {
            return linkerLength == nil && !tail.isEmpty && allowsTail
        }
        return !reserved.contains(token) && rule.allows(token, remaining: remaining)
    }

    private var mayEndLinker: Bool {
        guard let linkerLength else { return false }
        return freeTokens >= linkerLength && depth == 0 && openLabels.isEmpty
            && (freeTokens == 0 || hasFreeAtom) && rule.mayContinueWithAtom && allowsTail
    }

    /// Whether the fragment can go on here without an atom that has too many bonds or a ring that cannot be aromatic.
    private var allowsTail: Bool {
        var rule = rule
        for (place, token) in tail.enumerated() {
            guard rule.allows(token, remaining: tail.count - place) else { return false }
            rule.wrote(token)
        }
        return rule.allows(TokenVocabulary.end, remaining: 1)
    }

    package mutating func wrote(_ token: Int32) {
        let isTail = part == .free && !tail.isEmpty && (mayEndLinker || (depth == 0 && token == close))
        rule.wrote(token)
        switch part {
        case .head:
            written += 1
            if written == head.count { (part, written) = (.free, 0) }
        case .tail: written += 1
        case .free where isTail: (part, written) = (.tail, 1)
        case .free:
            freeTokens += 1
            if atomTokens.contains(token) { hasFreeAtom = true }
            if token == openToken { depth += 1 }
            if token == close { depth -= 1 }
            if ringTokens.contains(token) { openLabels.formSymmetricDifference([token]) }
        }
    }
}
