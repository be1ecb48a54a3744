internal import QuartetEngine
internal import QuartetFiles

/// Pictures of one size, each with a class, as numbers for a model: `[count, height, width, channels]` in 0...1.
public struct PictureSet: Sendable {
    public let width: Int
    public let height: Int
    public let channels: Int
    public private(set) var pixels: [Float]
    /// The class of each picture; 0 for all pictures of a set without classes.
    public private(set) var labels: [Int32]
    /// At least one name; "all" for a set without classes.
    public let classNames: [String]
    /// Whether the pictures came with classes, be it one alone.
    public let hasClasses: Bool

    /// - Parameters:
    ///   - pixels: picture after picture, each height x width x channels.
    ///   - labels: one per picture, or empty for pictures without classes.
    public init(
        width: Int, height: Int, channels: Int, pixels: [Float], labels: [Int] = [], classNames: [String] = []
    ) {
        let count = pixels.count / max(width * height * channels, 1)
        if count * width * height * channels != pixels.count || (!labels.isEmpty && labels.count != count) {
            fatalError(
                "PictureSet: \(pixels.count) numbers, \(labels.count) labels for \(width) x \(height) x \(channels)"
            )
        }
        (self.width, self.height, self.channels, self.pixels) = (width, height, channels, pixels)
        self.labels = labels.isEmpty ? [Int32](repeating: 0, count: count) : labels.map { Int32($0) }
        hasClasses = !labels.isEmpty && !classNames.isEmpty
        self.classNames = hasClasses ? classNames : ["all"]
    }

    public var count: Int { labels.count }
    /// Numbers of one picture.
    public var size: Int { width * height * channels }
    /// Such as `28 x 28 x 1`.
    public var shapeText: String { "\(width) x \(height) x \(channels)" }

    /// One picture's numbers.
    public subscript(_ index: Int) -> ArraySlice<Float> { pixels[index * size..<(index + 1) * size] }

    /// The pictures with these indices, in this order.
    public func subset(_ indices: some Collection<Int>) -> PictureSet {
        var result = self
        result.pixels = []
        result.pixels.reserveCapacity(indices.count * size)
        for index in indices { result.pixels += self[index] }
        result.labels = indices.map { labels[$0] }
        return result
    }

    /// Splits the last pictures off, for validation.
    public func split(validation count: Int) -> (training: PictureSet, validation: PictureSet) {
        (subset(0..<self.count - count), subset(self.count - count..<self.count))
    }

    /// The pictures in ``shuffledOrder(seed:within:)``. Folders are sorted by class, but validation pictures should be of
    /// every class.
    public func shuffled(seed: UInt64, within counts: [Int]? = nil) -> PictureSet {
        subset(shuffledOrder(seed: seed, within: counts))
    }

    /// The indices of all pictures in an order that depends only on the seed.
    ///
    /// - Parameter counts: numbers of pictures that are shuffled among themselves, one group after another; all together
    ///   by default.
    public func shuffledOrder(seed: UInt64, within counts: [Int]? = nil) -> [Int] {
        var order: [Int] = []
        for count in counts ?? [count] {
            let start = order.count
            if count < 2 {
                order += start..<start + count
            } else {
                var batches = ShuffledBatches(count: count, batch: count, seed: seed)
                order += batches.indices(step: 0).map { start + Int($0) }
            }
        }
        return order
    }

    /// The pictures centred in squares of `side`, padded with their edge pixels.
    public func framed(side: Int) -> PictureSet {
        if width == side, height == side { return self }
        let (left, top) = ((side - width) / 2, (side - height) / 2)
        var framed = [Float](repeating: 0, count: count * side * side * channels)
        pixels.withUnsafeBufferPointer { source in
            var next = 0
            for picture in 0..<count {
                for row in 0..<side {
                    let sourceRow = min(max(row - top, 0), height - 1)
                    for column in 0..<side {
                        let sourceColumn = min(max(column - left, 0), width - 1)
                        let from = ((picture * height + sourceRow) * width + sourceColumn) * channels
                        for channel in 0..<channels {
                            framed[next] = source[from + channel]
                            next += 1
                        }
                    }
                }
            }
        }
        return PictureSet(
            width: side, height: side, channels: channels, pixels: framed,
            labels: hasClasses ? labels.map { Int($0) } : [], classNames: classNames)
    }

    /// The middle of each picture, without the padding of ``framed(side:)``.
    public func cropped(width newWidth: Int, height newHeight: Int) -> PictureSet {
        if (newWidth, newHeight) == (width, height) { return self }
        let (left, top) = ((width - newWidth) / 2, (height - newHeight) / 2)
        var cropped: [Float] = []
        cropped.reserveCapacity(count * newWidth * newHeight * channels)
        for picture in 0..<count {
            for row in top..<top + newHeight {
                let start = ((picture * height + row) * width + left) * channels
                cropped += pixels[start..<start + newWidth * channels]
            }
        }
        return PictureSet(
            width: newWidth, height: newHeight, channels: channels, pixels: cropped,
            labels: hasClasses ? labels.map { Int($0) } : [], classNames: classNames)
    }

    /// Copies pictures into the input of a plan, as `scale * value + shift`.
    func copy(
        _ indices: some Collection<Int32>, to target: UnsafeMutableBufferPointer<Float>, scale: Float = 1,
        shift: Float = 0
    ) {
        pixels.withUnsafeBufferPointer { source in
            var next = 0
            for index in indices {
                for from in Int(index) * size..<(Int(index) + 1) * size {
                    target[next] = source[from] * scale + shift
                    next += 1
                }
            }
        }
    }

    /// A hash of sizes, pixels and labels, which distinguishes one set of pictures from another.
    public var fingerprint: String {
        var hash = Fingerprint()
        for value in [width, height, channels, count] { hash.add(UInt64(value)) }
        pixels.withUnsafeBufferPointer { for value in $0 { hash.add(UInt64(value.bitPattern)) } }
        for label in labels { hash.add(UInt64(UInt32(bitPattern: label))) }
        return hash.text
    }
}
