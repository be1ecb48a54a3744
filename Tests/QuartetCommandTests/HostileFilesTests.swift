import Foundation
import QuartetTestSupport
import Testing

/// Files whose names and contents contain escape sequences: the terminal gets to see them, and obeys none.
@Suite struct HostileFilesTests {
    private static let escape = "\u{1B}]0;title\u{7}\u{9B}31m\u{202E}"

    private static func isObeyed(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            ["\u{1B}", "\u{7}", "\u{9B}", "\u{202E}"].contains($0)
        }
    }

    @Test func aLogIsInspected() throws {
        try inFolder { folder in
            let log =
                "#separator \\x09\n#path\tx\(Self.escape)\n#fields\tts\ta\n#types\ttime\tstring\n"
                + "1.0\tq\(Self.escape)\n2.0\tw\n"
            try Data(log.utf8).write(to: URL(filePath: folder + "/x\(Self.escape).log"))
            let run = try Program.run(["traffic", "inspect", "x\(Self.escape).log"], in: folder)
            #expect(run.status == 0 && run.output.contains("\\u{1b}]0;title"), "\(run.errors)")
            #expect(!Self.isObeyed(run.output) && !Self.isObeyed(run.errors))
        }
    }

    @Test func aDamagedWeightsFileIsNamed() throws {
        try inFolder { folder in
            let header = Data(
                #"{"x\u001b]0;title\u0007\u009b":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}"#.utf8)
            var file = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
            file += header + Data(count: 4)
            try file.write(to: URL(filePath: folder + "/m.safetensors"))
            let run = try Program.run(
                ["lab", "vae", "sample", "--model", "m.safetensors", "--out", "x.png"], in: folder)
            #expect(run.status == 65 && run.errors.contains("tensor x\\u{1b}]0;title"), "\(run.errors)")
            #expect(!Self.isObeyed(run.errors))
        }
    }

    @Test func aMissingFileIsNamed() throws {
        let run = try Program.run(["traffic", "flag", "no\(Self.escape).log", "--fpr", "0.01"])
        #expect(run.status == 66 && run.errors.contains("no\\u{1b}"), "\(run.errors)")
        #expect(!Self.isObeyed(run.errors))
    }
}
