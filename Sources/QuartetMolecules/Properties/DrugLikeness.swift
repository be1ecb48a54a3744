internal import CRDKit
internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles

/// The quantitative estimate of drug-likeness, QED, from 0 to 1 (Bickerton et al., Nature Chem. 2012, 4, 90).
///
/// `exp(Σ w ln d(x) / Σ w)` over eight properties `x`, where each desirability
/// `d(x) = (a + b / (1 + exp(-(x - c + d/2) / e)) (1 - 1 / (1 + exp(-(x - c - d/2) / f)))) / dmax`
/// was fitted to oral drugs. The numbers and patterns are those of RDKit, in `catalogs/molecules/qed.xml`.
public struct DrugLikeness: Sendable {
    private struct Desirability: Sendable {
        let a, b, c, d, e, f, largest, weight: Double

        func callAsFunction(_ x: Double) -> Double {
            let rise = 1 / (1 + exp(-(x - c + d / 2) / e))
            let fall = 1 - 1 / (1 + exp(-(x - c - d / 2) / f))
            return (a + b * rise * fall) / largest
        }
    }

    private enum Property: String, CaseIterable {
        case weight, logP, acceptors, donors, polarSurface, rotatableBonds, aromaticRings, alerts
    }

    private let desirabilities: [Desirability]
    private let acceptors: [Pattern]
    private let alerts: PatternSet
    private let aliphaticRings: Pattern

    /// The tables that are installed with the program.
    public init() throws {
        let root = try Catalog.load(ResourceLocator().file("molecules/qed.xml", in: .catalogs)).root
        let described = Dictionary(
            try root.children("property").map { (try $0.string("name"), $0) }, uniquingKeysWith: { $1 })
        desirabilities = try Property.allCases.map { property in
            guard let element = described[property.rawValue] else {
                throw root.mistake("no property \(property.rawValue)", expected: "all eight")
            }
            return try Desirability(
                a: element.number("a"), b: element.number("b"), c: element.number("c"),
                d: element.number("d"), e: element.number("e"), f: element.number("f"),
                largest: element.number("largest"), weight: element.number("weight"))
        }
        acceptors = try root.children("acceptor").map(Pattern.init(element:))
        alerts = try PatternSet(elements: root.children("alert"))
        aliphaticRings = try Pattern(element: root.requiredChild("aliphatic-rings"))
    }

    /// QED of a molecule whose descriptors are known.
    public func score(of molecule: Molecule, descriptors: Descriptors) throws(MoleculeError) -> Double {
        let values: [Double] = [
            descriptors.weight, descriptors.logP,
            Double(try acceptorCount(of: molecule)), Double(descriptors.donors), descriptors.polarSurface,
            Double(descriptors.rotatableBonds), Double(try molecule.rings(without: aliphaticRings)),
            Double(try alerts.found(in: molecule).count),
        ]
        var sum = 0.0
        var weights = 0.0
        for (desirability, value) in zip(desirabilities, values) {
            sum += desirability.weight * log(desirability(value))
            weights += desirability.weight
        }
        return exp(sum / weights)
    }

    /// Acceptors as QED counts them.
    private func acceptorCount(of molecule: Molecule) throws(MoleculeError) -> Int {
        var count = 0
        for pattern in acceptors { count += try pattern.count(in: molecule) }
        return count
    }
}
