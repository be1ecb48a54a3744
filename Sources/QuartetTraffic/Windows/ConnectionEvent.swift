/// The values of one connection that the hourly windows use.
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
    /// Whether an end belongs to the network that is watched.
    public var isSourceInternal: Bool
    public var isDestinationInternal: Bool

    /// - Parameters:
    ///   - isSourceInternal: nil decides by the address: private addresses are internal.
    ///   - isDestinationInternal: likewise.
    public init(
        time: Double, source: UInt64, destination: UInt64, destinationPort: Int = -1, isFailed: Bool = false,
        bytesOut: Double = .nan, bytesIn: Double = .nan, isSourceInternal: Bool? = nil,
        isDestinationInternal: Bool? = nil
    ) {
        self.time = time
        self.source = source
        self.destination = destination
        self.destinationPort = destinationPort
        self.isFailed = isFailed
        self.bytesOut = bytesOut
        self.bytesIn = bytesIn
        self.isSourceInternal = isSourceInternal ?? (AddressClass(key: source) == .privateUse)
        self.isDestinationInternal = isDestinationInternal ?? (AddressClass(key: destination) == .privateUse)
    }

    /// Whether a value of Zeek's `conn_state` means that the connection failed.
    public static func isFailed(zeekState: String) -> Bool {
        switch zeekState {
        case "S0", "REJ", "RSTOS0", "RSTRH", "RSTR0", "SH", "SHR": true
        default: false
        }
    }
}
