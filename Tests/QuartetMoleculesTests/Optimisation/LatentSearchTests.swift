import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

/// Methods that search in a latent space, on one that can be looked through: a code is the number of carbons, of oxygens and
/// of fluorines of a chain.
@Suite struct LatentSearchTests {
    private struct Chains: PredictiveLatentSpace {
        let dimensions = 3
        let properties = ["atoms"]

        func encode(_ smiles: [String]) throws -> [[Float]?] {
            smiles.map { text in
                let counts = "COF".map { symbol in Float(text.count { $0 == symbol }) }
                return [counts[0] - counts[1], counts[1], counts[2]]
            }
        }

        func decode(_ codes: [[Float]]) throws -> [String] {
            codes.map { code in
                let (carbons, oxygens, fluorines) = (code[0].rounded(), code[1].rounded(), code[2].rounded())
                guard carbons >= 1, oxygens >= 0, (0...1).contains(fluorines), carbons < 60, oxygens < 20
                else {
                    return "no molecule"
                }
                let parts = [("C", carbons), ("OC", oxygens), ("F", fluorines)]
                return parts.map { String(repeating: $0.0, count: Int($0.1)) }.joined()
            }
        }

        func predict(_ codes: [[Float]]) throws -> [[Double]] {
            codes.map { [Double($0[0] + 2 * $0[1] + $0[2])] }
        }

        func gradients(_ codes: [[Float]], slopes: [[Double]]) throws -> [[Float]] {
            slopes.map { slope in [1, 2, 1].map { Float($0 * slope[0]) } }
        }
    }

    private func found(_ method: Optimisation.Method, budget: Int = 120) throws -> Optimisation.Found {
        let folder = TemporaryFolder()
        let text = "heavyAtoms=13~2"
        var settings = Optimisation.Settings(objective: text)
        (settings.budget, settings.starters, settings.method) = (budget, 5, method)
        let lines = "CC\nCCOC\nCCCCCCF\nCCCCCCCCCCCCCCCCCCCCC\nCOCOCOCOCOCOCOCOCOCO\n"
        let pool = try StartPool(path: folder.write(lines, to: "start.smi"), seed: 1)
        let optimisation = try Optimisation(
            settings, ObjectiveParser().parse(text), folder: folder.path, resume: false)
        return try withExtendedLifetime(folder) {
            try optimisation.run(
                method, pool: pool, space: Chains(), resume: false, isStopped: { false }
            ) { _, _ in }
        }
    }

    /// The chains to begin with are far too short or too long.
    @Test(arguments: [Optimisation.Method.covariance, .ascent, .hybrid])
    func theSpaceIsSearched(_ method: Optimisation.Method) throws {
        let found = try found(method)
        #expect(found.candidates.prefix(5).allSatisfy { $0.score < 0.02 && $0.origin.operation == "start" })
        #expect(found.best[0].score > 0.8)
        let operation =
            method == .covariance ? "CMA-ES" : method == .ascent ? "latent ascent" : "latent crossover"
        #expect(found.candidates.contains { $0.origin.operation == operation })
        #expect(Set(found.candidates.map(\.smiles)).count == found.candidates.count)
        #expect(try self.found(method).candidates == found.candidates)
    }

    @Test func aModelIsNeeded() throws {
        let folder = TemporaryFolder()
        let settings = Optimisation.Settings(objective: "qed")
        let optimisation = try Optimisation(
            settings, ObjectiveParser().parse("qed"), folder: folder.path, resume: false)
        #expect(throws: OptimisationError.self) {
            try optimisation.run(
                .hybrid, pool: .empty, resume: false, isStopped: { false }, progress: { _, _ in })
        }
        withExtendedLifetime(folder) {}
    }
}
