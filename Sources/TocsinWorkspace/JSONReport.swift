import Foundation
package import TocsinModel

/// The machine-readable forms: keys sorted, UTC, one object a line where it is lines.
package enum JSONReport {
    static func encoder(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            : [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    static func text(of value: some Encodable) throws -> String {
        String(decoding: try encoder().encode(value), as: UTF8.self)
    }

    /// A list of texts on one line.
    static func compact(_ texts: [String]) -> String {
        String(decoding: (try? encoder().encode(texts)) ?? Data(), as: UTF8.self)
    }

    static func strings(_ json: String) -> [String]? {
        try? JSONDecoder().decode([String].self, from: Data(json.utf8))
    }

    static func decode(_ data: Data) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: data)
    }

    /// One object a line, each line ended.
    package static func lines<T: Encodable>(_ values: [T]) -> String {
        let encoder = encoder()
        var out = ""
        for value in values {
            // Every value of the model encodes: numbers are finite and strings are Unicode.
            guard let data = try? encoder.encode(value) else { continue }
            out += String(decoding: data, as: UTF8.self)
            out += "\n"
        }
        return out
    }

    package static func text(_ report: RunReport) -> String {
        let data = (try? encoder(pretty: true).encode(Summary(report, withRecords: true))) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    static func summary(_ report: RunReport) -> String {
        let data =
            (try? encoder(pretty: true).encode(Summary(report, withRecords: false))) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// `report.json`. Times are left out, so that two runs give the same bytes.
    private struct Summary: Encodable {
        var title: String
        var files: Int
        var articles: Int
        var skipped: Int
        var bytes: Int
        var sentences: Int
        var notExtracted: [String: Int]
        var rules: [RunReport.Rule]
        var held: [RunReport.HeldAlert]
        var delivery: DeliveryReport?
        var diagnostics: [Diagnostic]
        var log: [String]
        var alerts: [Alert]?
        var events: [Event]?
        var claims: [Claim]?

        init(_ report: RunReport, withRecords: Bool) {
            title = report.title
            files = report.files
            articles = report.articles
            skipped = report.skipped
            bytes = report.bytes
            sentences = report.sentences
            notExtracted = report.notExtracted
            rules = report.rules
            held = report.held
            delivery = report.delivery
            diagnostics = report.diagnostics
            log = report.log
            if withRecords {
                alerts = report.alerts
                events = report.events
                claims = report.claims
            }
        }

        enum CodingKeys: String, CodingKey {
            case title, files, articles, skipped, bytes, sentences
            case notExtracted = "not_extracted"
            case rules, held, delivery, diagnostics, log, alerts, events, claims
        }
    }
}

/// Writes `events.jsonl`, `claims.jsonl`, `alerts.jsonl` and `report.json` into a folder.
///
/// Each file is written beside its place and moved there, so that a full disk or a killed process
/// leaves the old one whole.
package struct OutputFolder {
    package struct Failure: Error {
        package var diagnostic: Diagnostic
    }

    let path: String

    package init(path: String) { self.path = path }

    package func write(_ report: RunReport) throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw failure(path, "cannot make the folder", error)
        }
        try put(JSONReport.lines(report.events), "events.jsonl")
        try put(JSONReport.lines(report.claims), "claims.jsonl")
        try put(JSONReport.lines(report.alerts), "alerts.jsonl")
        try put(JSONReport.summary(report), "report.json")
    }

    private func put(_ text: String, _ name: String) throws(Failure) {
        let file = path + "/" + name
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw failure(file, "cannot be written", error)
        }
    }

    private func failure(_ place: String, _ what: String, _ error: any Error) -> Failure {
        let reason = (error as NSError).localizedFailureReason ?? error.localizedDescription
        return Failure(
            diagnostic: Diagnostic(
                code: "output.write", place: place,
                message: "\(what): \(reason); check the disk and your permissions"))
    }
}
