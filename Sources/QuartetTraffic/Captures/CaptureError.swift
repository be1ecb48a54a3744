internal import QuartetFiles

/// Why a capture could not be read, or not completely.
package enum CaptureError: Error, Sendable, Equatable {
    /// libpcap does not accept it as a capture.
    case unreadable(file: String, reason: String)
    /// The packets are in frames that ``LinkLayer`` does not support.
    case unknownLinkType(file: String, name: String)
    /// The packets before the damage were read.
    case damaged(file: String, reason: String, packets: Int)
}

extension LogError {
    init(_ error: CaptureError) {
        switch error {
        case .unreadable(let file, let reason):
            self = .file(
                .damaged(
                    file: file,
                    reason: "it begins like a packet capture, but cannot be read as one: \(reason)"))
        case .unknownLinkType(let file, let name):
            self = .file(
                .cannotRead(
                    file: file,
                    reason:
                        "its packets are in frames of type \(name); supported are Ethernet, Linux cooked (SLL, SLL2), "
                        + "raw IP, loopback and PPP"))
        case .damaged(let file, let reason, let packets):
            self = .damaged(file: file, reason: "after \(packets) packets: \(reason)", records: 0)
        }
    }
}
