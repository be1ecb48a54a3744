internal import QuartetModels

/// A fragment as a text that a model can continue: what stands before its open end, and what follows the part that is to be
/// written there.
///
///     Cc1ccc(*)cc1   is   Cc1ccc(   and   )cc1
///     c1ccccc1*      is   c1ccccc1  and nothing
package struct FragmentText: Equatable {
    package let head: [String]
    package let tail: [String]
    /// Labels of ring bonds that the fragment uses. What is written inside must not: it would close the fragment's rings.
    package let ringLabels: Set<String>

    /// The texts of a fragment with one open end, each beginning with another of its atoms.
    ///
    /// - Parameters:
    ///   - labels: of ring bonds that may be used, the preferred first.
    /// - Throws: ``FragmentError``.
    package static func all(_ fragment: Molecule, labels: [String]) throws -> [FragmentText] {
        let atoms = fragment.atoms
        let ends = atoms.indices.filter { atoms[$0].element == 0 }
        if ends.count != 1 { throw FragmentError.ends(found: ends.count, needed: 1) }
        if atoms.count < 2 { throw FragmentError.onlyAnEnd }
        let texts = try atoms.indices.filter { $0 != ends[0] }.compactMap { root -> FragmentText? in
            guard let smiles = fragment.smiles(from: root) else { return nil }
            return try FragmentText(SmilesTokenizer.tokens(of: smiles), labels: labels)
        }
        if texts.isEmpty { throw FragmentError.endWithin }
        return texts
    }

    /// The text of a fragment that begins behind its open end: `c1ccccc1` for `*c1ccccc1`.
    package static func closing(_ fragment: Molecule, labels: [String]) throws -> FragmentText {
        let atoms = fragment.atoms
        let ends = atoms.indices.filter { atoms[$0].element == 0 }
        if ends.count != 1 { throw FragmentError.ends(found: ends.count, needed: 1) }
        guard atoms.count > 1, let smiles = fragment.smiles(from: ends[0]) else {
            throw FragmentError.onlyAnEnd
        }
        let (tokens, used) = try relabelled(SmilesTokenizer.tokens(of: smiles), labels)
        // A single end has one neighbour: what follows it is neither a branch nor a ring.
        return FragmentText(head: [], tail: Array(tokens.dropFirst()), ringLabels: used)
    }

    private init(head: [String], tail: [String], ringLabels: Set<String>) {
        (self.head, self.tail, self.ringLabels) = (head, tail, ringLabels)
    }

    /// - Throws: ``FragmentError/rings`` when there are not enough labels.
    private init?(_ tokens: [String], labels: [String]) throws {
        let (tokens, used) = try Self.relabelled(tokens, labels)
        guard let end = tokens.firstIndex(where: Self.isEnd), end > 0 else { return nil }
        (head, tail, ringLabels) = (Array(tokens[..<end]), Array(tokens[(end + 1)...]), used)
        // Behind the end only the rest of the fragment may follow: `(*)`, or nothing.
        if let next = tail.first, next != ")" { return nil }
    }

    private static func isEnd(_ token: String) -> Bool {
        token == "*" || (token.hasPrefix("[") && token.hasSuffix("*]"))
    }

    /// The tokens with ring labels of their own choice.
    private static func relabelled(_ tokens: [String], _ labels: [String]) throws -> ([String], Set<String>) {
        var names: [String: String] = [:]
        let renamed = try tokens.map { token in
            guard token.first == "%" || (token.count == 1 && token.first?.isNumber == true) else {
                return token
            }
            if let name = names[token] { return name }
            guard names.count < labels.count else { throw FragmentError.rings(most: labels.count) }
            let label = labels[names.count]
            names[token] = label
            return label
        }
        return (renamed, Set(names.values))
    }
}
