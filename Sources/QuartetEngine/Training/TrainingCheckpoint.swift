/// Everything that a training needs to continue bit for bit where it stopped: parameters, optimiser moments, averages, the
/// step, and the run's circumstances. Parameters that stay in a mapped file are not copied to it.
public struct TrainingCheckpoint {
    /// One model of the training.
    public struct Part {
        let name: String
        let parameters: ParameterStore
        let optimizer: Optimizer?

        /// - Parameter name: prefix of the model's tensors in the file, such as `generator`.
        public init(_ name: String, _ parameters: ParameterStore, _ optimizer: Optimizer? = nil) {
            (self.name, self.parameters, self.optimizer) = (name, parameters, optimizer)
        }
    }

    /// What decides whether a resumed run repeats an uninterrupted one bit for bit.
    public struct Circumstances: Equatable, Sendable {
        public var instructionSet = Machine.instructionSet
        public var threads = Machine.threads
        public var precision: Precision
        public var library = Machine.libraryVersion

        public init(precision: Precision) { self.precision = precision.available }

        var metadata: [String: String] {
            [
                "machine.instructionSet": instructionSet, "machine.threads": String(threads),
                "machine.precision": precision.rawValue, "machine.library": library,
            ]
        }

        /// Descriptions of the differences from what a file records; empty if there are none.
        func differences(from metadata: [String: String]) -> [String] {
            self.metadata.sorted { $0.key < $1.key }.compactMap { key, value in
                guard let recorded = metadata[key], recorded != value else { return nil }
                return "\(key.dropFirst("machine.".count)) was \(recorded), is \(value)"
            }
        }
    }

    let parts: [Part]
    let circumstances: Circumstances

    public init(_ parts: [Part], circumstances: Circumstances) {
        (self.parts, self.circumstances) = (parts, circumstances)
    }

    /// Writes the checkpoint, atomically: the file is always the old one or the complete new one.
    public func save(to path: String, step: Int, metadata: [String: String] = [:]) throws(CheckpointError) {
        var writer = SafetensorsWriter(metadata: metadata.merging(circumstances.metadata) { own, _ in own })
        writer.metadata["step"] = String(step)
        for part in parts {
            for parameter in part.parameters.parameters where !parameter.isMapped {
                writer.add(
                    "\(part.name).\(parameter.name)", shape: parameter.shape,
                    UnsafeBufferPointer(parameter.values))
            }
            guard let optimizer = part.optimizer else { continue }
            writer.metadata["\(part.name).steps"] = String(optimizer.stepCount)
            for (name, values) in optimizer.state {
                writer.add(
                    "\(part.name)/optimizer.\(name)", shape: [values.count], UnsafeBufferPointer(values))
            }
        }
        try writer.write(to: path)
    }

    /// What a resumed run continues from.
    public struct Restored {
        public let step: Int
        public let metadata: [String: String]
        /// Why the run may differ in its last bits from an uninterrupted one.
        public let warnings: [String]
    }

    /// Fills the parts from a checkpoint. If names or shapes do not match, nothing is changed.
    public func restore(from path: String) throws(CheckpointError) -> Restored {
        let file = try SafetensorsFile(path: path)
        guard let text = file.metadata["step"] else {
            throw CheckpointError(file: path, "contains no step: it is not a training checkpoint")
        }
        let step = try Self.steps(text, "the step", path)
        var targets: [(name: String, shape: Shape, values: UnsafeMutableBufferPointer<Float>)] = []
        var stepCounts: [Int] = []
        for part in parts {
            part.parameters.layOut()
            targets += part.parameters.parameters.filter { !$0.isMapped }.map {
                ("\(part.name).\($0.name)", $0.shape, $0.values)
            }
            guard let optimizer = part.optimizer else { continue }
            guard let count = file.metadata["\(part.name).steps"] else {
                throw CheckpointError(file: path, "contains no step count of \(part.name)")
            }
            stepCounts.append(try Self.steps(count, "the step count of \(part.name)", path))
            targets += optimizer.state.map {
                ("\(part.name)/optimizer.\($0.name)", [$0.values.count], $0.values)
            }
        }
        try file.checkNames(targets.map { ($0.name, $0.shape) })
        for target in targets { try file.copyFiniteFloats(target.name, to: target.values) }
        for (part, count) in zip(parts.filter { $0.optimizer != nil }, stepCounts) {
            part.optimizer?.restore(stepCount: count)
        }
        return Restored(
            step: step, metadata: file.metadata, warnings: circumstances.differences(from: file.metadata))
    }

    /// A number of steps from which a training can continue: no training comes near the limit.
    private static func steps(_ text: String, _ name: String, _ path: String) throws(CheckpointError) -> Int {
        let limit = 1 << 48
        guard let steps = Int(text), (0...limit).contains(steps) else {
            throw CheckpointError(file: path, "\(name) is \"\(text)\", expected a number from 0 to \(limit)")
        }
        return steps
    }
}
