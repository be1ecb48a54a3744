import QuartetFiles
import Testing

@Suite struct FileErrorTests {
    @Test(arguments: [
        (
            FileError.cannotRead(file: "a", reason: "Is a directory"), FailureKind.notFound,
            "a: cannot be read: Is a directory"
        ),
        (
            .cannotWrite(file: "a/b", reason: "No space left on device"), .cannotCreate,
            "a/b: cannot be written: No space left on device"
        ),
        (
            .damaged(file: "c.gz", reason: "truncated gzip input"), .badData,
            "c.gz: damaged: truncated gzip input"
        ),
        (
            .tooLarge(file: "d", what: "content", found: "more than 5 bytes", limit: "5 bytes"), .badData,
            "d: content too large: more than 5 bytes; the limit is 5 bytes"
        ),
    ])
    func kindAndMessageNameTheFile(error: FileError, kind: FailureKind, text: String) {
        #expect(error.kind == kind)
        #expect(error.description == text)
        #expect((error as any UserFacingError).kind == kind)
    }
}
