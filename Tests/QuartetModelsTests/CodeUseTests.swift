import QuartetModels
import Testing

@Suite struct CodeUseTests {
    /// Four examples of three latent variables: one that varies, one that hardly does, one that is constant.
    private let means: [Float] = [1, 0.05, 7, -1, -0.05, 7, 1, 0.05, 7, -1, -0.05, 7]

    @Test func activeUnitsVaryFromExampleToExample() {
        let use = CodeUse(means: means, latents: 3, divergence: 2)
        #expect(use.activeUnits == 1 && use.latents == 3)
        #expect(!use.isUnused && use.warning(of: "picture") == nil)
    }

    @Test func aCodeWithoutInformationIsReported() {
        let constant = CodeUse(means: [0.02, 7, -0.02, 7], latents: 2, divergence: 24)
        #expect(constant.activeUnits == 0 && constant.isUnused)
        // A divergence below one nat is unused, and so is one that is not a number.
        #expect(CodeUse(means: means, latents: 3, divergence: 0.99).isUnused)
        #expect(CodeUse(means: means, latents: 3, divergence: .nan).isUnused)
        let warning = CodeUse(means: means, latents: 3, divergence: 0.005).warning(of: "line")
        #expect(warning?.contains("1 of 3 latent variables") == true)
        #expect(warning?.contains("more --epochs") == true)
        #expect(
            warning?.contains("the divergence is 0.005 nats") == true
                && warning?.contains("every line") == true)
        #expect(warning?.contains("--free-bits") == true)
    }

    @Test func noExamplesAreNoCode() { #expect(CodeUse(means: [], latents: 2, divergence: 0).isUnused) }
}
