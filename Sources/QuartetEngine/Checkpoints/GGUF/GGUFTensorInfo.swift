internal import QuartetFiles

/// The checked description of a tensor in a GGUF file's header.
struct GGUFTensorInfo {
    let name: String
    let shape: Shape
    let type: GGUFTensorType
    /// Bytes that its shape and type take.
    let size: Int
    /// Offset from the beginning of the data.
    let offset: UInt64

    static func read(_ count: UInt64, from cursor: inout GGUFCursor) throws(CheckpointError)
        -> [GGUFTensorInfo]
    {
        var infos: [GGUFTensorInfo] = []
        var names: Set<String> = []
        for index in 0..<count {
            let name = try cursor.string("the name of tensor \(index) of \(count)")
            guard names.insert(name).inserted else {
                throw CheckpointError(file: cursor.file.path, tensor: name, "is in the header twice")
            }
            infos.append(try read(name, from: &cursor))
        }
        return infos
    }

    private static func read(_ name: String, from cursor: inout GGUFCursor) throws(CheckpointError)
        -> GGUFTensorInfo
    {
        let path = cursor.file.path
        let what = "the description of tensor \(name)"
        let rank = try cursor.number(UInt32.self, what)
        guard rank >= 1, rank <= 4 else {
            throw CheckpointError(file: path, tensor: name, "has \(rank) axes, expected 1 to 4")
        }
        var extents: [UInt64] = []
        for _ in 0..<rank { extents.append(try cursor.number(UInt64.self, what)) }
        let number = try cursor.number(UInt32.self, what)
        let offset = try cursor.number(UInt64.self, what)
        guard let type = GGUFTensorType.numbered(number) else {
            throw CheckpointError(file: path, tensor: name, "has the type \(number), which is not known")
        }
        let shape = Shape(checking: extents.reversed().map { Int(clamping: $0) })
        guard let shape, shape.elementCount > 0 else {
            throw CheckpointError(
                file: path, tensor: name, "extents \(extents) contain a zero or are too large")
        }
        guard extents[0] % UInt64(type.elements) == 0 else {
            throw CheckpointError(
                file: path, tensor: name,
                "has rows of \(extents[0]), expected a multiple of \(type.name)'s block of \(type.elements)")
        }
        return GGUFTensorInfo(
            name: name, shape: shape, type: type,
            size: shape.elementCount / type.elements * type.bytes, offset: offset)
    }

    /// The position of each tensor. Tensors must begin at multiples of the alignment and not overlap.
    static func place(
        _ infos: [GGUFTensorInfo], in file: MappedFile, after header: Int, alignment: Int
    ) throws(CheckpointError) -> [String: GGUFFile.Entry] {
        // Without tensors the data, including its padding, may be missing.
        let start = min((header + alignment - 1) / alignment * alignment, file.count)
        var entries: [String: GGUFFile.Entry] = [:]
        for info in infos {
            let available = file.count - start
            guard info.offset <= UInt64(available), info.size <= available - Int(info.offset) else {
                throw CheckpointError(
                    file: file.path, tensor: info.name,
                    "\(info.type.name) \(info.shape) takes \(info.size) bytes at \(info.offset), "
                        + "the file has \(available) bytes of data: truncated or damaged")
            }
            guard info.offset % UInt64(alignment) == 0 else {
                throw CheckpointError(
                    file: file.path, tensor: info.name,
                    "begins at byte \(info.offset) of the data, expected a multiple of \(alignment)")
            }
            let first = start + Int(info.offset)
            entries[info.name] = GGUFFile.Entry(
                shape: info.shape, type: info.type, bytes: first..<first + info.size)
        }
        var end = start
        var before = ""
        let order = entries.sorted {
            ($0.value.bytes.lowerBound, $0.key) < ($1.value.bytes.lowerBound, $1.key)
        }
        for (name, entry) in order {
            if entry.bytes.lowerBound < end {
                throw CheckpointError(
                    file: file.path, tensor: name,
                    "begins at byte \(entry.bytes.lowerBound), expected \(end) or later: overlaps \(before)")
            }
            (end, before) = (entry.bytes.upperBound, name)
        }
        return entries
    }
}
