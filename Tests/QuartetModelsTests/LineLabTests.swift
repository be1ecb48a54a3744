import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// An autoencoder of lines uses its code, or says that it does not.
@Suite struct LineLabTests {
    private static let words = ["anna", "bert", "cleo", "dora", "emil", "fritz", "gina", "hugo"]

    private func train(in folder: String, _ change: (inout LineLab.Options) -> Void = { _ in }) throws
        -> LineLab.Outcome
    {
        var options = LineLab.Options(TrainingRun(folder: folder))
        (options.embedding, options.encoder, options.decoder, options.latents) = (8, 16, 24, 8)
        (options.batch, options.epochs, options.run.quiet) = (16, 40, true)
        change(&options)
        let lines = (0..<80).map { Self.words[$0 % 8] }
        return try LineLab(options).run(on: lines, validation: Self.words)
    }

    @Test func theCodeIsUsed() throws {
        try inFolder { folder in
            let outcome = try train(in: folder) { $0.learningRate = 1e-2 }
            #expect(outcome.warnings == [])
            let reconstructions = try #require(outcome.reconstructions)
            #expect(reconstructions.exact >= 6, "\(reconstructions.summary)")
        }
    }

    /// With codes dropped in training the decoder alone knows the eight words, ln 8 = 2.08 nats each; without, it does not.
    @Test func droppedCodesMakeALanguageModel() throws {
        try inFolder { folder in
            let outcome = try train(in: folder) {
                ($0.learningRate, $0.codeDropout, $0.epochs) = (1e-2, 0.4, 60)
                ($0.readsBothWays, $0.averageDecay) = (true, 0.9)
            }
            let evidence = try #require(outcome.evidence)
            #expect(evidence.withoutCode < 2.8, "\(evidence)")
            let reconstructions = try #require(outcome.reconstructions)
            #expect(reconstructions.exact >= 6, "\(reconstructions.summary)")
            let written = try outcome.model.linesWithoutCode(40, seed: 3)
            #expect(written.count { Self.words.contains($0) } >= 30, "\(written)")
            #expect(Set(written).count >= 5, "\(written)")
            // The file holds the average, which the outcome's figures are of.
            let read = try LineAutoencoder(path: folder + "/lines.safetensors")
            #expect(
                try read.evidence(of: Self.words, seed: 1) == outcome.model.evidence(of: Self.words, seed: 1))
        }
        try inFolder { folder in
            let kept = try train(in: folder) { $0.learningRate = 1e-2 }
            #expect(try #require(kept.evidence).withoutCode > 3.5, "\(kept.evidence as Any)")
        }
    }

    @Test func anUnusedCodeIsReportedAtEachMeasurement() throws {
        try inFolder { folder in
            let outcome = try train(in: folder) { ($0.beta, $0.betaWarmup, $0.epochs) = (50, 0, 4) }
            #expect(outcome.warnings.count == 1)
            #expect(outcome.warnings.first?.contains("code is unused") == true)
            #expect(outcome.warnings.first?.contains("--beta") == true)
        }
    }

    @Test func aStoppedTrainingMakesNoOneWaitForItsFigures() throws {
        try inFolder { folder in
            let outcome = try train(in: folder) { $0.run.stopAt = 3 }
            #expect(outcome.training.step == 3 && !outcome.training.isComplete)
            #expect(outcome.evidence == nil && outcome.reconstructions == nil)
        }
    }

    @Test func reconstructionsAreCounted() {
        let lines = (0..<20).map { "line \($0)" }
        let good = LineReconstructions(of: lines, Array(lines.prefix(15)) + ["a", "b", "c", "d", "e"])
        #expect(good.exact == 15 && good.different == 20 && good.differentReconstructions == 20)
        #expect(good.warning == nil && good.summary == "15 of 20 lines reconstructed exactly")
        let alike = LineReconstructions(of: lines, [String](repeating: "line 3", count: 20))
        #expect(alike.exact == 1 && alike.differentReconstructions == 1)
        #expect(alike.warning?.contains("20 different lines have 1 different") == true)
        #expect(alike.warning?.contains("--token-dropout") == true)
        // What is printed names the cause that there is: a code that holds nothing, or one that is not read.
        let used = CodeUse(means: [-1, 0, 1, 0], latents: 2, divergence: 5)
        let unused = CodeUse(means: [0, 0, 0, 0], latents: 2, divergence: 0.25)
        #expect(good.warnings(used) == [] && alike.warnings(used) == [alike.warning].compactMap(\.self))
        #expect(alike.warnings(unused).count == 1)
        #expect(alike.warnings(unused)[0].contains("0 of 2 latent variables change"))
        #expect(alike.warnings(unused)[0].contains("0.250 nats"))
        // A file of a few different lines may have few codes.
        #expect(LineReconstructions(of: ["a", "a", "b"], ["a", "a", "a"]).warning == nil)
    }
}
