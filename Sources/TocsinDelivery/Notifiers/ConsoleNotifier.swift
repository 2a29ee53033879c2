package import TocsinModel

/// Prints messages where the program was started.
package struct ConsoleNotifier: Notifier {
    package static let kind = "console"

    package init() {}

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        let view = MessageView(notification: notification, workspace: context.workspace)
        context.console(context.templates.render(.text, view))
        return .delivered
    }
}
