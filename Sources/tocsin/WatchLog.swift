import Foundation
import Logging

/// Lines on standard error: `2025-03-11T18:00:00Z info fetched source="…" articles=3`, or one JSON
/// object a line.
struct WatchLog: LogHandler {
    enum Format: String, CaseIterable, Sendable { case text, json }

    var format: Format
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(format: Format) { self.format = format }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let time = ISO8601DateFormatter().string(from: Date())
        var line: String
        switch format {
        case .text:
            line = "\(time) \(event.level) \(Self.oneLine("\(event.message)"))"
            for (key, value) in all {
                let text = Self.oneLine("\(value)")
                let isPlain = text.allSatisfy { $0 != " " && $0 != "\"" && $0 != "=" }
                line +=
                    isPlain && !text.isEmpty
                    ? " \(key)=\(text)" : " \(key)=\"\(text.replacing("\"", with: "\\\""))\""
            }
        case .json:
            var object: [String: String] = [
                "time": time, "level": "\(event.level)", "message": "\(event.message)",
            ]
            for (key, value) in all { object[key] = "\(value)" }
            let data = try? JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
            line = data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
        StandardError.write(line + "\n")
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
