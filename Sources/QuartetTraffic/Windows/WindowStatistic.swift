/// A measure of a source's behaviour in an hour. The largest value of the hour counts.
public enum WindowStatistic: Int, Sendable, Codable, CaseIterable {
    /// Distinct destinations.
    case hosts
    /// Distinct (destination, port) pairs for each destination.
    case ports
    /// Failed connections times their share: `failed² / connections`, from ten connections on.
    case failures
    /// Hours since the first beat (at most 24) times `log(0.6 / variation of the intervals)`, of one (source,
    /// destination, port); three times that from an internal source to an external destination, where a beacon would
    /// go.
    case rhythm
    /// `log(1 + out) · out / (out + in + 1)` of the bytes to one destination, which decay with a half-life of six hours.
    case bytesOut

    /// Statistics of the same behaviour, which share a finding.
    public enum Family: Int, Sendable, Codable, CaseIterable { case scan, beacon, exfiltration }

    public var family: Family {
        switch self {
        case .hosts, .ports, .failures: .scan
        case .rhythm: .beacon
        case .bytesOut: .exfiltration
        }
    }

    public var deviation: Alert.Deviation {
        switch self {
        case .hosts, .ports: .scan
        case .failures: .failure
        case .rhythm: .beacon
        case .bytesOut: .exfiltration
        }
    }

    /// Its name as a field of a report.
    public var field: String {
        switch self {
        case .hosts: "window.hosts"
        case .ports: "window.ports"
        case .failures: "window.failures"
        case .rhythm: "window.rhythm"
        case .bytesOut: "window.bytes_out"
        }
    }

    public var title: String {
        switch self {
        case .hosts: "destinations in an hour"
        case .ports: "ports per destination in an hour"
        case .failures: "failed connections in an hour"
        case .rhythm: "regularity of connections"
        case .bytesOut: "bytes sent to one destination"
        }
    }

    /// The key of the earlier values that a value is compared with: of the source, or of the source with the destination
    /// (and the port).
    @inline(__always)
    func historyKey(source: UInt64, destination: UInt64, port: Int) -> UInt64 {
        let kind = UInt64(rawValue + 1) &* 0xD6E8_FEB8_6659_FD93
        switch self {
        case .hosts, .failures: return RecentTable.mix(source, kind)
        case .ports, .bytesOut: return RecentTable.mix(RecentTable.mix(source, destination), kind)
        case .rhythm:
            let pair = RecentTable.mix(source, destination)
            return RecentTable.mix(RecentTable.mix(pair, UInt64(bitPattern: Int64(port))), kind)
        }
    }
}
