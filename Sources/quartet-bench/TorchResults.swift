import QuartetCommandLine
import QuartetEngine
import QuartetFiles

/// PyTorch's results of a workload, with the weights, inputs and noise behind them: a file of
/// `torch_workloads.py --dump`.
struct TorchResults {
    let file: SafetensorsFile
    let workload: Workload.Name
    let scale: Workload.Scale

    /// - Throws: ``CheckpointError`` for a file that cannot be read, ``CommandFailure`` for another kind of file.
    init(path: String) throws {
        file = try SafetensorsFile(path: path)
        guard let workload = file.metadata["workload"].flatMap(Workload.Name.init(rawValue:)),
            let scale = Workload.Scale(rawValue: file.metadata["scale"] ?? Workload.Scale.full.rawValue)
        else {
            throw CommandFailure(
                .badData,
                "\(path): the metadata does not name a workload: expected a file written by torch_workloads.py --dump"
            )
        }
        self.workload = workload
        self.scale = scale
    }

    /// This project's results beside PyTorch's.
    func comparisons(_ precision: Precision) throws -> [Comparison] {
        switch workload {
        case .sequenceTraining: try SequenceWork.comparisons(self, precision)
        case .trafficTraining: try TrafficWork.comparisons(self, precision)
        case .trafficScoring: try TrafficScoring.comparisons(self, precision)
        case .ganTraining: try GANWork.comparisons(self, precision)
        case .ganSampling: try GANSampling.comparisons(self, precision)
        case .translation: try TranslationWork.comparisons(self, precision)
        case .sentenceEncoding: try SentenceWork.comparisons(self, precision)
        case .decoding: try DecodingWork.comparisons(self, precision)
        }
    }

    func floats(_ name: String) throws -> [Float] { try file.floats(name) }

    func integers(_ name: String) throws -> [Int32] { try file.integers(name).map { Int32($0) } }

    /// The part of a tensor that belongs to one of several steps.
    func floats(_ name: String, step: Int, of steps: Int) throws -> [Float] {
        let all = try file.floats(name)
        let count = all.count / steps
        return Array(all[step * count..<(step + 1) * count])
    }

    /// Fills parameters by name. Running statistics that the file lacks keep their initial values.
    func fill(_ store: ParameterStore, _ prefix: String = "weights/", buffers: String? = nil) throws {
        store.initialize(seed: 0)
        for parameter in store.parameters {
            if parameter.isTrainable {
                try file.copyFloats(prefix + parameter.name, to: parameter.values)
            } else if let buffers, file.entries[buffers + parameter.name] != nil {
                try file.copyFloats(buffers + parameter.name, to: parameter.values)
            }
        }
    }

    /// Restores the moments of PyTorch's optimiser after `steps` steps.
    func restore(_ optimizer: Optimizer, _ store: ParameterStore, of model: String, after steps: Int) throws {
        for parameter in store.parameters where parameter.isTrainable {
            let (first, second) = optimizer.moments(of: parameter)
            try file.copyFloats("states/\(steps)/firstMoments/\(model).\(parameter.name)", to: first)
            if let second {
                try file.copyFloats("states/\(steps)/secondMoments/\(model).\(parameter.name)", to: second)
            }
        }
        optimizer.restore(stepCount: steps)
    }
}

/// One number of this project's beside PyTorch's.
struct Comparison {
    let name: String
    let ours: Float
    let theirs: Float

    /// Relative to the larger of 1 and PyTorch's number.
    var difference: Double { Double(abs(ours - theirs)) / Double(max(1, abs(theirs))) }
}
