/// The protocol that a connection carries, by the first bytes that one end sends, as Zeek names it.
enum Service: String {
    case dns, http, ssl, ssh, smtp, ftp, ntp, dhcp, smb, rdp, quic, sip, snmp, irc
    case pop3, imap

    /// - Parameter port: the responder's port.
    init?(_ packet: Packet, toPort port: UInt16) {
        let bytes = packet.content
        guard bytes.count >= 3 else { return nil }
        guard let service = packet.transport == 6 ? Self.stream(bytes, port) : Self.datagram(bytes, port)
        else {
            return nil
        }
        self = service
    }

    private static let requests = [
        "GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ", "TRACE ", "HTTP/1.",
        "PRI * HTTP",
    ]

    private static func stream(_ bytes: UnsafeRawBufferPointer, _ port: UInt16) -> Service? {
        func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
        // A record of TLS 1.0 to 1.3 (RFC 8446, 5.1) that holds a handshake.
        if bytes[0] == 0x16, bytes[1] == 3, bytes[2] < 5 { return .ssl }
        if begins("SSH-") { return .ssh }
        if requests.contains(where: begins) { return .http }
        if bytes.count >= 8, bytes[4] == 0xFF || bytes[4] == 0xFE, bytes[5] == 83, bytes[6] == 77,
            bytes[7] == 66
        {
            return .smb
        }
        // TPKT (RFC 1006) with a connection request or confirmation of X.224.
        if bytes.count >= 7, bytes[0] == 3, bytes[1] == 0, bytes[5] == 0xE0 || bytes[5] == 0xD0 {
            return .rdp
        }
        if begins("220") { return port == 25 || port == 587 ? .smtp : port == 21 ? .ftp : nil }
        if begins("EHLO ") || begins("HELO ") { return .smtp }
        if begins("+OK") { return .pop3 }
        if begins("* OK") { return .imap }
        if begins("NICK ") || begins("USER "), port >= 6660, port <= 7000 { return .irc }
        if port == 53, bytes.count >= 14, isName(UnsafeRawBufferPointer(rebasing: bytes[2...])) {
            return .dns
        }
        return nil
    }

    private static func datagram(_ bytes: UnsafeRawBufferPointer, _ port: UInt16) -> Service? {
        switch port {
        case 53, 137, 5353, 5355: return bytes.count >= 12 && isName(bytes) ? .dns : nil
        case 123: return bytes.count >= 48 ? .ntp : nil
        case 67, 68: return bytes.count >= 240 && bytes[0] <= 2 ? .dhcp : nil
        // An SNMP message is an ASN.1 sequence.
        case 161, 162: return bytes[0] == 0x30 ? .snmp : nil
        case 443: return bytes.count >= 1200 && bytes[0] & 0xC0 == 0xC0 ? .quic : nil
        case 5060: return bytes[0] >= 65 && bytes[0] <= 90 ? .sip : nil
        default: return nil
        }
    }

    /// A DNS header (RFC 1035, 4.1.1) with a plausible number of entries.
    private static func isName(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let flags = bytes.big16(2), let questions = bytes.big16(4), let answers = bytes.big16(6) else {
            return false
        }
        return flags & 0x40 == 0 && questions <= 16 && answers <= 512 && questions + answers > 0
    }
}
