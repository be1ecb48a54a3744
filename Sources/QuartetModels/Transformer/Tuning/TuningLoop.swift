internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// The training loop that all tunings share.
struct TuningLoop {
    /// Names the weights file and the progress line.
    let title: String
    let options: TuningOptions
    let training: TextBatchTraining
    /// The fingerprint of the encoder that is tuned, and what it is, for the record.
    let base: String
    let settings: [String: String]

    /// - Parameters:
    ///   - example: the example of an index in a step.
    ///   - validation: examples that are never trained on.
    ///   - save: writes what was trained.
    func callAsFunction(
        _ trained: ParameterStore, example: (_ index: Int, _ step: Int) -> TextExample,
        validation: [TextExample], save: (TrainingLoop.Snapshot) throws -> Void
    ) throws -> TrainingOutcome {
        let interval = options.validationInterval ?? max(options.steps / 10, 1)
        let loop = try TrainingLoop(
            options.run, title: title, steps: options.steps,
            saving: [.init("model", trained, training.optimizer)], record: record,
            validating: .steps(interval), patience: options.patience)
        let schedule = LearningRateSchedule.cosine(total: options.steps)
        let warmup = Int(Float(options.steps) * options.warmup)
        return try loop(
            train: { step in
                try training.run(
                    step: step, rateScale: schedule.rate(base: 1, step: step, warmup: warmup)
                ) { example($0, step) }
            },
            validate: {
                if validation.isEmpty { return nil }
                let measured = try training.evaluate(validation)
                let text = measured.map { "\($0.name) \(String(format: "%.4f", $0.value))" }
                return (measured[0].value, text.joined(separator: ", ") + " on validation examples")
            },
            save: save)
    }

    /// Trains a network and writes it, or its adapter, at every checkpoint.
    ///
    /// - Parameter element: the type that the weights are written in.
    func tune<Network, Description>(
        _ tuned: TunedNetwork<Network>, _ source: EncoderSource<Description>,
        as element: SafetensorsFile.Element = .float32,
        example: (_ index: Int, _ step: Int) -> TextExample, validation: [TextExample]
    ) throws -> TuningOutcome {
        let outcome = try self(tuned.trained, example: example, validation: validation) { snapshot in
            if let adapter = tuned.adapter {
                try adapter.save(to: snapshot.path, metadata: snapshot.metadata, as: element)
            } else {
                try ModelFile.write(
                    tuned.weights, describedBy: source.description, tokenizer: source.tokenizer,
                    metadata: snapshot.metadata, as: element, to: snapshot.path)
            }
        }
        let isMeasured = !validation.isEmpty && !outcome.isInterrupted
        let measured = isMeasured ? try training.evaluate(validation) : []
        return TuningOutcome(
            training: outcome, file: "\(options.run.folder)/\(title).safetensors",
            validation: Dictionary(measured.map { ($0.name, $0.value) }) { $1 })
    }

    private var record: RunRecord {
        RunRecord(
            network: "\(options.text) the encoder \(base)",
            settings: settings.merging([
                "batch": String(options.batch), "seed": String(options.run.seed),
                "steps": String(options.steps), "learning rate": String(options.learningRate),
                "weight decay": String(options.weightDecay), "dropout": String(options.dropout),
                "warm-up": String(options.warmup), "longest text": String(options.longest),
                "begins with": options.start.map { ($0 as NSString).lastPathComponent } ?? "nothing",
            ]) { $1 })
    }
}

/// What a tuning reached.
public struct TuningOutcome: Sendable {
    public let training: TrainingOutcome
    /// The file with the weights of the last checkpoint, or with the adapter.
    public let file: String
    /// Means over the validation examples after the last step, by name; empty without any, and after an interruption.
    public let validation: [String: Double]
}

extension Tensor {
    /// Cross-entropy of each row of logits, `[batch, classes]`, from the logit of the right class, `[batch]`:
    /// `log(sum_k exp(x_k)) - (1 - s) x_right - s mean(x)` with label smoothing `s`.
    func crossEntropies(right: Tensor, smoothing: Float = 0) -> Tensor {
        let losses = logSumExponential().reshaped(right.shape) - right * (1 - smoothing)
        return smoothing == 0 ? losses : losses - mean(axes: [-1]) * smoothing
    }

    /// 1 for rows of logits, `[batch, classes]`, in which none is larger than the right one, `[batch]`; otherwise 0.
    func isLargest(_ right: Tensor) -> Tensor {
        1 - maximum(axis: 1).reshaped(right.shape).greater(than: right)
    }
}
