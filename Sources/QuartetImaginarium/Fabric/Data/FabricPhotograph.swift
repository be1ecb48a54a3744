internal import QuartetFiles
import QuartetImaging

/// The structure of one photograph at 8 bits a pixel, with the garment or cloth that it shows.
struct FabricPhotograph: Sendable {
    let fabric: FabricClass
    /// A garment, or all shots of one cloth: groups are never split between training and validation.
    let group: String
    private let picture: PixelImage

    init(fabric: FabricClass, group: String, structure: FloatImage) {
        self.fabric = fabric
        self.group = group
        picture = structure.pixelImage()
    }

    var width: Int { picture.width }
    var height: Int { picture.height }

    /// Copies the square at (left, top) of `extent` pixels, bilinearly, to side × side values of 0…1:
    /// straight from the bytes, since every example of a training passes through here.
    func copyCrop(
        left: Float, top: Float, extent: Float, side: Int, into target: UnsafeMutableBufferPointer<Float>
    ) {
        picture.bytes.withUnsafeBufferPointer { source in
            let step = extent / Float(side)
            for y in 0..<side {
                let sy = min(max(top + (Float(y) + 0.5) * step - 0.5, 0), Float(height - 1))
                let j = min(Int(sy), max(0, height - 2))
                let b = sy - Float(j)
                let upper = j * width
                let lower = min(j + 1, height - 1) * width
                for x in 0..<side {
                    let sx = min(max(left + (Float(x) + 0.5) * step - 0.5, 0), Float(width - 1))
                    let i = min(Int(sx), max(0, width - 2))
                    let a = sx - Float(i)
                    let right = min(i + 1, width - 1)
                    let first = Float(source[upper + i]) * (1 - a) + Float(source[upper + right]) * a
                    let second = Float(source[lower + i]) * (1 - a) + Float(source[lower + right]) * a
                    target[y * side + x] = (first * (1 - b) + second * b) * (1 / 255)
                }
            }
        }
    }

    /// Whether the group belongs to the tenth kept for validation (FNV-1a hash of its name).
    static func isForValidation(group: String) -> Bool {
        (Fingerprint(group).value >> 20) % 10 == 0
    }
}
