import Foundation
package import TocsinModel

/// Diagnostics in the forms that other programs read.
package enum DiagnosticReport {
    /// `rules/x.lua:7` as file and line; nil for what is no file's.
    static func location(_ place: String) -> (file: String, line: Int?)? {
        guard !place.isEmpty else { return nil }
        let parts = place.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let line = Int(parts[1]) else { return (place, nil) }
        return (String(parts[0]), line)
    }

    // MARK: - JSON

    private struct Line: Encodable {
        var severity: Diagnostic.Severity
        var code: String
        var file: String?
        var line: Int?
        var message: String
        var fix: Diagnostic.Fix?
    }

    /// One array of objects.
    package static func json(_ diagnostics: [Diagnostic]) -> String {
        text(
            diagnostics.map {
                let place = location($0.place)
                return Line(
                    severity: $0.severity, code: $0.code, file: place?.file, line: place?.line,
                    message: $0.message, fix: $0.fix)
            })
    }

    private static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) + "\n" }
            ?? "[]\n"
    }

    // MARK: - SARIF 2.1.0

    private struct Sarif: Encodable {
        struct Run: Encodable {
            var tool: Tool
            var results: [Result]
        }
        struct Tool: Encodable { var driver: Driver }
        struct Driver: Encodable {
            var name = "tocsin"
            var version: String
            var rules: [Rule]
        }
        struct Rule: Encodable { var id: String }
        struct Result: Encodable {
            var ruleId: String
            var level: String
            var message: Message
            var locations: [Location]
        }
        struct Message: Encodable { var text: String }
        struct Location: Encodable { var physicalLocation: Physical }
        struct Physical: Encodable {
            var artifactLocation: Artifact
            var region: Region?
        }
        struct Artifact: Encodable { var uri: String }
        struct Region: Encodable { var startLine: Int }

        var schema = "https://json.schemastore.org/sarif-2.1.0.json"
        var version = "2.1.0"
        var runs: [Run]

        enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case version, runs
        }
    }

    package static func sarif(_ diagnostics: [Diagnostic], version: String) -> String {
        let results = diagnostics.map { one in
            let place = location(one.place).map { place in
                Sarif.Location(
                    physicalLocation: .init(
                        artifactLocation: .init(uri: place.file),
                        region: place.line.map { .init(startLine: max(1, $0)) }))
            }
            return Sarif.Result(
                ruleId: one.code, level: one.severity.rawValue, message: .init(text: one.message),
                locations: place.map { [$0] } ?? [])
        }
        let codes = Set(diagnostics.map(\.code)).sorted().map { Sarif.Rule(id: $0) }
        return text(
            Sarif(runs: [
                .init(tool: .init(driver: .init(version: version, rules: codes)), results: results)
            ]))
    }

    // MARK: - Annotations of a code host

    package static func github(_ diagnostics: [Diagnostic]) -> String {
        func escaped(_ text: String, property: Bool = false) -> String {
            var out = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
                .replacing("\n", with: "%0A")
            if property { out = out.replacing(":", with: "%3A").replacing(",", with: "%2C") }
            return out
        }
        return diagnostics.map { one in
            let level = one.severity == .note ? "notice" : one.severity.rawValue
            var properties: [String] = []
            if let place = location(one.place) {
                properties.append("file=" + escaped(place.file, property: true))
                if let line = place.line { properties.append("line=\(line)") }
            }
            properties.append("title=" + escaped(one.code, property: true))
            return "::\(level) \(properties.joined(separator: ","))::\(escaped(one.message))\n"
        }.joined()
    }
}
