import Foundation
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification

/// Keeps a feed file of the newest messages, for feed readers and web servers.
package struct AtomNotifier: Notifier {
    package static let kind = "atom"
    /// Relative to the workspace.
    package var path: String
    /// Entries kept.
    package var limit: Int

    package init(path: String, limit: Int = 100) {
        self.path = path
        self.limit = limit
    }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        let full = context.path(path)
        let old = FileManager.default.contents(atPath: full).map {
            String(decoding: $0, as: UTF8.self)
        }
        var feed = old.map { AtomFeed(reading: $0) } ?? AtomFeed()
        feed.add(notification, context, limit: limit)
        let xml = feed.xml(workspace: context.workspace, receiver: notification.receiver)
        if let trouble = DiskFile.replace(full, with: Array(xml.utf8)) {
            return .retry("\(path): \(trouble)")
        }
        return .delivered
    }
}
