internal import QuartetFiles

/// Why the packets of a capture could not be read, or not to its end.
package enum CaptureError: Error, Sendable, Equatable {
    /// libpcap does not take it for a capture.
    case unreadable(file: String, reason: String)
    /// Packets in frames that ``LinkLayer`` does not know.
    case unknownLinkType(file: String, name: String)
    /// What was read before the damage counts.
    case damaged(file: String, reason: String, packets: Int)
}

extension LogError {
    init(_ error: CaptureError) {
        switch error {
        case .unreadable(let file, let reason):
            self = .file(
                .cannotRead(
                    file: file,
                    reason: "it begins like a capture of packets, but cannot be read as one: \(reason)"))
        case .unknownLinkType(let file, let name):
            self = .file(
                .cannotRead(
                    file: file,
                    reason:
                        "its packets lie in frames of type \(name); known are Ethernet, Linux cooked (SLL, SLL2), "
                        + "raw IP, loopback and PPP"))
        case .damaged(let file, let reason, let packets):
            self = .damaged(file: file, reason: "after \(packets) packets: \(reason)", records: 0)
        }
    }
}
