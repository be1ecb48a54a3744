import Foundation

/// A table of three lines in each form of compression that libarchive unpacks and the program does not write.
enum CompressedSeeds {
    static let all = [xz, zstd, bzip2, lz4].map { Array(Data(base64Encoded: $0) ?? Data()) }

    private static let xz =
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABBAC5dADocwYXSFF9za7H1QCxLMq0zzBXuisll7a0dkQ+LikpncU8bkTvKzhGh56XW5gAAAADLLAE5wQTCxwABSkIYMsKyH7bzfQEAAAAABFla"
    private static let zstd =
        "KLUv/QRYnQEAhAJ0cyxzcmNfaXAsYnl0ZXMKMTcwLDE5Mi4wLjIuMSwxMDAxMiwyMDAKAwCgCDy3moEwkIRdfA=="
    private static let bzip2 =
        "QlpoOTFBWSZTWbO6u6AAAB3bgAwQAAVwoAAAmiBcICAAVFA00MmJgSp6RqPU9Q0bUPbS3wo9dgctwIe7EmImRF+RDQGW1XlZrOoOJF3JFOFCQs7q7oA="
    private static let lz4 =
        "BCJNGGRApzMAAADzBHRzLHNyY19pcCxieXRlcwoxNzABAOYsMTkyLjAuMi4xLDEwMBkAFTEZAGAyLDIwMAoAAAAAysHCxw=="
}
