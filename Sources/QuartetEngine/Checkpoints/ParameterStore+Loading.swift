internal import CKernels

/// Strict loading: the file has exactly the tensors that the model has, in their shapes, and every element is a finite
/// number. All mistakes in names and shapes are reported in one error.
extension ParameterStore {
    /// Fills every parameter from a weights file. Names and shapes must agree exactly.
    ///
    /// - Parameter prefix: prefix of the parameters' names in the file, such as `generator.`.
    public func load(_ file: SafetensorsFile, prefix: String = "") throws(CheckpointError) {
        // Before memory is allocated: sizes that are not in the file may be far too large.
        try file.checkNames(parameters.map { (prefix + $0.name, $0.shape) }) { !$0.hasPrefix(prefix) }
        layOut()
        for parameter in parameters {
            try file.copyFiniteFloats(prefix + parameter.name, to: parameter.values)
        }
    }

    /// Adds every parameter to a weights file.
    public func add(
        to writer: inout SafetensorsWriter, prefix: String = "",
        as element: SafetensorsFile.Element = .float32
    ) {
        for parameter in parameters {
            writer.add(
                prefix + parameter.name, shape: parameter.shape, UnsafeBufferPointer(parameter.values),
                as: element)
        }
    }
}

extension SafetensorsFile {
    /// Copies a tensor of weights; every element must be finite.
    func copyFiniteFloats(
        _ name: String, to target: UnsafeMutableBufferPointer<Float>
    ) throws(CheckpointError) {
        try copyFloats(name, to: target)
        guard let start = target.baseAddress else { return }
        let place = qk_first_not_finite(start, Int64(target.count))
        if place >= 0 {
            throw CheckpointError(
                file: path, tensor: name, "element \(place) is \(target[Int(place)]), expected finite numbers"
            )
        }
    }

    /// Reports all names that are missing, unexpected, or have another shape in one error.
    func checkNames(
        _ expected: [(name: String, shape: Shape)], ignoring: (String) -> Bool = { _ in false }
    ) throws(CheckpointError) {
        var problems: [String] = []
        var names = Set(entries.keys.filter { !ignoring($0) })
        for (name, shape) in expected {
            names.remove(name)
            guard let entry = entries[name] else {
                problems.append("\(name) \(shape) is missing")
                continue
            }
            if entry.element == .int64 { problems.append("\(name) is I64, expected floating-point numbers") }
            if entry.shape != shape { problems.append("\(name) is \(entry.shape), expected \(shape)") }
        }
        problems += names.sorted().map { "\($0) is not expected" }
        if problems.isEmpty { return }
        let shown = problems.prefix(12).joined(separator: "; ")
        throw CheckpointError(
            file: path, problems.count > 12 ? "\(shown); and \(problems.count - 12) more" : shown)
    }
}
