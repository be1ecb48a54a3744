internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// The parts of a sentence encoder as sentence-transformers writes them: `modules.json` names them in order, each with
/// its folder.
struct SentenceModules {
    /// The folder of the transformer and its tokenizer.
    private(set) var transformer: String
    private(set) var pooling = SentencePooling.mean
    /// The parts behind the pooling.
    private(set) var steps: [Step] = []

    enum Step {
        case dense(folder: String, Dense)
        case normalize
    }

    /// The settings of a dense part that are used.
    struct Dense: Decodable {
        var inFeatures, outFeatures: Int
        var bias: Bool?
        var activationFunction: String?
    }

    private struct Module: Decodable {
        var type: String
        var path: String?
    }

    /// `pooling_mode`, or a flag for each kind in older files.
    private struct Pooling: Decodable {
        var poolingMode: String?
        var poolingModeClsToken, poolingModeMeanTokens, poolingModeMaxTokens: Bool?
        var poolingModeMeanSqrtLenTokens, poolingModeWeightedmeanTokens, poolingModeLasttoken: Bool?

        var names: [String] {
            if let poolingMode { return [poolingMode] }
            let flags = [
                ("cls", poolingModeClsToken), ("mean", poolingModeMeanTokens), ("max", poolingModeMaxTokens),
                ("mean_sqrt_len_tokens", poolingModeMeanSqrtLenTokens),
                ("weightedmean", poolingModeWeightedmeanTokens), ("lasttoken", poolingModeLasttoken),
            ]
            return flags.filter { $0.1 == true }.map(\.0)
        }
    }

    /// Without a `modules.json` a folder is a transformer, whose mean of tokens gets length 1.
    init(folder: String) throws {
        transformer = folder
        let path = folder + "/modules.json"
        guard let modules: [Module] = try PublishedSettings.readIfThere(path) else {
            let settings = folder + "/1_Pooling/config.json"
            if FileManager.default.fileExists(atPath: settings) { pooling = try Self.pooling(settings) }
            steps = [.normalize]
            return
        }
        let known = ["Transformer", "Pooling", "Dense", "Normalize"]
        for (index, module) in modules.enumerated() {
            let name = module.type.split(separator: ".").last.map { String($0) } ?? ""
            let place = module.path ?? ""
            // The first two come first, and only there.
            let isInPlace = index < 2 ? name == known[index] : known[2...].contains(name)
            guard isInPlace, !place.hasPrefix("/"), !place.split(separator: "/").contains("..") else {
                throw CheckpointError(
                    file: path,
                    "has \(module.type) in \"\(place)\" as part \(index + 1); expected Transformer, Pooling, and "
                        + "then Dense and Normalize, in folders of their own")
            }
            let inner = place.isEmpty ? folder : folder + "/" + place.withoutFinalSlash
            switch name {
            case "Transformer": transformer = inner
            case "Pooling": pooling = try Self.pooling(inner + "/config.json")
            case "Dense": steps.append(try Self.dense(inner))
            default: steps.append(.normalize)
            }
        }
        if modules.count < 2 {
            throw CheckpointError(file: path, "has \(modules.count) parts; expected Transformer and Pooling")
        }
    }

    /// The parts behind the pooling with their shapes.
    ///
    /// - Parameter width: numbers of a pooled vector.
    func described(width: Int) throws(CheckpointError) -> [SentenceEncoder.Description.Step] {
        var (described, width) = ([SentenceEncoder.Description.Step](), width)
        for step in steps {
            guard case .dense(let folder, let dense) = step else {
                described.append(.normalize)
                continue
            }
            if dense.inFeatures != width {
                throw CheckpointError(
                    file: folder + "/config.json",
                    "takes \(dense.inFeatures) numbers; the part before gives \(width)")
            }
            width = dense.outFeatures
            described.append(
                .dense(
                    inputs: dense.inFeatures, outputs: width, hasBias: dense.bias ?? true,
                    hasTangent: dense.hasTangent))
        }
        return described
    }

    private static func pooling(_ path: String) throws -> SentencePooling {
        let names = try PublishedSettings.read(Pooling.self, path).names
        guard names.count == 1, let pooling = SentencePooling(rawValue: names[0]) else {
            let known = SentencePooling.allCases.map(\.rawValue).joined(separator: ", ")
            throw CheckpointError(
                file: path,
                "pools by \(names.isEmpty ? "nothing" : names.joined(separator: " and ")); expected one of \(known)"
            )
        }
        return pooling
    }

    private static func dense(_ folder: String) throws -> Step {
        let path = folder + "/config.json"
        let dense = try PublishedSettings.read(Dense.self, path)
        let extents = 1...1 << 16
        guard extents.contains(dense.inFeatures), extents.contains(dense.outFeatures) else {
            throw CheckpointError(
                file: path, "is from \(dense.inFeatures) to \(dense.outFeatures) numbers; expected 1 to 65536"
            )
        }
        guard dense.functionName.map({ ["Tanh", "Identity"].contains($0) }) ?? true else {
            throw CheckpointError(
                file: path, "has the function \(dense.functionName ?? ""); expected Tanh or Identity")
        }
        return .dense(folder: folder, dense)
    }
}

extension SentenceModules.Dense {
    /// `Tanh` of `torch.nn.modules.activation.Tanh`.
    fileprivate var functionName: String? {
        activationFunction.map { $0.split(separator: ".").last.map { String($0) } ?? $0 }
    }

    var hasTangent: Bool { functionName ?? "Tanh" == "Tanh" }
}

/// Settings of published models: JSON with keys in snake case.
enum PublishedSettings {
    static func read<Value: Decodable>(_ type: Value.Type = Value.self, _ path: String) throws -> Value {
        let data = Data(try FileBytes.read(path))
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(type, from: data)
        } catch {
            throw CheckpointError(
                file: path, "not the settings of a published model: \(DecodingError.reason(of: error))")
        }
    }

    static func readIfThere<Value: Decodable>(_ path: String) throws -> Value? {
        FileManager.default.fileExists(atPath: path) ? try read(Value.self, path) : nil
    }
}

extension String {
    /// The path of a folder to which the name of a file can be added after a slash.
    var withoutFinalSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()).withoutFinalSlash : self
    }
}
