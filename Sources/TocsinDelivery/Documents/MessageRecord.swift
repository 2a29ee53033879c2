import Foundation
import TocsinModel
// Foundation has one too.
import struct TocsinModel.Notification

/// A message as data: a line of a file, a command's input, the body of a plain web hook.
struct MessageRecord: Encodable {
    /// Of this form; grows when a key changes its meaning.
    static let version = 1

    let notification: Notification
    let workspace: String
    /// The message as a person reads it.
    let text: String

    init(_ notification: Notification, _ context: DeliveryContext) {
        self.notification = notification
        workspace = context.workspace
        text = context.templates.render(
            .text, MessageView(notification: notification, workspace: context.workspace)
        ).trimmingCharacters(in: .newlines)
    }

    private enum CodingKeys: String, CodingKey { case version, workspace, text }

    func encode(to encoder: any Encoder) throws {
        try notification.encode(to: encoder)
        var c = encoder.container(keyedBy: CodingKeys.self)
        try c.encode(MessageRecord.version, forKey: .version)
        try c.encode(workspace, forKey: .workspace)
        try c.encode(text, forKey: .text)
    }

    /// One line of JSON, keys sorted, without a line end.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Every value of the model encodes: numbers are finite and strings are Unicode.
        return Array((try? encoder.encode(self)) ?? Data())
    }
}
