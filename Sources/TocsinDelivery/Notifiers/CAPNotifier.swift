import Foundation
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification

/// Writes each alert as a CAP 1.2 file into a folder, for programs that watch one.
///
/// A file is named by its alert and appears whole. Digests have no form in CAP and are refused.
package struct CAPNotifier: Notifier {
    package static let kind = "cap"
    /// Relative to the workspace.
    package var folder: String

    package init(folder: String) { self.folder = folder }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        if notification.kind.name == "digest" {
            return .refused("\(folder): CAP has no digests; route them to another receiver")
        }
        for alert in notification.alerts {
            var document = CAPDocument(
                alert: alert, workspace: context.workspace, now: context.now)
            // CAP refers to an alert by its time too; the files of earlier ones say it.
            for earlier in alert.references ?? [] {
                document.sentBefore[earlier] = sent(context.path(folder) + "/" + name(of: earlier))
            }
            let name = name(of: alert.identifier)
            if let trouble = DiskFile.replace(
                context.path(folder) + "/" + name, with: Array(document.xml.utf8))
            {
                return .retry("\(folder)/\(name): \(trouble)")
            }
        }
        return .delivered
    }

    private func name(of identifier: String) -> String {
        String(
            identifier.map {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "_"
            }) + ".xml"
    }

    private func sent(_ path: String) -> Timestamp? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let start = text.firstRange(of: "<sent>"),
            let end = text[start.upperBound...].firstRange(of: "</sent>")
        else { return nil }
        return Timestamp(String(text[start.upperBound..<end.lowerBound]))
    }
}
