import Foundation
import QuartetText
import Testing

/// Regular expressions of tokenizer files: the pieces of the public package, in time linear in the text.
@Suite struct ExpressionTests {
    private struct Case: Decodable {
        let expression: String
        let texts: [String]
        /// The ends of the pieces that the matches cut each text into, in bytes.
        let pieces: [[Int]]
    }

    private func cases() throws -> [Case] {
        let path = TextReference.path("expressions")
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: URL(filePath: path)))
    }

    @Test func piecesAreThoseOfThePublicPackage() throws {
        for reference in try cases() {
            let pattern = try CompiledPattern(reference.expression)
            for (text, pieces) in zip(reference.texts, reference.pieces) {
                let bytes = Array(text.utf8)
                var ends: Set<Int> = [bytes.count]
                for match in pattern.matches(in: bytes, bytes.indices) {
                    ends.formUnion([match.lowerBound, match.upperBound])
                }
                #expect(
                    ends.subtracting([0]).sorted() == pieces,
                    "\(reference.expression.debugDescription): \(text.debugDescription)")
            }
        }
    }

    /// Nested quantifiers, alternatives that overlap, lookahead without end, and a match that fails at its very end.
    @Test(
        arguments: [
            "(a|aa)+b", "(a+)+$x", "(a*)*b", "(a|a)*(a|a)*(a|a)*c", "a*a*a*a*a*b", "(?=a*b)a", "(?!a*b)a",
            "a*b|a",
            "(?:a{1,20}){1,20}b", "a*?b", #"\w+\s|a"#,
        ], [1 << 8, 1 << 12])
    func workIsLinearInTheText(_ expression: String, _ length: Int) throws {
        let pattern = try CompiledPattern(expression)
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        let (_, steps) = pattern.search(bytes, bytes.indices)
        // Every instruction twice at each place, and once more for lookahead.
        #expect(steps <= 3 * (pattern.size + 8) * (length + 1))
    }

    @Test(arguments: [
        (#"(a)\1"#, #"\1"#), ("(?>a)", "(?>"), ("(?<=ab)c", "lookbehind of more than a character"),
        ("(ab)++", "possessive quantifier of a group"), ("a{2000}", "a quantifier of 2000"),
        ("(a{100}){100}", "more than 1000 steps"), ("(", "does not end"), (")", "closes nothing"),
        ("[a", "does not end"), ("[z-a]", "goes backwards"), (#"\p{Nonsense}"#, #"\p{Nonsense}"#),
        ("*", "nothing before"),
        (#"\"#, "at the end"), (#"\x{110000}"#, "none"), ("(?x)a", "(?x)"),
        (String(repeating: "(", count: 5000), "within one another"),
        ("a" + String(repeating: "?", count: 5000), "quantifiers"),
        (String(repeating: "[", count: 5000), "within one another"),
    ])
    func whatDoesNotRunIsRefusedByName(_ expression: String, _ reason: String) {
        let error = #expect(throws: (any Error).self) { try CompiledPattern(expression) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(reason), "\(error.map { "\($0)" } ?? "")")
    }

    @Test func nothingRepeatedIsNothing() throws {
        let pattern = try CompiledPattern("(((){1000}){1000}){1000}a")
        #expect(pattern.size == 2)
        #expect(pattern.matches(in: Array("ba".utf8), 0..<2) == [1..<2])
    }
}
