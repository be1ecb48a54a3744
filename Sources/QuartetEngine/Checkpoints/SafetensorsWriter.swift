internal import CKernels
internal import Foundation
internal import QuartetFiles

/// Collects tensors and writes them to a safetensors file, atomically: the file is always the old one or the complete new
/// one.
public struct SafetensorsWriter {
    private var tensors: [(name: String, element: SafetensorsFile.Element, shape: Shape, data: Data)] = []
    public var metadata: [String: String]

    public init(metadata: [String: String] = [:]) { self.metadata = metadata }

    /// Adds float32 values, stored as float32, float16 or bfloat16.
    public mutating func add(
        _ name: String, shape: Shape, _ values: UnsafeBufferPointer<Float>,
        as element: SafetensorsFile.Element = .float32
    ) {
        if values.count != shape.elementCount {
            fatalError("\(name): \(values.count) values for shape \(shape).")
        }
        guard let base = values.baseAddress, !values.isEmpty else {
            tensors.append((name, element, shape, Data()))
            return
        }
        switch element {
        case .float32: tensors.append((name, element, shape, Data(buffer: values)))
        case .float16, .bfloat16:
            var halves = [UInt16](repeating: 0, count: values.count)
            if element == .float16 {
                qk_to_float16(base, &halves, Int64(values.count))
            } else {
                qk_to_bfloat16(base, &halves, Int64(values.count))
            }
            tensors.append((name, element, shape, halves.withUnsafeBytes { Data($0) }))
        default: fatalError("\(name): floating-point values cannot be stored as \(element.rawValue).")
        }
    }

    public mutating func add(
        _ name: String, shape: Shape, _ values: [Float], as element: SafetensorsFile.Element = .float32
    ) {
        values.withUnsafeBufferPointer { add(name, shape: shape, $0, as: element) }
    }

    /// Adds whole numbers as I64, I32 or U8.
    public mutating func add<Number: FixedWidthInteger>(
        _ name: String, shape: Shape, integers values: [Number]
    ) {
        if values.count != shape.elementCount {
            fatalError("\(name): \(values.count) values for shape \(shape).")
        }
        let element: SafetensorsFile.Element
        switch Number.self {
        case is Int64.Type, is Int.Type: element = .int64
        case is Int32.Type: element = .int32
        case is UInt8.Type: element = .uint8
        default: fatalError("\(name): safetensors files have no type for \(Number.self).")
        }
        tensors.append((name, element, shape, values.withUnsafeBytes { Data($0) }))
    }

    /// Writes the file.
    public func write(to path: String) throws(CheckpointError) {
        var header: [String: Any] = [:]
        if !metadata.isEmpty { header["__metadata__"] = metadata }
        var offset = 0
        // Wide elements first: every tensor then begins at a multiple of its element size.
        let order = tensors.enumerated().sorted {
            ($1.element.element.size, $0.offset) < ($0.element.element.size, $1.offset)
        }.map(\.element)
        for tensor in order {
            if tensor.name == "__metadata__" || header[tensor.name] != nil {
                throw CheckpointError(file: path, tensor: tensor.name, "the name is taken")
            }
            header[tensor.name] =
                [
                    "dtype": tensor.element.rawValue, "shape": Array(tensor.shape),
                    "data_offsets": [offset, offset + tensor.data.count],
                ] as [String: Any]
            offset += tensor.data.count
        }
        guard var json = try? JSONSerialization.data(withJSONObject: header, options: [.sortedKeys]) else {
            throw CheckpointError(file: path, "the header cannot be written as JSON")
        }
        while json.count % 8 != 0 { json.append(UInt8(ascii: " ")) }
        var start = Data()
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { start.append(contentsOf: $0) }
        start.append(json)
        try AtomicFile.write(training: [start] + order.map(\.data), to: path)
    }
}
