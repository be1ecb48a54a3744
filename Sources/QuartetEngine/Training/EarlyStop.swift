/// Ends a training when the loss on validation data has stopped falling (Prechelt, 1998): when it has not been below the
/// lowest for `patience` measurements.
public struct EarlyStop: Sendable, Equatable {
    /// The number of measurements without a new lowest that ends the training, or nil for no end.
    public let patience: Int?
    public private(set) var lowest = Double.infinity
    public private(set) var badCount = 0

    public init(patience: Int?) { self.patience = patience }

    /// Restores the state that a checkpoint recorded.
    public init(patience: Int?, metadata: [String: String]) {
        self.patience = patience
        lowest = metadata["lowest"].flatMap { Double($0) } ?? .infinity
        // Clamped: the file may contain any number, and counting continues.
        badCount = min(max(metadata["measurements since"].flatMap { Int($0) } ?? 0, 0), 1 << 48)
    }

    /// The state that a checkpoint records.
    public var metadata: [String: String] {
        ["lowest": String(lowest), "measurements since": String(badCount)]
    }

    /// Takes a measurement and returns whether it is the lowest so far.
    public mutating func measured(_ loss: Double) -> Bool {
        badCount = loss < lowest ? 0 : badCount + 1
        lowest = min(lowest, loss)
        return badCount == 0
    }

    public var isReached: Bool { patience.map { badCount >= $0 } ?? false }
}
