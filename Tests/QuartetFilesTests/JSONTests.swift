import Foundation
import QuartetFiles
import Testing

@Suite struct JSONTests {
    private struct Document: Codable {
        struct Part: Codable {
            let name: String
            let sizes: [Int]
        }

        let zeta: Double
        let alpha: String
        let parts: [Part]
        let isWhole: Bool
    }

    private let document = Document(
        zeta: 0.5, alpha: "a/b", parts: [.init(name: "x", sizes: [1, 2])], isWhole: true)

    @Test func formsAreOneLineOrIndented() throws {
        let line = #"{"alpha":"a/b","isWhole":true,"parts":[{"name":"x","sizes":[1,2]}],"zeta":0.5}"#
        #expect(try JSONEncoder.sorted.text(document) == line)
        let pretty = try JSONEncoder.pretty.text(document)
        #expect(pretty.hasPrefix("{\n  \"alpha\" : \"a/b\",\n  \"isWhole\" : true"))
        #expect(throws: EncodingError.self) { try JSONEncoder.sorted.text([Double.nan]) }
    }

    @Test(arguments: [
        (#"{"alpha":"","zeta":1,"isWhole":true}"#, "'parts' is missing"),
        (
            #"{"alpha":"","zeta":1,"isWhole":true,"parts":[{"name":"a","sizes":[]},{"sizes":[]}]}"#,
            "parts[1]: 'name' is missing"
        ),
        (
            #"{"alpha":"","zeta":1,"isWhole":true,"parts":[{"name":"a","sizes":[1,"2"]}]}"#,
            "parts[0].sizes[1]: expected a whole number"
        ),
        (#"{"alpha":"","zeta":1,"isWhole":true,"parts":7}"#, "parts: expected a list"),
        (#"{"alpha":"","zeta":1,"isWhole":1,"parts":[]}"#, "isWhole: expected true or false"),
        (#"{"alpha":"","zeta":"x","isWhole":true,"parts":[]}"#, "zeta: expected a number"),
        (#"{"alpha":null,"zeta":1,"isWhole":true,"parts":[]}"#, "alpha: expected a text, found null"),
        ("not JSON", "it is not valid JSON"), ("{", "it is not valid JSON"), ("", "it is not valid JSON"),
    ])
    func mistakesAreNamedByTheirPlace(json: String, reason: String) {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Document.self, from: Data(json.utf8))
        }
        #expect(error.map { DecodingError.reason(of: $0) } == reason)
    }

    @Test func anInitialiserSaysItselfWhatIsWrong() {
        struct Even: Decodable {
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if try container.decode(Int.self) % 2 == 0 { return }
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected an even number")
            }
        }
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([String: Even].self, from: Data(#"{"n":3}"#.utf8))
        }
        #expect(error.map { DecodingError.reason(of: $0) } == "n: expected an even number")
    }
}
