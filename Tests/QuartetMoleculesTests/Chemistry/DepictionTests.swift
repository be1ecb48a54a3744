import QuartetImaging
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct DepictionTests {
    private func depiction(_ smiles: String, marking: Set<Int> = []) throws -> Depiction {
        try Depiction(of: Molecule(smiles: smiles), marking: marking)
    }

    private func svg(_ drawing: Drawing) throws -> MarkupElement {
        try MarkupElement(xml: String(decoding: drawing.svgBytes(), as: UTF8.self))
    }

    @Test(arguments: [
        ("CCO", 3, 2, ["OH"]), ("c1ccncc1", 6, 6, ["N"]), ("C[N+](C)(C)C", 5, 4, ["N+"]),
        ("[O-]C(=O)CN", 5, 4, ["NH2", "O", "O\u{2212}"]), ("C", 1, 0, ["CH4"]),
        ("C=C=C", 3, 2, ["C"]), ("[13CH3]O", 2, 1, ["13CH3", "OH"]), ("*c1ccccc1", 7, 7, ["*"]),
    ])
    func everyAtomAndBondIsThere(_ smiles: String, _ atoms: Int, _ bonds: Int, _ labels: [String]) throws {
        let depiction = try depiction(smiles)
        #expect(depiction.atoms.count == atoms)
        #expect(depiction.bonds.count == bonds)
        #expect(depiction.atoms.compactMap(\.label?.text).sorted() == labels)
    }

    @Test func bondsAreOfOneLength() throws {
        let depiction = try depiction("CC(=O)Oc1ccccc1C(=O)O")
        for bond in depiction.bonds {
            let length = (depiction.atoms[bond.begin].place - depiction.atoms[bond.end].place).length
            #expect(abs(length - 1) < 0.05)
        }
        #expect(depiction.bonds.count { $0.order == 2 } == 5)
        // The three of benzene have their second line inside.
        #expect(depiction.bonds.count { $0.order == 2 && $0.ringCentre != nil } == 3)
    }

    @Test func mirrorImagesHaveOppositeWedges() throws {
        let styles = try ["C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O"].map { smiles in
            try depiction(smiles).bonds.map(\.style).filter { $0 != .plain }
        }
        #expect(styles.allSatisfy { $0.count == 1 })
        #expect(styles[0] != styles[1])
        #expect(try depiction("CC(N)C(=O)O").bonds.allSatisfy { $0.style == .plain })
    }

    @Test func aSeriesLiesAlongItsScaffold() throws {
        let scaffold = try Molecule(smiles: "c1ccc2[nH]ccc2c1")
        let places = try ["Cc1c[nH]c2ccc(OC)cc12", "OC(=O)CCc1c[nH]c2ccccc12"].map { smiles in
            let depiction = try Depiction(of: Molecule(smiles: smiles), along: scaffold)
            let nitrogen = try #require(depiction.atoms.first { $0.element == 7 })
            let rings = depiction.bonds.compactMap(\.ringCentre)
            let middle = rings.reduce(QuartetImaging.Point.zero, +) / Double(rings.count)
            return (nitrogen.place - middle).unit
        }
        #expect((places[0] - places[1]).length < 0.01)
    }

    @Test func markedAtomsAndTheirBondsHaveAGround() throws {
        let plain = try svg(try depiction("O=[N+]([O-])c1ccccc1").drawing())
        let marked = try depiction("O=[N+]([O-])c1ccccc1", marking: [0, 1, 2])
        #expect(marked.atoms.map(\.isMarked) == [true, true, true] + [Bool](repeating: false, count: 6))
        // Three discs and two bands.
        let (before, after) = (plain.all("path").count, try svg(marked.drawing()).all("path").count)
        #expect(after == before + 5)
        // An index that no atom has marks nothing.
        #expect(try depiction("CCO", marking: [17]).atoms.allSatisfy { !$0.isMarked })
    }

    @Test func everyLineOfABondIsDrawn() throws {
        // Without letters each line is a path: ethane one, ethene two, propyne one and three.
        for (smiles, lines) in [("CC", 1), ("C=C", 2), ("CC#C", 4), ("C1CC1", 3)] {
            let paths = try svg(try depiction(smiles).drawing()).all("path")
            #expect(
                paths.count { $0.attributes["style"]?.contains("stroke-width") == true } == lines, "\(smiles)"
            )
        }
    }

    @Test func aLegendIsNoMarkup() throws {
        let legend = ["<script>alert(1)</script>", "a & b\n\"c\"", String(repeating: "long ", count: 100)]
        let drawing = try depiction("CCO").drawing(legend: legend)
        let text = String(decoding: try drawing.svgBytes(), as: UTF8.self)
        #expect(!text.contains("script"))
        _ = try MarkupElement(xml: text)
    }

    @Test func thePictureHasInkAndStaysInItsFrame() throws {
        // The largest that is drawn, the smallest, and parts that are not bound.
        for smiles in [String(repeating: "C", count: 150), "[H][H]", "[Na+].OC(=O)c1ccccc1", "[He]"] {
            let image = try depiction(smiles).drawing(width: 200, height: 150).image()
            func isInk(_ x: Int, _ y: Int) -> Bool { image.colour(x: x, y: y).luminance < 0.9 }
            let pixels = (0..<150).flatMap { y in (0..<200).map { x in (x, y) } }
            #expect(pixels.contains { isInk($0.0, $0.1) }, "\(smiles)")
            let rim = pixels.filter { $0.0 == 0 || $0.1 == 0 || $0.0 == 199 || $0.1 == 149 }
            #expect(!rim.contains { isInk($0.0, $0.1) }, "\(smiles)")
        }
    }
}
