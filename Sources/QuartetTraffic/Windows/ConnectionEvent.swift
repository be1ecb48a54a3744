/// What the windows of a source look at in one connection of a log.
public struct ConnectionEvent: Sendable, Equatable {
    /// Seconds since 1970; NaN where the log has none.
    public var time: Double
    /// Cells of the addresses, see ``AddressClass/key(_:)``; 0 where missing.
    public var source: UInt64
    public var destination: UInt64
    /// -1 where missing.
    public var destinationPort: Int
    /// Refused, reset or never answered.
    public var isFailed: Bool
    /// Payload from the source and to it; NaN where missing.
    public var bytesOut: Double
    public var bytesIn: Double
    /// Whether an end is one of the network's own addresses.
    public var isSourceOurs: Bool
    public var isDestinationOurs: Bool

    /// - Parameters:
    ///   - isSourceOurs: nil for what the address' class tells: private addresses are ours.
    ///   - isDestinationOurs: likewise.
    public init(
        time: Double, source: UInt64, destination: UInt64, destinationPort: Int = -1, isFailed: Bool = false,
        bytesOut: Double = .nan, bytesIn: Double = .nan, isSourceOurs: Bool? = nil,
        isDestinationOurs: Bool? = nil
    ) {
        (self.time, self.source, self.destination) = (time, source, destination)
        (self.destinationPort, self.isFailed) = (destinationPort, isFailed)
        (self.bytesOut, self.bytesIn) = (bytesOut, bytesIn)
        self.isSourceOurs = isSourceOurs ?? (AddressClass(key: source) == .privateUse)
        self.isDestinationOurs = isDestinationOurs ?? (AddressClass(key: destination) == .privateUse)
    }

    /// Whether a state that Zeek writes in `conn_state` is that of a failed connection.
    public static func isFailed(zeekState: String) -> Bool {
        switch zeekState {
        case "S0", "REJ", "RSTOS0", "RSTRH", "RSTR0", "SH", "SHR": true
        default: false
        }
    }
}
