internal import CKernels
internal import QuartetFiles

/// Parameters that stay in a weights file.
extension ParameterStore {
    /// A weights file that has some or all of a model's parameters.
    public struct Source {
        let file: SafetensorsFile
        let naming: (String) -> String?
        let ignoring: (String) -> Bool

        /// - Parameters:
        ///   - naming: a parameter's name to its name in the file; nil for those that another file has.
        ///   - ignoring: true for tensors of the file that the model does not use.
        public init(
            _ file: SafetensorsFile, naming: @escaping (String) -> String? = { $0 },
            ignoring: @escaping (String) -> Bool = { _ in false }
        ) {
            (self.file, self.naming, self.ignoring) = (file, naming, ignoring)
        }

        /// The same file without the part of this name: the model has none, or has it from elsewhere.
        public func without(_ part: String) -> Source {
            let prefix = part + "."
            return Source(
                file, naming: { [naming] in $0.hasPrefix(prefix) ? nil : naming($0) },
                ignoring: { [ignoring] in $0.hasPrefix(prefix) || ignoring($0) })
        }

        /// The part of this name alone.
        public func only(_ part: String) -> Source {
            let prefix = part + "."
            return Source(
                file, naming: { [naming] in $0.hasPrefix(prefix) ? naming($0) : nil },
                ignoring: { [ignoring] in !$0.hasPrefix(prefix) || ignoring($0) })
        }
    }

    /// Fills every parameter from weights files as `load` does, but leaves float32 tensors in the mapped files: they take no
    /// memory of their own, and only pages that are read are in memory. Mapped parameters are frozen: for inference only.
    /// Tensors of other types and unaligned ones are copied.
    ///
    /// - Parameters:
    ///   - sources: a parameter is in the first that has a name for it.
    ///   - copying: true for parameters that are copied in any case, so that they may change.
    ///   - seed: of the initial values of parameters that no source has; nil if there are none.
    ///   - seldomRead: what is copied will not be trained either, and may leave memory while it is not read.
    /// - Throws: if names and shapes do not agree exactly, or an element is not finite.
    public func map(
        _ sources: [Source], copying: (String) -> Bool = { _ in false }, seed: UInt64? = nil,
        seldomRead: Bool = false
    ) throws(CheckpointError) {
        if isLaidOut { fatalError("map: the parameters have already been filled.") }
        var rest = parameters
        var copied: [(parameter: Parameter, file: SafetensorsFile, name: String)] = []
        var files: [MappedFile] = []
        for source in sources {
            let own = rest.compactMap { parameter in source.naming(parameter.name).map { (parameter, $0) } }
            rest.removeAll { source.naming($0.name) != nil }
            try source.file.checkNames(own.map { ($1, $0.shape) }, ignoring: source.ignoring)
            for (parameter, name) in own {
                parameter.mapped = copying(parameter.name) ? nil : try source.file.finiteFloatsInPlace(name)
                if parameter.mapped == nil { copied.append((parameter, source.file, name)) }
            }
            if own.contains(where: { $0.0.mapped != nil }) { files += source.file.parts }
        }
        if let parameter = rest.first, seed == nil { fatalError("map: no file has \(parameter.name).") }
        mappings = files
        layOut(inFile: seldomRead)
        for parameter in rest {
            parameter.initializer.fill(parameter.values, name: parameter.name, seed: seed ?? 0)
        }
        for (parameter, file, name) in copied { try file.copyFiniteFloats(name, to: parameter.values) }
        releasePages()
    }

    /// The same from one file.
    public func map(
        _ file: SafetensorsFile, naming: @escaping (String) -> String = { $0 },
        ignoring: @escaping (String) -> Bool = { _ in false }
    ) throws(CheckpointError) {
        try map([Source(file, naming: naming, ignoring: ignoring)])
    }
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
