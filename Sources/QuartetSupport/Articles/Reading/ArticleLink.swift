internal import Foundation

/// A link of an article, as it was written.
package struct ArticleLink: Sendable, Equatable {
    package var label: String
    /// An address, a file, or an anchor after `#`.
    package var target: String

    package init(label: String, target: String) { (self.label, self.target) = (label, target) }

    /// What a reader sees: the label, and the address where the label does not say it.
    package var text: String {
        guard let address = Self.visible(target) else { return label }
        if label.isEmpty { return address }
        return Self.bare(label) == Self.bare(address) ? label : "\(label) (\(address))"
    }

    /// Whether it leads to another file of the folder or to a place in one.
    package var isRelative: Bool { !target.isEmpty && !target.hasPrefix("//") && Self.scheme(target) == nil }

    /// An absolute address as people write it; nil for others, and for those that run a program.
    private static func visible(_ target: String) -> String? {
        switch scheme(target) {
        case "http", "https": target.hasSuffix(":") ? nil : target
        case "mailto", "tel":
            target.drop { $0 != ":" }.dropFirst().prefix { $0 != "?" }.removingPercentEncoding
        default: nil
        }
    }

    /// What stands before the first colon, in lower case, where that can be a scheme (RFC 3986, section 3.1).
    private static func scheme(_ target: String) -> String? {
        guard let colon = target.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = target[..<colon]
        let isScheme = name.utf8.allSatisfy {
            (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
        }
        return isScheme && name.utf8.count > 1 ? name.lowercased() : nil
    }

    /// An address without what people leave out when they write it.
    private static func bare(_ address: String) -> String {
        var rest = Substring(address.lowercased())
        for opening in ["https://", "http://", "www."] where rest.hasPrefix(opening) {
            rest = rest.dropFirst(opening.count)
        }
        return String(rest.hasSuffix("/") ? rest.dropLast() : rest)
    }
}
