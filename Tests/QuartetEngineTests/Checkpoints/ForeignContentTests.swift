import QuartetEngine
import QuartetTestSupport
import Testing

/// What is not weights is named for what it is, whichever reader it was given to.
@Suite struct ForeignContentTests {
    private let folder = TemporaryFolder()

    struct Case: CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let expected: [String]
        var testDescription: String { name }
    }

    private static func text(_ name: String, _ text: String, _ expected: String...) -> Case {
        Case(name: name, bytes: Array(text.utf8), expected: expected)
    }

    static let cases = [
        Case(name: "empty", bytes: [], expected: ["is empty (0 bytes)", "fetch the file again"]),
        text(
            "web page", "\u{FEFF}\n <!DOCTYPE HTML><html><head><title>401</title></head></html>",
            "is a web page",
            "download the file itself"),
        text(
            "pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0f8d\nsize 98765432\n",
            "Git LFS pointer", "98765432 bytes", "git lfs pull"),
        text("GGJT", "tjgg\u{3}\0\0\0" + String(repeating: "\0", count: 400), "old format GGJT", "as GGUF"),
        text("GGML", "lmgg" + String(repeating: "\0", count: 40), "old format GGML"),
        text(
            "PyTorch", "PK\u{3}\u{4}\u{14}\0archive/data.pkl" + String(repeating: "\0", count: 40), "PyTorch",
            "pickle"),
        text(
            "zip", "PK\u{3}\u{4}\u{14}\0model.safetensors" + String(repeating: "\0", count: 40), "zip archive"
        ),
        Case(
            name: "old PyTorch", bytes: [0x80, 2, 0x8A, 0x0A] + [UInt8](repeating: 7, count: 40),
            expected: ["PyTorch", "pickle"]),
        Case(
            name: "HDF5", bytes: [0x89] + Array("HDF\r\n\u{1A}\n".utf8) + [UInt8](repeating: 0, count: 40),
            expected: ["HDF5"]),
        Case(
            name: "gzip", bytes: [0x1F, 0x8B, 8] + [UInt8](repeating: 0, count: 40),
            expected: ["compressed (gzip)", "unpack it first"]),
    ]

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: cases) func isNamed(_ entry: Case) throws {
        for name in ["model.gguf", "model.safetensors"] {
            let path = try folder.write(entry.bytes, to: name)
            let text = message {
                if name.hasSuffix("gguf") {
                    _ = try GGUFFile(path: path)
                } else {
                    _ = try SafetensorsFile(path: path)
                }
            }
            #expect(text.hasPrefix(path + ": "), "\(text)")
            for part in entry.expected { #expect(text.contains(part), "\(text)") }
        }
    }

    @Test func aFolderIsAnsweredWithItsFiles() throws {
        let bare = message { _ = try SafetensorsFile(path: folder.path) }
        #expect(bare.contains("is a folder without .gguf or .safetensors files"), "\(bare)")
        for name in ["b.gguf", "a.safetensors", "config.json"] { _ = try folder.write([1], to: name) }
        let text = message { _ = try GGUFFile(path: folder.path) }
        #expect(
            text.contains("is a folder: give one of the files of weights in it (a.safetensors, b.gguf)"),
            "\(text)")
    }

    @Test(arguments: [
        (
            Array("SMILES,SPLIT\nCCO,train\n".utf8),
            "is a text that begins with 'SMILES,SPLIT', not weights"
        ),
        (Array("CCO\n".utf8), "is a text that begins with 'CCO', not weights"),
        (
            [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + [UInt8](repeating: 0, count: 20),
            "is a PNG picture, not weights"
        ),
    ])
    func otherFilesAreNotSafetensors(_ bytes: [UInt8], _ expected: String) throws {
        let path = try folder.write(bytes, to: "model.safetensors")
        let text = message { _ = try SafetensorsFile(path: path) }
        #expect(text.contains(expected), "\(text)")
    }

    @Test func ggufIsNotSafetensors() throws {
        let path = try folder.write(GGUFBuilder().bytes, to: "model.safetensors")
        let text = message { _ = try SafetensorsFile(path: path) }
        #expect(text.contains("is a GGUF file") && text.contains("quartet lab generate"), "\(text)")
    }

    /// The length of a safetensors header may begin like a pickle.
    @Test func safetensorsOfAnyLengthAreRead() throws {
        let header = Array("{\"__metadata__\":{\"a\":\"b\"}}".utf8)
        let padded = header + [UInt8](repeating: 0x20, count: 0x280 - header.count)
        let bytes = GGUFBuilder.number(UInt64(0x280)) + padded
        #expect(bytes[0] == 0x80 && bytes[1] == 2)
        let file = try SafetensorsFile(path: folder.write(bytes, to: "model.safetensors"))
        #expect(file.metadata == ["a": "b"])
    }
}
