/// How lines come back from the means of their codes, always with the most likely character.
public struct LineReconstructions: Sendable, Codable, Equatable {
    public let lines: Int
    /// Lines that come back character by character.
    public let exact: Int
    /// Different lines that went in, and that came back.
    public let different: Int
    public let differentReconstructions: Int

    public init(of lines: [String], _ reconstructions: [String]) {
        self.lines = lines.count
        exact = zip(lines, reconstructions).count { $0 == $1 }
        (different, differentReconstructions) = (Set(lines).count, Set(reconstructions).count)
    }

    /// As words for people.
    public var summary: String { "\(exact) of \(lines) lines reconstructed exactly" }

    /// Why the code is of no use, and what to do; empty if it is used.
    ///
    /// - Parameter code: of the same lines.
    public func warnings(_ code: CodeUse) -> [String] {
        [code.warning(of: "line") ?? warning].compactMap(\.self)
    }

    /// What happened and what to do, if a code that holds something is not read: the decoder does without it.
    public var warning: String? {
        if different < 10 || differentReconstructions > different / 10 { return nil }
        return
            "the decoder ignores the code: \(different) different lines have \(differentReconstructions) different "
            + "reconstructions; raise --token-dropout, lower --beta, or train for more --epochs"
    }
}
