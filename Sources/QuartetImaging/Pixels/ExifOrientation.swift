/// The orientation of a photograph: tag 0x0112 of Exif 2.32, 1 (upright) to 8.
enum ExifOrientation {
    /// Finds the tag in a JPEG file; 1 when it is missing or invalid.
    static func read(from file: [UInt8]) -> Int {
        var position = 2
        while position + 4 <= file.count, file[position] == 0xFF {
            let marker = file[position + 1]
            // Picture data begins: no more headers.
            if marker == 0xDA || marker == 0xD9 { return 1 }
            let length = Int(file[position + 2]) << 8 | Int(file[position + 3])
            let end = position + 2 + length
            guard length >= 2, end <= file.count else { return 1 }
            let body = file[(position + 4)..<end]
            if marker == 0xE1 && body.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) {
                return orientation(inTIFF: body.dropFirst(6))
            }
            position = end
        }
        return 1
    }

    /// The Exif block is a small TIFF file: byte order, offset of the first directory, 12-byte entries.
    private static func orientation(inTIFF block: ArraySlice<UInt8>) -> Int {
        let bytes = [UInt8](block)
        let isLittle = bytes.starts(with: [0x49, 0x49])
        func number(at offset: Int, size: Int) -> Int? {
            guard offset >= 0, offset <= bytes.count - size else { return nil }
            let part = bytes[offset..<(offset + size)]
            return (isLittle ? part.reversed() : Array(part)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard isLittle || bytes.starts(with: [0x4D, 0x4D]),
            let directory = number(at: 4, size: 4), let count = number(at: directory, size: 2)
        else { return 1 }
        for entry in 0..<count {
            let start = directory + 2 + 12 * entry
            guard let tag = number(at: start, size: 2) else { return 1 }
            if tag == 0x0112, let value = number(at: start + 8, size: 2), (1...8).contains(value) {
                return value
            }
        }
        return 1
    }
}

extension PixelImage {
    /// Turns and mirrors the stored picture according to its Exif orientation.
    func oriented(by orientation: Int) -> PixelImage {
        guard (2...8).contains(orientation) else { return self }
        let swapsSides = orientation >= 5
        let (newWidth, newHeight) = swapsSides ? (height, width) : (width, height)
        var output = PixelImage(width: newWidth, height: newHeight, format: format)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let (fromX, fromY) =
                    switch orientation {
                    case 2: (width - 1 - x, y)
                    case 3: (width - 1 - x, height - 1 - y)
                    case 4: (x, height - 1 - y)
                    case 5: (y, x)
                    case 6: (y, height - 1 - x)
                    case 7: (width - 1 - y, height - 1 - x)
                    default: (width - 1 - y, x)
                    }
                for channel in 0..<channels { output[x, y, channel] = self[fromX, fromY, channel] }
            }
        }
        return output
    }
}
