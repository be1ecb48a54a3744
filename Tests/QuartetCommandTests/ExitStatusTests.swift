import Foundation
import QuartetTestSupport
import Testing

/// A user's mistake gives the right status, one message on standard error that names what is wrong, and nothing on
/// standard output.
@Suite struct ExitStatusTests {
    struct Mistake: CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        let names: String

        init(_ arguments: [String], _ status: Int32, _ names: String) {
            (self.arguments, self.status, self.names) = (arguments, status, names)
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let mistakes = [
        Mistake(["paint"], 64, "paint"),
        Mistake(["design", "a dress", "--count", "many"], 64, "many"),
        Mistake(["design", "a dress", "--count", "0"], 64, "--count 0"),
        Mistake(["design", "a dress", "--threads", "-1"], 64, "threads"),
        Mistake(["design", ""], 65, "prompt is empty"),
        Mistake(["design", "seven green elephants"], 65, "no garment"),
        Mistake(["design", "a long short dress"], 65, "contradicts"),
        Mistake(["design", "a dress", "--model", "nowhere.safetensors"], 66, "nowhere.safetensors"),
        Mistake(["design", "a dress", "--model", "words.txt"], 65, "words.txt"),
        Mistake(["design", "a dress", "--out", "/proc/quartet"], 73, "/proc/quartet"),
        Mistake(["design", "a dress", "--out", "words.txt"], 73, "words.txt"),
        Mistake(["design", "redraw", "nowhere.json"], 66, "nowhere.json"),
        Mistake(["design", "redraw", "words.txt"], 65, "words.txt"),
        Mistake(["design", "a dress", "--crop", "round"], 64, "round"),
        Mistake(["design", "flat", "nowhere.json"], 66, "nowhere.json"),
        Mistake(["design", "flat", "words.txt"], 65, "words.txt"),
        Mistake(["design", "techpack", "words.txt"], 65, "words.txt"),
        Mistake(["design", "techpack", "words.txt", "--style", ""], 64, "--style"),
        Mistake(["design", "lookbook", "empty"], 65, "no designs found"),
        Mistake(["design", "lookbook", "words.txt"], 65, "words.txt"),
        Mistake(["design", "lookbook", "words.txt", "--out", "book.txt"], 64, ".pdf"),
        Mistake(["design", "train", "fabric", "--data", "empty", "--quiet"], 66, "empty"),
        Mistake(["design", "evaluate", "--data", "empty", "--quiet"], 66, "empty"),
        Mistake(["lab", "vae"], 64, "--data"),
        Mistake(["lab", "vae", "--data", "nowhere"], 66, "nowhere"),
        Mistake(["lab", "vae", "--data", "empty"], 66, "empty"),
        Mistake(["lab", "vae", "--data", "words.txt"], 65, "words.txt"),
        Mistake(["lab", "vae", "--data", "broken"], 65, "words.png"),
        Mistake(["lab", "vae", "--data", "pictures", "--out", "words.txt"], 73, "words.txt"),
        Mistake(
            ["lab", "vae", "--data", "pictures", "--batch", "500"], 65, "found 60 pictures, need at least"),
        Mistake(["lab", "vae", "--data", "pictures", "--latents", "0"], 64, "--latents 0"),
        Mistake(["lab", "vae", "--data", "pictures", "--likelihood", "magic"], 64, "magic"),
        Mistake(
            ["lab", "gan", "--data", "pictures", "--steps", "5", "--epochs", "5"], 64, "--steps or --epochs"),
        Mistake(["lab", "gan", "--data", "pictures", "--size", "4"], 64, "--size 4"),
        Mistake(["lab", "gan", "sample", "--model", "words.txt", "--out", "x.png"], 65, "words.txt"),
        Mistake(["lab", "vae", "sample", "--model", "nowhere", "--out", "x.png"], 66, "nowhere"),
    ]

    @Test(arguments: mistakes)
    func aMistakeIsNamed(_ mistake: Mistake) throws {
        try inFolder { folder in
            let manager = FileManager.default
            for name in ["empty", "broken", "pictures"] {
                try manager.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
            }
            try Data("just some words".utf8).write(to: URL(filePath: folder + "/words.txt"))
            try Data("just some words".utf8).write(to: URL(filePath: folder + "/broken/words.png"))
            try writeIDX(in: folder + "/pictures")
            let outcome = try Program.run(mistake.arguments, in: folder)
            #expect(outcome.status == mistake.status, "\(outcome.errors)")
            #expect(outcome.errors.hasPrefix("quartet: "))
            #expect(outcome.errors.contains(mistake.names), "\(outcome.errors)")
            #expect(outcome.output.isEmpty)
            #expect(!manager.fileExists(atPath: folder + "/designs/designs.png"))
        }
    }
}
