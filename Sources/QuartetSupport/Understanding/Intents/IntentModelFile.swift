internal import Foundation
public import QuartetEngine
internal import QuartetFiles
internal import QuartetModels

/// An ``IntentModel`` in one safetensors file: the n-grams as numbers, weights in bfloat16, and the rest in its metadata. It
/// holds no training text.
public enum IntentModelFile {
    private static let architecture = "IntentModel"

    /// What the metadata describe.
    private struct Description: Codable, Validatable {
        var classes: [String]
        var encoder: String?
        var accuracy: Double?
        var unknownWeight: Float
        /// N-grams, numbers of a vector, and examples.
        var grams, width, examples: Int
        var full, wordsOnly: IntentModel.Judgement

        func validate() throws(InvalidConfiguration) {
            try check("classes", classes.count, in: 2...1_000_000)
            try check("grams", grams, in: 0...1 << 24)
            try check("width", width, in: 0...1 << 16)
            try check("examples", examples, in: (width > 0 ? 1 : 0)...(1 << 24))
            try full.validate(hasVectors: width > 0)
            try wordsOnly.validate(hasVectors: false)
        }
    }

    /// - Throws: `CheckpointError` when the file cannot be written.
    public static func write(_ model: IntentModel, to path: String) throws(CheckpointError) {
        let vectors = model.vectors
        let description = Description(
            classes: model.classes, encoder: model.encoder, accuracy: model.accuracy,
            unknownWeight: model.features.unknownWeight, grams: model.features.grams.count,
            width: model.width, examples: vectors?.nearest.labels.count ?? 0, full: model.full,
            wordsOnly: model.wordsOnly)
        let json: String
        do {
            json = try JSONEncoder.sorted.text(description)
        } catch {
            throw CheckpointError(file: path, "cannot be written: a number of the model is not finite")
        }
        var writer = SafetensorsWriter(metadata: ["architecture": architecture, "configuration": json])
        let (features, machines) = (model.features, model.machines)
        writer.add(
            "grams", shape: [features.grams.count], integers: features.grams.map { Int64(bitPattern: $0) })
        writer.add("frequencies", shape: [features.weights.count], features.weights)
        let count = machines.classes
        let narrow = (0..<features.columns).flatMap { row in
            machines.weights[row * machines.width..<row * machines.width + count]
        }
        writer.add("machines", shape: [features.columns, count], narrow, as: .bfloat16)
        if let vectors {
            let (weight, bias, examples) = vectors.values
            writer.add("head.weight", shape: [count, vectors.width], weight)
            writer.add("head.bias", shape: [count], bias)
            writer.add(
                "examples", shape: [vectors.nearest.labels.count, vectors.width], examples, as: .bfloat16)
            writer.add("labels", shape: [vectors.nearest.labels.count], integers: vectors.nearest.labels)
        }
        try writer.write(to: path)
    }

    /// - Throws: `CheckpointError` when the file cannot be read or holds something else, `OutOfMemory`.
    public static func read(_ path: String) throws -> IntentModel {
        let file = try SafetensorsFile(path: path)
        guard file.metadata["architecture"] == architecture, let text = file.metadata["configuration"] else {
            throw CheckpointError(
                file: path, "does not hold intents; `quartet support train intents` makes such a file")
        }
        let description: Description
        do {
            description = try JSONDecoder().decode(Description.self, from: Data(text.utf8))
        } catch {
            throw CheckpointError(
                file: path, "has a description that cannot be read: \(DecodingError.reason(of: error))")
        }
        try description.validate(from: path)
        let features = try features(file, description)
        return IntentModel(
            classes: description.classes, encoder: description.encoder, accuracy: description.accuracy,
            features: features, machines: try machines(file, description, columns: features.columns),
            vectors: try vectors(file, description), full: description.full, wordsOnly: description.wordsOnly)
    }

    private static func features(
        _ file: SafetensorsFile, _ description: Description
    ) throws(CheckpointError) -> WordFeatures {
        let grams = try file.integers("grams").map { UInt64(bitPattern: Int64($0)) }
        let weights = try floats(file, "frequencies", [description.grams])
        guard grams.count == description.grams else {
            throw CheckpointError(
                file: file.path, tensor: "grams", "has \(grams.count) elements, expected \(description.grams)"
            )
        }
        // They are searched by halving.
        if zip(grams, grams.dropFirst()).contains(where: { $0 >= $1 }) {
            throw CheckpointError(file: file.path, tensor: "grams", "is not in ascending order")
        }
        return WordFeatures(grams: grams, weights: weights, unknownWeight: description.unknownWeight)
    }

    private static func machines(
        _ file: SafetensorsFile, _ description: Description, columns: Int
    ) throws(CheckpointError) -> LinearMachines {
        let count = description.classes.count
        let narrow = try floats(file, "machines", [columns, count])
        let width = LinearMachines.width(of: count)
        var weights = [Float](repeating: 0, count: columns * width)
        for row in 0..<columns {
            for column in 0..<count { weights[row * width + column] = narrow[row * count + column] }
        }
        return LinearMachines(classes: count, weights: weights, width: width)
    }

    private static func vectors(_ file: SafetensorsFile, _ description: Description) throws
        -> VectorClassifier?
    {
        if description.width == 0 { return nil }
        let (count, width) = (description.classes.count, description.width)
        let labels = try file.integers("labels")
        guard labels.count == description.examples, labels.allSatisfy({ (0..<count).contains($0) }) else {
            throw CheckpointError(
                file: file.path, tensor: "labels",
                "does not give each of \(description.examples) examples a class")
        }
        return try VectorClassifier(
            weight: try floats(file, "head.weight", [count, width]),
            bias: try floats(file, "head.bias", [count]),
            examples: try floats(file, "examples", [description.examples, width]),
            labels: labels.map(Int32.init))
    }

    private static func floats(
        _ file: SafetensorsFile, _ name: String, _ shape: Shape
    ) throws(CheckpointError) -> [Float] {
        if let found = file.entries[name]?.shape, found != shape {
            throw CheckpointError(file: file.path, tensor: name, "is \(found), expected \(shape)")
        }
        return try file.floats(name)
    }
}

extension IntentModel.Judgement: Validatable {
    func validate() throws(InvalidConfiguration) { try validate(hasVectors: false) }

    /// Terms and factors that belong to a model with or without vectors.
    fileprivate func validate(hasVectors: Bool) throws(InvalidConfiguration) {
        let terms: Set<IntentEvidence.Term> = hasVectors ? [.words, .head, .nearest] : [.words]
        try check(
            "pool", pool.weights.keys.map(\.rawValue).sorted(), Set(pool.weights.keys) == terms,
            expected: terms.map(\.rawValue).sorted().joined(separator: ", "))
        for weight in pool.weights.values { try check("a weight", weight, in: 0...1e6) }
        let count = hasVectors ? 5 : 3
        try check("the factors of strangeness", strangeness.factors.count, in: count...count)
    }
}
