import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// The vector picture's parts are named groups with everything that the other picture has.
@Suite struct VectorGroupTests {
    private func root(_ prompt: String) throws -> MarkupElement {
        try MarkupElement(xml: String(decoding: DrawnGarment(prompt).pictures.svg, as: UTF8.self))
    }

    @Test func partsAreNamedOnce() throws {
        let names = try root("a navy striped shirt").children.filter { $0.name == "g" }
            .compactMap { $0.attributes["id"] }
        #expect(Set(names).count == names.count, "\(names)")
        for part in [
            "background", "bodice", "sleeve-left", "sleeve-right", "collar-left", "placket", "buttons",
        ] {
            #expect(names.contains(part), "\(names)")
        }
    }

    @Test func identifiersAreUniqueAndResolved() throws {
        let text = String(
            decoding: try DrawnGarment("a floral dress with a belt").pictures.svg, as: UTF8.self)
        let given = text.matches(of: /\bid="([^"]+)"/).map { String($0.1) }
        #expect(Set(given).count == given.count)
        let used = Set(text.matches(of: /(?:url\(#|href="#)([^")]+)/).map { String($0.1) })
        #expect(used.isSubset(of: given), "\(used.subtracting(given))")
    }

    /// A pleated skirt has strips of light and shade for each pleat.
    @Test func pleatsAreDrawn() throws {
        func paths(_ prompt: String) throws -> Int { try root(prompt).all("path").count }
        #expect(try paths("a plain blue pleated skirt") > paths("a plain blue pencil skirt") + 40)
    }
}
