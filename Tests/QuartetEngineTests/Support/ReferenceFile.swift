import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// A file of reference numbers computed by PyTorch (`Fixtures/reference/README.md`).
struct ReferenceFile: Sendable {
    let file: SafetensorsFile

    static let primitives = ReferenceFile("primitives")
    static let layers = ReferenceFile("layers")
    static let recurrent = ReferenceFile("recurrent")
    static let losses = ReferenceFile("losses")
    static let optimisers = ReferenceFile("optimisers")
    static let attention = ReferenceFile("attention")

    static func path(_ name: String) -> String { Checkout.file("Fixtures/reference/\(name).safetensors") }

    init(_ name: String) {
        do {
            file = try SafetensorsFile(path: Self.path(name))
        } catch {
            fatalError("\(error)")
        }
    }

    /// Names of all cases.
    var names: [String] { file.metadata.keys.sorted() }

    func names(_ wanted: (String) -> Bool) -> [String] { names.filter(wanted) }

    subscript(_ name: String) -> ReferenceCase {
        get throws {
            let text = try #require(file.metadata[name], "no case \(name)")
            let attributes = try JSONDecoder().decode(ReferenceCase.Attributes.self, from: Data(text.utf8))
            var tensors: [String: ReferenceCase.Values] = [:]
            for (key, entry) in file.entries where key.hasPrefix("\(name)/") {
                let isWhole = entry.element == .int32
                let values = isWhole ? try file.integers(key).map(Float.init) : try file.floats(key)
                tensors[String(key.dropFirst(name.count + 1))] = ReferenceCase.Values(
                    shape: entry.shape, elements: values, isWhole: isWhole)
            }
            return ReferenceCase(
                name: name, attributes: attributes, json: Data(text.utf8), tensors: tensors)
        }
    }
}

/// A case: an operation, its input tensors and its results.
struct ReferenceCase {
    struct Values {
        var shape: Shape
        var elements: [Float]
        var isWhole = false
    }

    /// The attributes of all operations; each case has those of its own.
    struct Attributes: Decodable {
        var operation: String
        var axis, stride, padding, dilation, groups, outputPadding, kernel, factor: Int?
        var top, bottom, left, right, steps, patience, cooldown, totalSteps, every, warmupSteps, rowAxis: Int?
        var axes, starts, stops, strides: [Int]?
        var keepDimensions, transposeA, transposeB, bias, training, masked, nesterov: Bool?
        var mode, paddingMode, upsampling, order, reduction, activation, formula: String?
        var slope, epsilon, momentum, delta, labelSmoothing, decay, threshold: Float?
        var betas: [Float]?
        var learningRate, weightDecay, maximumNorm, lowest: Float?
        var scale: Float?

        enum CodingKeys: String, CodingKey {
            case operation, axis, stride, padding, dilation, groups, outputPadding, kernel, top, bottom, left,
                right
            case steps, patience, cooldown, totalSteps, every, warmupSteps, rowAxis, axes, starts, stops,
                strides
            case keepDimensions, transposeA, transposeB, bias, training, masked, nesterov, mode, paddingMode
            case upsampling, order, reduction, activation, formula, slope, epsilon, momentum, delta,
                labelSmoothing
            case decay, threshold, betas, learningRate, weightDecay, maximumNorm, lowest
            case scale = "factor"
        }

        init(from decoder: any Decoder) throws {
            let c = try decoder.container(keyedBy: CodingKeys.self)
            operation = try c.decode(String.self, forKey: .operation)
            func int(_ key: CodingKeys) throws -> Int? { try c.decodeIfPresent(Int.self, forKey: key) }
            func ints(_ key: CodingKeys) throws -> [Int]? { try c.decodeIfPresent([Int].self, forKey: key) }
            func bool(_ key: CodingKeys) throws -> Bool? { try c.decodeIfPresent(Bool.self, forKey: key) }
            func text(_ key: CodingKeys) throws -> String? { try c.decodeIfPresent(String.self, forKey: key) }
            func real(_ key: CodingKeys) throws -> Float? { try c.decodeIfPresent(Float.self, forKey: key) }
            (axis, stride, padding) = (try int(.axis), try int(.stride), try int(.padding))
            (dilation, groups, outputPadding) = (
                try int(.dilation), try int(.groups), try int(.outputPadding)
            )
            (kernel, top, bottom) = (try int(.kernel), try int(.top), try int(.bottom))
            (left, right, steps) = (try int(.left), try int(.right), try int(.steps))
            (patience, cooldown, totalSteps) = (try int(.patience), try int(.cooldown), try int(.totalSteps))
            (every, warmupSteps, rowAxis) = (try int(.every), try int(.warmupSteps), try int(.rowAxis))
            (axes, starts) = (try ints(.axes), try ints(.starts))
            (stops, strides) = (try ints(.stops), try ints(.strides))
            (keepDimensions, bias) = (try bool(.keepDimensions), try bool(.bias))
            (transposeA, transposeB) = (try bool(.transposeA), try bool(.transposeB))
            (training, masked, nesterov) = (try bool(.training), try bool(.masked), try bool(.nesterov))
            (mode, paddingMode, upsampling) = (try text(.mode), try text(.paddingMode), try text(.upsampling))
            (order, reduction) = (try text(.order), try text(.reduction))
            (activation, formula) = (try text(.activation), try text(.formula))
            (slope, epsilon, momentum) = (try real(.slope), try real(.epsilon), try real(.momentum))
            (delta, labelSmoothing, decay) = (try real(.delta), try real(.labelSmoothing), try real(.decay))
            (threshold, learningRate) = (try real(.threshold), try real(.learningRate))
            (weightDecay, maximumNorm, lowest) = (
                try real(.weightDecay), try real(.maximumNorm), try real(.lowest)
            )
            betas = try c.decodeIfPresent([Float].self, forKey: .betas)
            scale = try real(.scale)
            factor = scale.flatMap { Int(exactly: $0) }
        }
    }

    var name: String
    var attributes: Attributes
    /// The attributes as they are in the file, for operations with attributes of their own.
    var json: Data
    var tensors: [String: Values]

    func values(_ name: String) throws -> Values {
        try #require(tensors[name], "no tensor \(name) in \(self.name)")
    }
    func elements(_ name: String) throws -> [Float] { try values(name).elements }
}
