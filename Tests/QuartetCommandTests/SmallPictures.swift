import Foundation

/// Grey pictures of 8 x 8 pixels with three classes, as two IDX files.
func writeIDX(in folder: String, count: Int = 60) throws {
    func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
    var images: [UInt8] = [0, 0, 8, 3] + number(count) + number(8) + number(8)
    for picture in 0..<count {
        for pixel in 0..<64 { images.append(UInt8((pixel / 8 * (picture % 3 + 1) * 12 + picture) % 256)) }
    }
    let labels: [UInt8] = [0, 0, 8, 1] + number(count) + (0..<count).map { UInt8($0 % 3) }
    try Data(images).write(to: URL(filePath: folder + "/small-images-idx3-ubyte"))
    try Data(labels).write(to: URL(filePath: folder + "/small-labels-idx1-ubyte"))
}
