import Foundation
import Synchronization
import TocsinDelivery
import TocsinModel
import TocsinTransfer

import struct TocsinModel.Notification

/// Messages and surroundings for the tests.
enum Sample {
    static let time = Timestamp("2025-03-11T06:05:00Z")!

    /// A sentence whose figures are marked, with characters that mean something in every medium.
    static func evidence(
        _ text: String =
            "At least 12 people <were> killed & \"nearly twenty\" wounded, *sources* said.",
        marks: [(String, String)] = [("killed", "At least 12"), ("injured", "nearly twenty")],
        source: String? = "Meridian Wire", url: String? = "https://news.example/a?b=1&c=2"
    ) -> AlertEvidence {
        let spans = marks.compactMap { role, part -> Evidence? in
            guard let range = text.firstRange(of: part) else { return nil }
            let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            return Evidence(
                role: role,
                span: Span(field: .body, range: (100 + start)..<(100 + start + part.utf8.count)),
                text: part)
        }
        return AlertEvidence(
            article: "a1", source: source, url: url,
            sentence: Span(field: .body, range: 100..<(100 + text.utf8.count)), text: text,
            marks: spans)
    }

    static func alert(
        _ id: String = "a-1", _ type: Alert.MessageType = .alert, severity: Severity = .severe,
        headline: String = "12 killed in Moscow — «Дроны»", references: [String]? = nil,
        evidence: [AlertEvidence] = [Sample.evidence()]
    ) -> Alert {
        Alert(
            identifier: id, sent: time, msgType: type, references: references, severity: severity,
            headline: headline, area: ["Moscow", "RUS"], rule: "political-violence.toll@0a1b",
            incident: "inc-7", evidence: evidence)
    }

    static func notification(
        _ alerts: [Alert] = [alert()], kind: Notification.Kind = .alerts, key: String = "n0123"
    ) -> Notification {
        Notification(key: key, receiver: "desk/test", kind: kind, alerts: alerts, time: time)
    }

    static let digest = notification(
        [alert()],
        kind: .digest([
            DigestLine(
                subject: "inc-7", severity: .severe, headline: "3 killed", change: .updated,
                before: "1 killed", alerts: 2),
            DigestLine(
                subject: "inc-8", severity: .minor, headline: "Rail bridge shut", change: .new,
                before: nil, alerts: 1),
        ]))

    static func context(
        folder: String = "/", environment: [String: String] = [:],
        templates: MessageTemplates = .standard, now: Timestamp = time,
        console: @escaping @Sendable (String) -> Void = { _ in }
    ) -> DeliveryContext {
        DeliveryContext(
            workspace: "Drone war <test>", folder: folder, now: now, templates: templates,
            secrets: SecretSource(folder: folder, environment: environment), console: console)
    }

    static let loopback = NetworkRoute(addresses: AddressPolicy(kinds: [.loopback]), timeout: 5)
}

/// A folder for one test.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent(
                "tocsin-delivery-\(UUID().uuidString)"
            ).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) -> String {
        (try? String(contentsOfFile: path + "/" + name, encoding: .utf8)) ?? ""
    }

    func write(_ text: String, to name: String, executable: Bool = false) throws {
        let file = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: file).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        if executable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }
    }
}

func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
}
