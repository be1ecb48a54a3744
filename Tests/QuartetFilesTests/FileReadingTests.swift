import Foundation
import QuartetFiles
import QuartetTestSupport
import Testing

@Suite struct FileReadingTests {
    @Test func wholeFilesUpToALimit() throws {
        let folder = TemporaryFolder()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0) }
        let path = try folder.write(bytes, to: "bytes")
        #expect(try FileBytes.read(path) == bytes)
        #expect(try FileBytes.read(path, limit: 100_000) == bytes)
        #expect(
            throws: FileError.tooLarge(
                file: path, what: "file", found: "100000 bytes", limit: "99999 bytes")
        ) { try FileBytes.read(path, limit: 99_999) }
        #expect(try FileBytes.read(folder.write([], to: "empty")) == [])
        // Its size is reported as 0, but it has content.
        #expect(try FileBytes.read("/proc/self/status").isEmpty == false)
        #expect(throws: FileError.self) { try FileBytes.read("/proc/self/status", limit: 10) }
    }

    @Test func textsAreUTF8() throws {
        let folder = TemporaryFolder()
        #expect(try FileBytes.text(folder.write("naïve 😀".utf8, to: "text")) == "naïve 😀")
        let path = try folder.write(Array("a\né\n".utf8) + [0x61, 0xFF, 0x0A, 0xFE], to: "latin")
        #expect(throws: FileError.self) { try FileBytes.text(path) }
    }

    @Test func otherEncodingsAreNamed() throws {
        func fault(_ bytes: [UInt8]) -> String {
            do { return try FileBytes.text(of: bytes, name: "a") } catch { return "\(error)" }
        }
        let text = "Grüße\naus Köln\n"
        #expect(fault(Array(text.utf8)) == text)
        #expect(fault([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == text, "a byte order mark is no text")
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian] {
            #expect(fault(Array("letters\nonly\n".data(using: encoding)!)).hasPrefix("a: a text in UTF-16"))
        }
        let latin = fault(Array(text.data(using: .isoLatin1)!))
        #expect(latin.hasPrefix("a: line 1 is not UTF-8, perhaps Windows-1252") && latin.contains("iconv"))
        #expect(fault(Array("a\nb\n".utf8) + [0xE9]).hasPrefix("a: line 3 "))
        #expect(fault([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]).contains("a PNG picture"))
        #expect(fault([0, 1, 2, 0xFF, 0xFE, 0, 0, 7, 0x80]).contains("no text"))
        // Zeros in a text do not make it UTF-16.
        #expect(fault(Array("abc\0def\n".utf8)) == "abc\0def\n")
    }

    @Test func aPictureIsNotText() throws {
        let folder = TemporaryFolder()
        let path = try folder.write([0x89] + Array("PNG\r\n\u{1A}\n".utf8), to: "x.png")
        #expect(throws: FileError.damaged(file: path, reason: "it is a PNG picture; a text was expected")) {
            try FileBytes.text(path)
        }
        #expect(FileSignature.name(Array("%PDF-1.7".utf8)) == "a PDF document")
        #expect(FileSignature.name(Array("a,b\n".utf8)) == nil)
    }

    @Test func whatCannotBeReadIsNamed() throws {
        let folder = TemporaryFolder()
        let missing = folder.path + "/missing"
        #expect(throws: FileError.cannotRead(file: missing, reason: "No such file or directory")) {
            try FileBytes.read(missing)
        }
        #expect(throws: FileError.cannotRead(file: folder.path, reason: "Is a directory")) {
            try FileBytes.read(folder.path)
        }
        #expect(throws: FileError.cannotRead(file: missing, reason: "No such file or directory")) {
            try MappedFile(path: missing)
        }
        for path in [folder.path, "/dev/null"] {
            #expect(throws: FileError.cannotRead(file: path, reason: "not a regular file")) {
                try MappedFile(path: path)
            }
        }
    }

    @Test func mappedBytesAreThoseOfTheFileAlsoAfterARelease() throws {
        let folder = TemporaryFolder()
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 >> 3) }
        let file = try MappedFile(path: folder.write(bytes, to: "bytes"))
        #expect(file.count == 10_000 && Array(file.bytes) == bytes)
        file.release()
        #expect(Array(file.bytes) == bytes)
        let empty = try MappedFile(path: folder.write([], to: "empty"))
        #expect(empty.count == 0 && empty.bytes.isEmpty)
    }
}
