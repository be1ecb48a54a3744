/// Ends a training when what is measured on held-back data has stopped falling (Prechelt, 1998): when it has not been
/// below the lowest for `patience` measurements.
public struct EarlyStop: Sendable, Equatable {
    /// Measurements without a new lowest that end the training; nil never does.
    public let patience: Int?
    public private(set) var lowest = Double.infinity
    public private(set) var badCount = 0

    public init(patience: Int?) { self.patience = patience }

    /// As a checkpoint recorded it.
    public init(patience: Int?, metadata: [String: String]) {
        self.patience = patience
        lowest = metadata["lowest"].flatMap { Double($0) } ?? .infinity
        badCount = metadata["measurements since"].flatMap { Int($0) } ?? 0
    }

    /// What a checkpoint records.
    public var metadata: [String: String] {
        ["lowest": String(lowest), "measurements since": String(badCount)]
    }

    /// Takes a measurement; true when it is the lowest.
    public mutating func measured(_ loss: Double) -> Bool {
        badCount = loss < lowest ? 0 : badCount + 1
        lowest = min(lowest, loss)
        return badCount == 0
    }

    public var isReached: Bool { patience.map { badCount >= $0 } ?? false }
}
