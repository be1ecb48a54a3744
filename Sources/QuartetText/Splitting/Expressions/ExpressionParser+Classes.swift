/// Classes of characters: `[…]` and escapes.
extension ExpressionParser {
    /// The rest of a class in brackets.
    mutating func characterClass() throws(ExpressionError) -> CharacterClass {
        try characterClass(depth: 0)
    }

    private mutating func characterClass(depth: Int) throws(ExpressionError) -> CharacterClass {
        guard depth < 20 else { throw error("more than 20 classes within one another") }
        let isInverse = take("^")
        var parts: [CharacterClass] = []
        var left: CharacterClass?
        var isFirst = true
        func joined() -> CharacterClass {
            let all = parts.count == 1 ? parts[0] : CharacterClass.union(parts)
            return left.map { .intersection($0, all) } ?? all
        }
        while isFirst || next != "]" {
            guard next != nil else { throw error("a class that does not end") }
            isFirst = false
            if take("&&") {
                left = joined()
                parts = []
            } else if take("[:") {
                parts.append(try posix())
            } else if take("[") {
                parts.append(try characterClass(depth: depth + 1))
            } else {
                parts.append(try range())
            }
        }
        index += 1
        let all = cased(joined())
        return isInverse ? .inverse(all) : all
    }

    /// `[:alpha:]`, after its first two characters.
    private mutating func posix() throws(ExpressionError) -> CharacterClass {
        let isInverse = take("^")
        let start = index
        while let scalar = next, scalar != ":" { index += scalar == "]" ? scalars.count : 1 }
        let name = text(start..<min(index, scalars.count))
        guard take(":]"), let set = CharacterClass(property: name) else {
            throw error("a class [:\(name.prefix(20)):]")
        }
        return isInverse ? .inverse(set) : set
    }

    /// A character, a class by its escape, or a range of characters.
    private mutating func range() throws(ExpressionError) -> CharacterClass {
        let first = try member()
        guard case .range(let one) = first, one.count == 1, next == "-", index + 1 < scalars.count,
            scalars[index + 1] != "]"
        else { return first }
        index += 1
        guard case .range(let other) = try member(), other.count == 1 else {
            throw error("a range that does not end in a character")
        }
        guard one.lowerBound <= other.lowerBound else { throw error("a range that goes backwards") }
        return .range(one.lowerBound...other.lowerBound)
    }

    private mutating func member() throws(ExpressionError) -> CharacterClass {
        guard let scalar = next else { throw error("a class that does not end") }
        index += 1
        guard scalar == "\\" else { return .single(scalar) }
        if take("b") { return .single("\u{8}") }
        return try escapedClass()
    }

    /// What an escape stands for, after its backslash.
    mutating func escapedClass() throws(ExpressionError) -> CharacterClass {
        guard let scalar = next else { throw error("a \\ at the end") }
        index += 1
        switch scalar {
        case "s": return .property(.whitespace)
        case "S": return .inverse(.property(.whitespace))
        case "w": return .property(.word)
        case "W": return .inverse(.property(.word))
        case "d": return try property("Nd")
        case "D": return .inverse(try property("Nd"))
        case "p": return try braced(isInverse: false)
        case "P": return try braced(isInverse: true)
        case "t": return .single("\t")
        case "n": return .single("\n")
        case "r": return .single("\r")
        case "f": return .single("\u{C}")
        case "v": return .single("\u{B}")
        case "a": return .single("\u{7}")
        case "e": return .single("\u{1B}")
        case "x": return try hexadecimal(digits: 2)
        case "u": return try hexadecimal(digits: 4)
        case "a"..."z", "A"..."Z", "0"..."9": throw error("\\\(scalar)")
        default: return .single(scalar)
        }
    }

    /// `{Lu}`, `{^Lu}`, or the one letter of `\pL`.
    private mutating func braced(isInverse: Bool) throws(ExpressionError) -> CharacterClass {
        guard take("{") else {
            guard let letter = next else { throw error("\\p without a name") }
            index += 1
            let set = try property(String(letter))
            return isInverse ? .inverse(set) : set
        }
        let isInverse = take("^") != isInverse
        let start = index
        while let scalar = next, scalar != "}" { index += 1 }
        let name = text(start..<index)
        guard take("}") else { throw error("\\p{ that does not end") }
        let set = try property(name)
        return isInverse ? .inverse(set) : set
    }

    private func property(_ name: String) throws(ExpressionError) -> CharacterClass {
        guard let set = CharacterClass(property: name) else { throw error("\\p{\(name.prefix(40))}") }
        return set
    }

    /// `{1F600}`, or a number of digits.
    private mutating func hexadecimal(digits: Int) throws(ExpressionError) -> CharacterClass {
        let isBraced = take("{")
        let start = index
        while let scalar = next, scalar.properties.isASCIIHexDigit, isBraced || index < start + digits {
            index += 1
        }
        let value = UInt32(text(start..<index), radix: 16)
        guard let scalar = value.flatMap({ Unicode.Scalar($0) }), !isBraced || take("}") else {
            throw error("a character by a number that is none")
        }
        return .single(scalar)
    }

    private func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }
}
