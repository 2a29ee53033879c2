package import TocsinModel

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
            let document = CAPDocument(
                alert: alert, workspace: context.workspace, now: context.now)
            let name = String(
                alert.identifier.map {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "_"
                })
            let path = context.path(folder) + "/\(name).xml"
            if let trouble = DiskFile.replace(path, with: Array(document.xml.utf8)) {
                return .retry("\(folder)/\(name).xml: \(trouble)")
            }
        }
        return .delivered
    }
}
