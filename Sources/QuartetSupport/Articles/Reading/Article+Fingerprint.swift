internal import QuartetFiles

extension Article {
    /// Equal for equal articles, and for others practically never: what an import compares.
    public var fingerprint: String {
        var fingerprint = Fingerprint()
        let values =
            [id, title, language, audience.rawValue, handover?.rawValue ?? "", validUntil?.description ?? ""]
            + [address ?? "", "\(tags.count)"] + tags + ["\(synonyms.count)"] + synonyms
        for value in values {
            fingerprint.add(value.utf8)
            // A byte that no text has, so that no two lists of texts are the same bytes.
            fingerprint.add(CollectionOfOne<UInt8>(0xFF))
        }
        fingerprint.add(MarkdownText.text(of: blocks).utf8)
        return fingerprint.text
    }
}
