import Foundation

/// The lines typed before, oldest first, kept in a file of one line each.
package struct LineHistory: Sendable {
    /// The most that are kept.
    package static let limit = 500

    package private(set) var lines: [String] = []
    private let path: String?

    /// - Parameter path: nil: nothing is kept.
    package init(path: String? = nil) {
        self.path = path
        guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return
        }
        lines = Array(text.split(separator: "\n").map(String.init).suffix(Self.limit))
    }

    /// Adds a line and writes the file; the same line twice in a row, and a blank one, are not kept.
    package mutating func add(_ line: String) {
        let line = line.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard !line.allSatisfy(\.isWhitespace), line != lines.last else { return }
        lines.append(line)
        lines = Array(lines.suffix(Self.limit))
        guard let path else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = lines.joined(separator: "\n") + "\n"
        guard (try? text.write(toFile: path, atomically: true, encoding: .utf8)) != nil else {
            return
        }
        // What an analyst asks is nobody else's.
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    /// The latest line before `place` that holds all of `text`.
    package func search(_ text: String, before place: Int) -> Int? {
        lines.indices.prefix(max(0, min(place, lines.count))).last { lines[$0].contains(text) }
    }
}
