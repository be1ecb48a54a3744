internal import QuartetEngine
internal import QuartetFiles

/// Writes neighbours of molecules: their codes, moved at random by a step of one of several lengths, and decoded. The length
/// is learned: those that gave candidates of the wanted similarity are taken more often.
public final class AnalogSource: CandidateSource {
    /// Share of noise in a code, `sqrt(1 - t²) code + t noise`, from neighbours to strangers.
    private static let levels: [Float] = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75]

    private let model: MoleculeAutoencoder
    private let leads: [(smiles: String, code: [Float], fingerprint: MorganFingerprint)]
    private let range: ClosedRange<Double>
    private let writing: MoleculeAutoencoder.Writing
    private var blocks: WritingBlocks
    /// Strings of the block that is being written, by lead and level: the next block learns from them.
    private var written: [(text: String, lead: Int, level: Int)] = []
    /// Different strings within the range, and all strings, by level; the first two of each are a prior.
    private var hits = [Double](repeating: 1, count: levels.count)
    private var tries = [Double](repeating: 2, count: levels.count)
    private var seen: Set<String> = []

    /// - Parameter range: of the Tanimoto similarity to the lead.
    public init(
        _ model: MoleculeAutoencoder, leads: [(smiles: String, molecule: Molecule)],
        range: ClosedRange<Double>, _ writing: MoleculeAutoencoder.Writing
    ) throws {
        (self.model, self.range, self.writing) = (model, range, writing)
        blocks = WritingBlocks(seed: writing.seed, stream: "analogs", size: MoleculeAutoencoder.slots)
        let codes = try model.codes(of: leads.map { try model.tokens(of: $0.smiles) }).means
        self.leads = leads.enumerated().map { index, lead in
            let code = codes[index * model.latents..<(index + 1) * model.latents]
            return (lead.smiles, Array(code), lead.molecule.fingerprint())
        }
    }

    public func next(_ count: Int) throws -> [CandidateString] {
        let part = blocks.next(count)
        let noise = CounterRandom.normals(
            part.count * model.latents, from: part.first * model.latents, seed: part.seed,
            stream: 0x414E_414C)
        var codes: [[Float]] = []
        var origins: [(lead: Int, level: Int)] = []
        for number in 0..<part.count {
            let lead = (part.first + number) % leads.count
            let level = self.level(&blocks.generator)
            let (share, kept) = (
                Self.levels[level], (1 - Self.levels[level] * Self.levels[level]).squareRoot()
            )
            codes.append(
                leads[lead].code.indices.map {
                    kept * leads[lead].code[$0] + share * noise[number * model.latents + $0]
                })
            origins.append((lead, level))
        }
        let texts = try model.strings(ofLatents: codes.flatMap(\.self), writing.of(part))
        written += zip(texts, origins).map { (text: $0, lead: $1.lead, level: $1.level) }
        if blocks.isBlockComplete { learn() }
        return texts.indices.map { index in
            CandidateString(
                text: texts[index], code: codes[index], parents: [leads[origins[index].lead].smiles],
                note: "noise \(Self.levels[origins[index].level])")
        }
    }

    /// A level, the likelier the more of its strings were hits.
    private func level(_ generator: inout PhiloxGenerator) -> Int {
        let rates = zip(hits, tries).map { $0 / $1 }
        var rest = Double(generator.uniform()) * rates.reduce(0, +)
        for (level, rate) in rates.enumerated() {
            rest -= rate
            if rest < 0 { return level }
        }
        return rates.count - 1
    }

    /// Counts the hits of a block when it is complete, so that a string does not depend on how many are written at a time.
    private func learn() {
        for (text, lead, level) in written {
            tries[level] += 1
            guard seen.insert(text).inserted, let molecule = try? Molecule(smiles: text) else { continue }
            let similarity = molecule.fingerprint().similarity(to: leads[lead].fingerprint)
            if range.contains(similarity) { hits[level] += 1 }
        }
        written = []
    }
}
