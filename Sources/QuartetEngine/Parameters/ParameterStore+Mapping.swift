internal import CKernels
internal import QuartetFiles

/// Parameters that stay in a weights file.
extension ParameterStore {
    /// Fills every parameter from a weights file as `load` does, but leaves float32 tensors in the mapped file: they take no
    /// memory of their own, and only pages that are read are in memory. Mapped parameters are frozen: for inference only.
    /// Tensors of other types and unaligned ones are copied.
    ///
    /// - Parameters:
    ///   - naming: a parameter's name to its name in the file.
    ///   - ignoring: true for tensors of the file that the model does not use.
    /// - Throws: if names and shapes do not agree exactly, or an element is not finite.
    public func map(
        _ file: SafetensorsFile, naming: (String) -> String = { $0 },
        ignoring: (String) -> Bool = { _ in false }
    ) throws(CheckpointError) {
        try file.checkNames(parameters.map { (naming($0.name), $0.shape) }, ignoring: ignoring)
        if isLaidOut { fatalError("map: the parameters have already been filled.") }
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

    /// Releases pages of mapped files that were read only to check or pack them.
    func releaseMappedPages() { for file in mappings { file.release() } }
}

extension SafetensorsFile {
    /// A tensor's elements in the mapped file, or nil if they are not aligned float32 elements.
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
