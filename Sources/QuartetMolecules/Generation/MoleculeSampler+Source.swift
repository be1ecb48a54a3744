extension MoleculeSampler: CandidateSource {
    public func next() throws -> [CandidateString] { try next(Self.block).map { CandidateString(text: $0) } }
}
