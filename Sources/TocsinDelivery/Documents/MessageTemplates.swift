import Foundation
import Mustache
package import TocsinModel

/// The Mustache templates that messages are written with. A workspace may replace each by a file
/// `templates/NAME.mustache`; `{{x}}` is escaped for the medium the template is for.
package struct MessageTemplates: Sendable {
    /// One template's name and the medium that `{{x}}` is escaped for.
    package enum Name: String, Sendable, CaseIterable {
        case text
        case mailSubject = "mail-subject"
        case mailText = "mail-text"
        case mailHTML = "mail-html"
        case slack, mattermost, discord, teams, atom, syslog

        var medium: Medium {
            switch self {
            case .text, .mailSubject, .mailText, .syslog: .text
            case .mailHTML, .atom: .html
            case .slack: .slack
            case .mattermost, .discord: .markdown
            case .teams: .json
            }
        }
    }

    private var templates: [Name: MustacheTemplate]

    package static let standard: MessageTemplates = {
        Medium.register()
        var templates: [Name: MustacheTemplate] = [:]
        for name in Name.allCases {
            // Ours parse: a test renders every one.
            templates[name] = try? parse(StandardTemplates.text(name), name)
        }
        return MessageTemplates(templates: templates)
    }()

    /// The workspace's own templates in place of the standard ones.
    ///
    /// - Returns: also what is wrong with the files, each with its place.
    package static func load(folder: String, display: String) -> (MessageTemplates, [Diagnostic]) {
        var out = standard
        var trouble: [Diagnostic] = []
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for file in files.sorted() where file.hasSuffix(".mustache") {
            let place = "\(display)/\(file)"
            let stem = String(file.dropLast(".mustache".count))
            guard let name = Name(rawValue: stem) else {
                trouble.append(
                    Diagnostic(
                        code: "template.unknown", place: place,
                        message: Diagnostic.unknown(
                            "template", stem, known: Name.allCases.map(\.rawValue))))
                continue
            }
            guard let data = FileManager.default.contents(atPath: folder + "/" + file),
                let text = String(validating: data, as: UTF8.self)
            else {
                trouble.append(
                    Diagnostic(
                        code: "template.encoding", place: place,
                        message: "cannot be read as UTF-8"))
                continue
            }
            do {
                out.templates[name] = try parse(text, name)
            } catch let error as MustacheTemplate.ParserError {
                // The line that tells the medium stands before the file's own first line.
                let line = max(1, error.context.lineNumber)
                trouble.append(
                    Diagnostic(
                        code: "template.syntax", place: "\(place):\(line)",
                        message: "is not Mustache: \(error.error)"))
            } catch {
                trouble.append(
                    Diagnostic(
                        code: "template.syntax", place: place,
                        message: "is not Mustache: \(error)"))
            }
        }
        return (out, trouble)
    }

    private static func parse(_ text: String, _ name: Name) throws -> MustacheTemplate {
        Medium.register()
        return try MustacheTemplate(string: "{{% CONTENT_TYPE: \(name.medium.rawValue)}}" + text)
    }

    func render(_ name: Name, _ view: MessageView) -> String {
        // The line that tells the medium stands before the template's own first line.
        String((templates[name]?.render(view.values) ?? "").drop { $0 == "\n" })
    }
}

/// What `{{x}}` is escaped for.
enum Medium: String, CaseIterable, MustacheContentType {
    case text = "PLAIN"
    case html = "HTMLTEXT"
    /// Slack's mrkdwn inside a JSON text.
    case slack = "SLACKJSON"
    /// Markdown inside a JSON text.
    case markdown = "MARKDOWNJSON"
    /// A JSON text.
    case json = "JSON"

    private static let registered: Void = {
        for medium in Medium.allCases {
            MustacheContentTypes.register(medium, named: medium.rawValue)
        }
    }()

    static func register() { _ = registered }

    func escapeText(_ text: String) -> String {
        switch self {
        case .text: text
        case .html: XMLText.escaped(text)
        // Slack reads <!channel> and links in angle brackets; nothing else needs escaping there.
        case .slack: Medium.jsonEscaped(Medium.slackEscaped(text))
        case .markdown: Medium.jsonEscaped(Medium.markdownEscaped(text))
        case .json: Medium.jsonEscaped(text)
        }
    }

    static func slackEscaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }

    static func markdownEscaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "~", "|", "#": out += "\\\(character)"
            // "@channel" in an article must not wake the channel.
            case "@": out += "@\u{200B}"
            default: out.append(character)
            }
        }
        return out
    }

    static func jsonEscaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
