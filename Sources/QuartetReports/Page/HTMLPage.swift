internal import QuartetFiles

/// A report to read, print and send: one HTML file without scripts, which loads nothing from elsewhere.
///
/// A page is built from values (``HTMLBlock``) that hold plain text, and all text is escaped where it is written. There
/// is no way to put markup into a page from outside. Besides, a content security policy forbids the browser to run
/// scripts and to load anything.
public struct HTMLPage: Sendable {
    /// In the browser's title bar and as the first heading.
    public var title: String
    public var blocks: [HTMLBlock]

    public init(title: String, blocks: [HTMLBlock] = []) {
        self.title = title
        self.blocks = blocks
    }

    /// The file's text.
    ///
    /// - Throws: `ImagingError.drawingFailed` when a figure cannot be drawn.
    public func html() throws -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
        style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(SafeText.html(title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <h1>\(SafeText.html(title))</h1>
        \(try HTMLBlock.html(blocks))</body>
        </html>

        """
    }

    /// Writes the file, all at once.
    ///
    /// - Throws: `FileError.cannotWrite`, naming the file and the reason.
    public func write(to path: String) throws { try AtomicFile.write(html(), to: path) }

    /// Dark on white in any mode, so that print and screen agree; long words break.
    private static let style = """
        body { font: 15px/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 960px;
          margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere; }
        h1 { font-size: 1.6em; margin-bottom: 0.2em; } h2 { font-size: 1.25em; margin-top: 1.6em; }
        h3 { font-size: 1.05em; margin: 1.6em 0 0.3em; border-top: 1px solid #ccc; padding-top: 0.8em; }
        table { border-collapse: collapse; margin: 0.6em 0; font-size: 0.93em; }
        th, td { text-align: left; vertical-align: top; padding: 0.2em 0.9em 0.2em 0; border-bottom: 1px solid #ddd; }
        thead th { border-bottom: 2px solid #888; } th { overflow-wrap: normal; }
        .number { text-align: right; white-space: nowrap; } .whole { overflow-wrap: break-word; }
        figure { margin: 1em 0; } img { max-width: 100%; height: auto; }
        pre { font: 12px/1.4 ui-monospace, monospace; background: #f4f4f4; padding: 0.5em; margin: 0.4em 0;
          white-space: pre-wrap; } .example { margin-left: 1em; }
        .note { color: #555; } .warning { margin: 0.2em 0; border-left: 4px solid #c60; padding-left: 0.8em; }
        .gallery { font-size: 0.8em; line-height: 1.35; } .card { display: inline-block; vertical-align: top;
          width: 218px; margin: 0 4px 8px 0; padding: 4px; border: 1px solid #ddd; border-radius: 4px; }
        .card figure, .card p { margin: 0; } .card .warning { margin-top: 0.3em; padding-left: 0.4em; }
        @media print { body { margin: 0; max-width: none; font-size: 10pt; }
          figure, .example, .card, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
          pre { background: none; border: 1px solid #ccc; } }
        """
}
