public import QuartetModels

/// Rules out tokens that can only make the SMILES that is being written invalid.
///
/// The measure is SMILES as RDKit writes them. Some that it reads are ruled out, too: `CN(=O)=O`, which it writes with
/// charges, and dummy atoms in aromatic rings.
public struct SmilesRule: WritingRule {
    /// What is looked at.
    public enum Level: String, Sendable, CaseIterable {
        /// The grammar: an end while a ring bond or a parenthesis is open, a parenthesis that closes nothing, a bond or a
        /// parenthesis where an atom must stand, a dot within parentheses, a ring bond between atoms that are bonded
        /// already.
        case syntax
        /// The grammar, more bonds than an element allows, and aromatic rings that cannot have bonds that alternate.
        case chemistry
    }

    private let level: Level
    /// By number; nil for tokens that are not the data's.
    private let symbols: [SmilesSymbol?]
    private var smiles = WrittenSmiles()

    /// A rule for sequences of a vocabulary.
    public init(_ vocabulary: TokenVocabulary, _ level: Level = .chemistry) {
        self.level = level
        symbols = (0..<Int32(vocabulary.count)).map { vocabulary.token($0).map(SmilesSymbol.init) }
    }

    public func allows(_ token: Int32, remaining: Int) -> Bool {
        guard let symbol = symbols[Int(token)] else {
            return isComplete && (level == .syntax || smiles.canBeAromatic(isFinished: true))
        }
        guard smiles.allows(symbol) else { return false }
        var next = smiles
        next.write(symbol)
        if next.missingTokens >= remaining { return false }
        return level == .syntax
            || !next.isOverbonded && !next.isDeadEnd
                && (!next.touchesAromatic || next.canBeAromatic(isFinished: false))
    }

    public mutating func wrote(_ token: Int32) {
        if let symbol = symbols[Int(token)] { smiles.write(symbol) }
    }

    /// Nothing is open, and the last token may be the last of a SMILES.
    public var isComplete: Bool { smiles.isComplete }

    /// An atom that is bonded to the last one may follow.
    var mayContinueWithAtom: Bool { smiles.mayContinueWithAtom }
}
