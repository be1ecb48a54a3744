import ArgumentParser
import QuartetFiles

/// What is measured on and never trained on.
struct ValidationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Data to measure on, in the form of --data.", valueName: "file"),
        completion: .file())
    var validation: String?

    @Option(
        help: ArgumentHelp(
            "Without --validation: hold back this many, or a share such as 10%, chosen by the hash of their text.",
            valueName: "number or share"))
    var holdBack = HeldBack.share(0.1)

    /// Examples to train on and to measure on.
    ///
    /// - Parameters:
    ///   - key: of an example; those with the same key are in the same part.
    ///   - read: the examples of a file.
    func split<Example>(
        _ examples: [Example], key: (Example) -> String, read: (String) throws -> [Example]
    ) throws -> (training: [Example], validation: [Example]) {
        if let validation { return (examples, try read(validation)) }
        let keys = examples.map(key)
        let order = Set(keys).map { (hash: Fingerprint($0).value.mixed, key: $0) }
            .sorted { ($0.hash, $0.key) < ($1.hash, $1.key) }
        let counts = keys.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        let wanted = holdBack.count(of: examples.count)
        var (heldBack, count) = (Set<String>(), 0)
        for (_, key) in order where count < wanted {
            heldBack.insert(key)
            count += counts[key] ?? 0
        }
        var parts = (training: [Example](), validation: [Example]())
        for (example, key) in zip(examples, keys) {
            if heldBack.contains(key) {
                parts.validation.append(example)
            } else {
                parts.training.append(example)
            }
        }
        return parts
    }
}
