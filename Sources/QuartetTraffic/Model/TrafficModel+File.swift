internal import QuartetEngine
internal import QuartetModels

extension TrafficModel {
    /// The metadata value that marks its files.
    public static let architecture = "quartet traffic detector"

    /// Everything about a model but the autoencoder's weights, as its file keeps it.
    private struct Stored: ModelDescription {
        var fileVersion = Self.currentVersion
        var summary: Summary
        var reader: ColumnReader
        var parts: Detector.Parts
        var calibration: Calibration
        var windows: WindowBaseline?
        var distributions: FieldDistributions?

        static let architecture = TrafficModel.architecture
        static let contents = "a traffic detector"
        static let command = "quartet traffic train"
        private static let currentVersion = 1

        /// Everything that is read later by an index is inside what it indexes.
        func validate() throws(InvalidConfiguration) {
            try check("fileVersion", fileVersion, in: Self.currentVersion...Self.currentVersion)
            try validateNetwork()
            try check("summary", summary)
            try check("reader", reader)
            try validateTables()
            try check("rarity", parts.rarity)
            try check("calibration", calibration)
            try check("evidenceWeights", parts.weights)
            if let windows { try check("windows", windows) }
            if let distributions {
                try check("distributions", distributions)
                try distributions.validate(for: parts)
            }
        }

        /// The network has an input and a head for what the scales and the columns give it.
        private func validateNetwork() throws(InvalidConfiguration) {
            let (network, encoder) = (parts.network, parts.encoder)
            try check("network.hidden", network.hidden, in: 1...65_536)
            try check("network.latents", network.latents, in: 1...65_536)
            try check("encoder", encoder)
            try check("network.numbers", network.numbers, in: encoder.numberCount...encoder.numberCount)
            try check("network.missing", network.missing, in: encoder.missingCount...encoder.missingCount)
            try check(
                "network.slots", network.slots, network.slots == encoder.slotCounts,
                expected: "\(encoder.slotCounts)")
            try check("network.outputs", network.outputs, in: 1...)
            try check(
                "number of numeric columns", reader.numbers.count, in: network.numbers...network.numbers)
            let categories = network.slots.count
            try check("number of category columns", reader.categories.count, in: categories...categories)
        }

        private func validateTables() throws(InvalidConfiguration) {
            let numbers = parts.network.numbers
            let fields = numbers + parts.network.slots.count
            let kinds = Evidence.allCases.count
            try check("number of field tails", parts.fieldTails.count, in: fields...fields)
            try check("number of table tails", parts.tableTails.count, in: numbers...numbers)
            try check("number of evidence tails", parts.evidenceTails.count, in: kinds...kinds)
            try parts.tables.validate(numbers: numbers, categories: parts.network.slots)
        }
    }

    public func save(to path: String) throws {
        let stored = Stored(
            summary: summary, reader: reader, parts: detector.parts, calibration: calibration,
            windows: windows, distributions: distributions)
        try ModelFile.write(detector.store, describedBy: stored, to: path)
    }

    /// Opens a model that `quartet traffic train` made.
    ///
    /// - Throws: `CheckpointError` when the file cannot be read, or describes a detector that cannot be used.
    public init(path: String) throws {
        let file = try ModelFile<Stored>(path: path)
        let stored = file.description
        let store = ParameterStore()
        let model = FieldAutoencoder(store.scope, stored.parts.network)
        try file.load(into: store)
        self.init(
            stored.summary, stored.reader, try Detector(stored.parts, store, model), stored.calibration,
            stored.windows, distributions: stored.distributions)
    }
}
