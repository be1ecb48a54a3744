import QuartetCommandLine
import QuartetImaginarium

/// Prints how a wish was understood.
enum WishText {
    static func show(_ reading: WishReading) {
        for garment in reading.garments {
            for (index, part) in garment.understood.enumerated() {
                StandardOutput.show(
                    "\(index == 0 ? "Understood      " : "                ")\(part.words) → \(part.meaning)")
            }
        }
        for correction in reading.corrections { StandardOutput.show("Corrected       \(correction)") }
        for unused in reading.unused { StandardOutput.show("Not used        \(unused)") }
        if !reading.unknown.isEmpty {
            StandardOutput.show(
                "Not understood  \(reading.unknown.map { "\"\($0)\"" }.joined(separator: ", "))")
        }
        for tag in reading.unknownTags {
            let part = tag.part.map { " of the \($0)" } ?? ""
            StandardOutput.show(
                "                \"\(tag.words)\" looks like \(tag.kind.withArticle)\(part); the catalogs lack it"
            )
        }
    }
}
