extension FloatImage {
    /// The picture in exactly this size: cropped around its centre to the new proportions, then resampled (by area to
    /// reduce, bicubic to enlarge).
    public func filling(width newWidth: Int, height newHeight: Int) -> FloatImage {
        guard (newWidth, newHeight) != (width, height) else { return self }
        let scale = min(Double(width) / Double(newWidth), Double(height) / Double(newHeight))
        let cutWidth = min(width, max(1, Int((Double(newWidth) * scale).rounded())))
        let cutHeight = min(height, max(1, Int((Double(newHeight) * scale).rounded())))
        let (left, top) = ((width - cutWidth) / 2, (height - cutHeight) / 2)
        var cut = FloatImage(width: cutWidth, height: cutHeight, channels: channels)
        for row in 0..<cutHeight {
            let from = ((top + row) * width + left) * channels
            let to = row * cutWidth * channels
            cut.values.replaceSubrange(
                to..<(to + cutWidth * channels), with: values[from..<(from + cutWidth * channels)])
        }
        return cut.resized(width: newWidth, height: newHeight, filter: scale >= 1 ? .area : .bicubic)
    }
}
