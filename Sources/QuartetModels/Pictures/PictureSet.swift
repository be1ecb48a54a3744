internal import QuartetEngine
internal import QuartetFiles

/// Pictures of one size with a class each, as numbers that a model takes: `[count, height, width, channels]` in 0...1.
public struct PictureSet: Sendable {
    public let width: Int
    public let height: Int
    public let channels: Int
    public private(set) var pixels: [Float]
    /// The class of each picture; 0 throughout where there are no classes.
    public private(set) var labels: [Int32]
    /// At least one name.
    public let classNames: [String]

    /// - Parameters:
    ///   - pixels: picture after picture, each height x width x channels.
    ///   - labels: one a picture, or empty for pictures without classes.
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
        self.classNames = labels.isEmpty || classNames.isEmpty ? ["all"] : classNames
    }

    public var count: Int { labels.count }
    /// Numbers of one picture.
    public var size: Int { width * height * channels }
    /// Such as `28 x 28 x 1`.
    public var shapeText: String { "\(width) x \(height) x \(channels)" }

    /// One picture's numbers.
    public subscript(_ index: Int) -> ArraySlice<Float> { pixels[index * size..<(index + 1) * size] }

    /// The pictures at these places, in this order.
    public func subset(_ indices: some Collection<Int>) -> PictureSet {
        var result = self
        result.pixels = []
        result.pixels.reserveCapacity(indices.count * size)
        for index in indices { result.pixels += self[index] }
        result.labels = indices.map { labels[$0] }
        return result
    }

    /// The pictures without the last `count`, and those.
    public func split(holdingBack heldBack: Int) -> (training: PictureSet, heldBack: PictureSet) {
        (subset(0..<count - heldBack), subset(count - heldBack..<count))
    }

    /// The pictures in an order that depends on the seed alone: folders come sorted by class, and what is held back
    /// shall hold every class.
    public func shuffled(seed: UInt64) -> PictureSet {
        if count < 2 { return self }
        var batches = ShuffledBatches(count: count, batch: count, seed: seed)
        return subset(batches.indices(step: 0).map { Int($0) })
    }

    /// The pictures in the middle of squares of `side`, whose rest repeats their edges.
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
            width: side, height: side, channels: channels, pixels: framed, labels: labels.map { Int($0) },
            classNames: classNames)
    }

    /// The middle of the pictures: takes a frame off.
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
            labels: labels.map { Int($0) },
            classNames: classNames)
    }

    /// Copies pictures one after another to where a plan takes them, as `scale * value + shift`.
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

    /// A number that tells one set of pictures from another, over sizes, pixels and labels.
    public var fingerprint: String {
        var hash = Fingerprint()
        for value in [width, height, channels, count] { hash.add(UInt64(value)) }
        pixels.withUnsafeBufferPointer { for value in $0 { hash.add(UInt64(value.bitPattern)) } }
        for label in labels { hash.add(UInt64(UInt32(bitPattern: label))) }
        return hash.text
    }
}
