import Foundation
import QuartetCatalogs
import QuartetFiles
import QuartetTestSupport
import Testing

@Suite struct CatalogTests {
    private static let schema = """
        <grammar xmlns="http://relaxng.org/ns/structure/1.0"
                 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start>
            <element name="drawer">
              <attribute name="owner"><text/></attribute>
              <oneOrMore>
                <element name="sock">
                  <attribute name="colour"><choice><value>red</value><value>blue</value></choice></attribute>
                  <optional><attribute name="size"><ref name="size"/></attribute></optional>
                  <zeroOrMore>
                    <attribute><choice><name>heel</name><name>toe</name></choice><ref name="size"/></attribute>
                  </zeroOrMore>
                  <optional><element name="note"><text/></element></optional>
                </element>
              </oneOrMore>
            </element>
          </start>
          <define name="size">
            <data type="integer"><param name="minInclusive">20</param><param name="maxInclusive">50</param></data>
          </define>
        </grammar>
        """

    private func load(_ xml: String, schema: String = CatalogTests.schema) throws -> Catalog {
        let folder = TemporaryFolder()
        try folder.write(schema, to: "drawer.rng")
        return try Catalog.load(folder.write(xml, to: "drawer.xml"))
    }

    private func mistakes(_ xml: String) throws -> [CatalogMistake] {
        do {
            _ = try load(xml)
            return []
        } catch CatalogError.invalid(_, let mistakes) {
            return mistakes
        }
    }

    @Test func readsAValidCatalog() throws {
        let catalog = try load(
            """
            <drawer owner="Ada">
              <sock colour="red" size="40" toe="21"><note>  warm
                 and soft </note></sock>
              <sock colour="blue"/>
            </drawer>
            """)
        #expect(catalog.root.name == "drawer")
        #expect(try catalog.root.string("owner") == "Ada")
        let socks = catalog.root.children("sock")
        #expect(socks.map(\.line) == [2, 4])
        #expect(try socks[0].integer("size") == 40)
        #expect(socks[0].child("note")?.text == "warm and soft")
        #expect(try socks[1].number("size", default: 38) == 38)
    }

    @Test func reportsEveryMistakeWithFileLineAndExpectation() throws {
        let found = try mistakes(
            """
            <drawer owner="Ada">
              <sock colour="green"/>
              <sock colour="red" size="huge"/>
              <sock size="40"/>
              <sock colour="red" heel="19"/>
              <sock colour="red" smell="none"/>
              <shoe/>
            </drawer>
            """)
        #expect(found.map(\.line) == [2, 3, 4, 5, 6, 7])
        #expect(found[0].found.contains("colour=\"green\""))
        #expect(found[0].expected == "one of: red, blue")
        #expect(found[1].expected == "a whole number from 20 to 50")
        #expect(found[2].found.contains("without the attribute colour"))
        #expect(found[3].found.contains("heel=\"19\""))
        #expect(found[4].expected.contains("colour, size, heel, toe"))
        #expect(found[5].expected == "<sock>")
        #expect(found.allSatisfy { $0.file.hasSuffix("drawer.xml") })
        #expect(found[0].description.contains("drawer.xml:2: "))
    }

    @Test(arguments: [
        ("<drawer owner=\"Ada\"></drawer>", 1), ("<cupboard/>", 1),
        ("<drawer owner=\"Ada\">\n<sock colour=\"red\">\n</drawer>", 3), ("", 0), ("no xml at all", 1),
    ])
    func namesTheLine(_ xml: String, _ line: Int) throws {
        let found = try mistakes(xml)
        #expect(found.first.map(\.line) == line || (line == 0 && !found.isEmpty))
    }

    @Test(arguments: [
        "<!DOCTYPE drawer [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><drawer owner=\"&b;\"><sock colour=\"red\"/></drawer>",
        "<!DOCTYPE drawer SYSTEM \"file:///etc/hostname\"><drawer owner=\"x\"><sock colour=\"red\"/></drawer>",
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><drawer owner=\"A\"><sock colour=\"red\"><note>&x;</note></sock></drawer>",
    ])
    func refusesDocumentTypes(_ xml: String) throws {
        let found = try mistakes(xml)
        #expect(found.count == 1)
        #expect(found[0].found.contains("document type declaration"))
    }

    @Test func refusesSchemasThatIncludeOtherFiles() throws {
        let schema = """
            <grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="http://example.org/x.rng"/></grammar>
            """
        #expect {
            _ = try load("<drawer/>", schema: schema)
        } throws: { error in
            guard case CatalogError.unusableSchema(_, let mistakes) = error else { return false }
            return mistakes.first?.found == "<include>"
        }
    }

    @Test func namesMissingFiles() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/nothing.xml"
        #expect(throws: CatalogError.file(.cannotRead(file: path, reason: "No such file or directory"))) {
            try Catalog.load(path)
        }
        let lonely = try folder.write("<a/>", to: "lonely.xml")
        let schema = FileError.cannotRead(
            file: folder.path + "/lonely.rng", reason: "No such file or directory")
        #expect(throws: CatalogError.file(schema)) { try Catalog.load(lonely) }
        #expect(throws: CatalogError.self) { try Catalog.load(folder.path) }
    }

    @Test func elementsRefuseWrongValues() throws {
        let catalog = try load("<drawer owner=\"Ada\"><sock colour=\"red\"/></drawer>")
        let sock = try #require(catalog.root.child("sock"))
        #expect(throws: CatalogError.self) { try sock.number("colour") }
        #expect(throws: CatalogError.self) { try sock.integer("missing") }
        #expect(throws: CatalogError.self) { try catalog.root.requiredChild("shelf") }
        #expect(CatalogElement.items(" a,  b c ,, d") == ["a", "b c", "d"])
    }
}
