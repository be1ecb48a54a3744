import Foundation
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

/// A file whose values are a sum over atoms, so that a model can learn it.
private struct SmallSet {
    let folder: TemporaryFolder
    let path: String
    static let heads = ["c1ccccc1", "c1ccncc1", "C1CCCCC1", "c1ccoc1", "c1ccsc1", "C1CCNCC1"]
    static let tails = ["", "C", "CC", "CCC", "O", "CO", "CCO", "N", "CN", "Cl", "ClC", "F"]

    init(labels: Bool = false) throws {
        folder = TemporaryFolder()
        var lines = ["smiles,name,\(labels ? "active" : "pIC50"),year"]
        for (i, head) in Self.heads.enumerated() {
            for (j, tail) in Self.tails.enumerated() {
                let value = 4 + 0.3 * Double(j) + 0.2 * Double(i)
                let cell = labels ? (value > 6 ? "1" : "0") : "\(value)"
                lines.append("\(tail)\(head),m\(i).\(j),\(cell),\(2000 + (i + j) % 9)")
            }
        }
        path = try folder.write(lines.joined(separator: "\n"), to: "set.csv")
    }

    func table() throws -> ActivityTable {
        try withExtendedLifetime(folder) {
            try ActivityTable(
                path: path, options: ActivityTable.Options(),
                standardizer: Standardizer(counterIons: CounterIons()))
        }
    }
}

@Suite struct ActivityModelTests {
    @Test func aModelLearnsAndComesBackFromItsFile() throws {
        let set = try SmallSet()
        let model = try ActivityModel(try set.table(), form: .written, seed: 1)
        let asked = try [Molecule(smiles: "CCCc1ccccc1"), Molecule(smiles: "ClC1CCCCC1")].map {
            try MoleculeFeatures($0)
        }
        let found = model.predict(asked)
        // Both are in the file: m0.3 is 4.9, m2.9 is 7.1.
        #expect(abs(found[0].value - 4.9) < 0.7)
        #expect(abs(found[1].value - 7.1) < 0.7)
        #expect(found[0].nearest.first?.known.name == "m0.3")
        #expect(found[0].nearest.first?.similarity == 1)
        let narrow = try #require(found[0].interval80)
        let wide = try #require(found[0].interval95)
        #expect(narrow.contains(found[0].value))
        #expect(wide.lowerBound <= narrow.lowerBound && narrow.upperBound <= wide.upperBound)

        let path = set.folder.path + "/a.model"
        try model.save(to: path)
        let again = try ActivityModel(path: path)
        #expect(again.known == model.known)
        for (one, other) in zip(again.predict(asked), found) {
            #expect(abs(one.value - other.value) < 1e-9)
            #expect(one.domain == other.domain)
        }
    }

    @Test func aModelIsATermOfAnObjective() throws {
        let set = try SmallSet()
        let model = try ActivityModel(try set.table(), form: .written, seed: 1)
        let path = set.folder.path + "/a.model"
        try model.save(to: path)
        let molecule = try Molecule(smiles: "ClC1CCCCC1")
        let value = model.predict([try MoleculeFeatures(molecule)])[0].value
        let found = try ObjectiveParser().parse("target(\(path))>8, must rings>0").judge(molecule)
        #expect(abs(try #require(found.values[0]) - value) < 1e-9)
        // A Gaussian shoulder of one log unit below the bound.
        #expect(abs(found.score - exp(-0.5 * (8 - value) * (8 - value))) < 1e-9)
        // The salt is what its parent is.
        let salt = try ObjectiveParser().parse("target(\(path))>8").judge(Molecule(smiles: "Cl.ClC1CCCCC1"))
        #expect(salt.values == [found.values[0]])
        #expect(
            try ObjectiveParser().parse("target(\(path))>8, must rings>1").judge(molecule).values[0] == nil)
        #expect(throws: MoleculeError.self) {
            try ObjectiveParser().parse("target(\(path))>8").judge(Molecule(smiles: "C[Zn]C"))
        }
        withExtendedLifetime(set) {}
    }

    @Test func aFileThatIsNoModelIsNoTerm() throws {
        let set = try SmallSet()
        #expect {
            try ObjectiveParser().parse("target(\(set.path))>8")
        } throws: {
            "\($0)".contains("set.csv") && "\($0)".contains("`quartet molecules target train` makes one")
        }
        #expect(throws: FileError.self) { try ObjectiveParser().parse("qed, target(/nowhere.model)>8") }
        withExtendedLifetime(set) {}
    }

    @Test func whatIsUnlikeAllMeasuredMoleculesIsSaid() throws {
        let model = try ActivityModel(try SmallSet().table(), form: .written, seed: 1)
        let strange = "O=S(=O)(N=C=S)C(F)(F)C(F)(F)P(=O)(OC#C)OC#C"
        let found = model.predict([try MoleculeFeatures(Molecule(smiles: strange))])
        #expect(found[0].domain.warnings.contains { $0.contains("unlike all measured molecules") })
        let known = model.predict([try MoleculeFeatures(Molecule(smiles: "Cc1ccccc1"))])
        #expect(known[0].domain.warnings.isEmpty)
    }

    @Test func aSeriesOfOneScaffoldCanBeLearnt() throws {
        let folder = TemporaryFolder()
        let tails = ["F", "Cl", "Br", "O", "N", "C", "CC", "CCC", "OC", "OCC"]
        let pairs = tails.flatMap { a in tails.prefix(4).map { b in (a, b) } }
        let lines = pairs.enumerated().map { index, pair in
            "c1(\(pair.0))cc(\(pair.1))ccc1I,\(5 + Double(index) / 20)"
        }
        let path = try folder.write((["smiles,pIC50"] + lines).joined(separator: "\n"), to: "series.csv")
        let table = try withExtendedLifetime(folder) {
            try ActivityTable(
                path: path, options: ActivityTable.Options(),
                standardizer: Standardizer(counterIons: CounterIons()))
        }
        let model = try ActivityModel(table, form: .written, seed: 0)
        let found = model.predict([try MoleculeFeatures(Molecule(smiles: "Cc1cc(F)ccc1I"))])
        let interval = try #require(found[0].interval95)
        #expect(interval.contains(6))
        #expect(interval.upperBound - interval.lowerBound < 4)
    }

    @Test func labelsBecomeProbabilities() throws {
        let model = try ActivityModel(try SmallSet(labels: true).table(), form: .written, seed: 1)
        let asked = try ["CCc1ccccc1", "FC1CCNCC1"].map { try MoleculeFeatures(Molecule(smiles: $0)) }
        let found = model.predict(asked).map(\.value)
        #expect(found.allSatisfy { 0...1 ~= $0 })
        #expect(found[0] < found[1])
    }

    @Test func figuresOfSplits() throws {
        let evaluation = try ActivityEvaluation(try SmallSet().table())
        var steps = 0
        let figures = try evaluation.scaffoldSplit(seed: 0) { steps += 1 }
        #expect(steps == ActivityEvaluation.steps)
        #expect(figures.test == 12)
        #expect(figures.training == 60)
        let (rmse, mae) = (try #require(figures.rmse), try #require(figures.mae))
        #expect(rmse >= mae)
        let coverage = try #require(figures.coverage80)
        #expect(0...1 ~= coverage)
        let time = evaluation.timeSplit()
        #expect(time?.split == "time")
    }

    @Test func aDamagedModelSaysWhatToDo() throws {
        let set = try SmallSet()
        let path = set.folder.path + "/a.model"
        try ActivityModel(try set.table(), form: .written, seed: 1).save(to: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let damaged = [
            String(text.prefix(text.count / 2)), text.replacing("\"value\":4.3", with: "\"value\":4.4"),
            text.replacing("\"version\":2", with: "\"version\":99"), "{}", "smiles,pIC50\nCCO,5\n", "",
        ]
        for text in damaged {
            let other = try set.folder.write(text, to: "b.model")
            #expect {
                try ActivityModel(path: other)
            } throws: { error in
                "\(error)".contains("quartet molecules target train")
            }
        }
    }
}
