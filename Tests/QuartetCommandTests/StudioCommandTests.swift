import Foundation
import QuartetTestSupport
import Testing

@Suite struct StudioCommandTests {
    @Test func aDesignBecomesAFlatAndALookbook() throws {
        try inFolder { folder in
            let drawn = try Program.run(
                [
                    "design", "a white shirt", "--count", "2", "--quiet", "--crop", "square", "--background",
                    "transparent",
                ], in: folder)
            #expect(drawn.status == 0, "\(drawn.errors)")
            #expect(FileManager.default.fileExists(atPath: folder + "/designs/design-2-square.png"))
            let flat = try Program.run(["design", "flat", "designs/design-1.json", "--json"], in: folder)
            #expect(flat.status == 0 && flat.errors.isEmpty, "\(flat.errors)")
            #expect(flat.output.contains("flats/design-1-flat.svg"))
            let book = try Program.run(
                ["design", "lookbook", "designs", "--form", "four", "--quiet"], in: folder)
            #expect(book.status == 0 && book.errors.isEmpty, "\(book.errors)")
            #expect(FileManager.default.fileExists(atPath: folder + "/lookbook.pdf"))
            // A folder that is a file is named, and the file stays.
            try "mine".write(toFile: folder + "/mine", atomically: true, encoding: .utf8)
            for command in ["flat", "techpack"] {
                let run = try Program.run(
                    ["design", command, "designs/design-1.json", "--out", "mine"], in: folder)
                #expect(run.status == 73 && run.errors.contains("mine"), "\(run.errors)")
                #expect(!run.errors.contains("Cocoa"))
            }
            #expect(try String(contentsOfFile: folder + "/mine", encoding: .utf8) == "mine")
            // A record that was cut short.
            let record = try String(contentsOfFile: folder + "/designs/design-1.json", encoding: .utf8)
            try String(record.prefix(record.count / 2)).write(
                toFile: folder + "/cut.json", atomically: true, encoding: .utf8)
            for command in ["flat", "techpack", "lookbook", "redraw"] {
                let run = try Program.run(["design", command, "cut.json"], in: folder)
                #expect(run.status == 65 && run.errors.contains("cut.json"), "\(run.errors)")
            }
        }
    }
}
