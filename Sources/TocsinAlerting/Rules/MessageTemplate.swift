import Mustache

/// An alert's message: Mustache, rendered as plain text. What it goes to escapes it again for its
/// own medium.
struct MessageTemplate: Sendable {
    private let template: MustacheTemplate

    private static let plain = "{{% CONTENT_TYPE: TEXT}}"

    init?(_ text: String) {
        guard let template = try? MustacheTemplate(string: MessageTemplate.plain + text) else {
            return nil
        }
        self.template = template
    }

    func render(_ values: [String: Any]) -> String { template.render(values) }

    /// What is wrong with a template, or nil.
    static func trouble(in text: String) -> String? {
        do {
            _ = try MustacheTemplate(string: plain + text)
            return nil
        } catch let error as MustacheTemplate.ParserError {
            let column =
                error.context.columnNumber - (error.context.lineNumber == 1 ? plain.count : 0)
            let place = "line \(error.context.lineNumber), character \(max(1, column))"
            switch error.error {
            case MustacheTemplate.Error.unfinishedName:
                return "a {{ is not closed at \(place); expected {{name}}"
            default: return "\(error.error) at \(place); names stand in {{ }}"
            }
        } catch {
            return "\(error)"
        }
    }
}
