internal import CKernels
internal import QuartetFiles

/// Parameters that stay where they lie in a weights file.
extension ParameterStore {
    /// Fills every parameter from a weights file as `load` does, but float32 tensors stay in the mapped file: they take
    /// no memory of their own, and only the pages that are read are in memory at all. What is mapped is frozen: it
    /// answers, and nothing trains it. Tensors of other types, and such as begin at odd addresses, are copied.
    ///
    /// - Parameters:
    ///   - naming: a parameter's name to what the file calls it.
    ///   - ignoring: whether the model has no use for a tensor of the file.
    /// - Throws: when names and shapes do not agree exactly, or an element is no finite number.
    public func map(
        _ file: SafetensorsFile, naming: (String) -> String = { $0 },
        ignoring: (String) -> Bool = { _ in false }
    ) throws(CheckpointError) {
        try file.checkNames(parameters.map { (naming($0.name), $0.shape) }, ignoring: ignoring)
        if isLaidOut { fatalError("map: the parameters were already filled.") }
        for parameter in parameters {
            parameter.mapped = try file.finiteFloatsInPlace(naming(parameter.name))
        }
        mappings = file.parts
        layOut()
        for parameter in parameters where parameter.mapped == nil {
            try file.copyFiniteFloats(naming(parameter.name), to: parameter.values)
        }
        releaseMappedPages()
    }

    /// Pages that were only read to be checked or packed leave the memory.
    func releaseMappedPages() { for file in mappings { file.release() } }
}

extension SafetensorsFile {
    /// Where a tensor's elements lie in the mapped file, or nil when they are no float32 elements at their alignment.
    fileprivate func finiteFloatsInPlace(_ name: String) throws(CheckpointError) -> UnsafeMutablePointer<
        Float
    >? {
        guard let entry = entries[name], entry.element == .float32, !entry.bytes.isEmpty,
            let start = parts[entry.part].bytes.baseAddress.map({ $0 + entry.bytes.lowerBound }),
            UInt(bitPattern: start) % UInt(MemoryLayout<Float>.alignment) == 0
        else { return nil }
        let elements = UnsafeMutableRawPointer(mutating: start).assumingMemoryBound(to: Float.self)
        let place = qk_first_not_finite(elements, Int64(entry.shape.elementCount))
        if place >= 0 {
            throw CheckpointError(
                file: parts[entry.part].path, tensor: name,
                "element \(place) is \(elements[Int(place)]), expected finite numbers")
        }
        return elements
    }
}
