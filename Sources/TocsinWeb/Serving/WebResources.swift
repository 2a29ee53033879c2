import Crypto
import Foundation
import Mustache
import Synchronization

/// Templates, styles and scripts: read once, when the server starts.
package final class WebResources: Sendable {
    package struct Asset: Sendable {
        package var bytes: [UInt8]
        package var type: String
        /// Quoted, as the header has it.
        package var tag: String
    }

    private struct Content: Sendable {
        var templates: MustacheLibrary
        var names: Set<String>
        var assets: [String: Asset]
    }

    let folder: String
    /// Read again at every use: for those who write templates.
    private let rereads: Bool
    private let content: Mutex<Content>

    /// - Parameter folder: with `Templates` and `Assets`; nil: that of the program.
    package init(folder: String? = nil) throws(WebFailure) {
        let given = folder ?? ProcessInfo.processInfo.environment["TOCSIN_WEB_RESOURCES"]
        guard let place = given ?? Self.programFolder() else {
            throw WebFailure(
                .internalError, code: "resources.missing",
                "the workbench's templates are not beside the program; expected the folder "
                    + "tocsin_TocsinWeb.resources there, as the build makes it, or its path in TOCSIN_WEB_RESOURCES"
            )
        }
        self.folder = place
        rereads = given != nil
        content = Mutex(try Self.read(place))
    }

    /// SwiftPM puts resources beside the program; a moved program takes the folder with it.
    private static func programFolder() -> String? {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = program.deletingLastPathComponent()
        let candidates = [
            beside, beside.deletingLastPathComponent().appendingPathComponent("share/tocsin"),
        ].map { $0.appendingPathComponent("tocsin_TocsinWeb.resources").path }
        return candidates.first { FileManager.default.fileExists(atPath: $0 + "/Templates") }
    }

    private static func read(_ folder: String) throws(WebFailure) -> Content {
        func files(_ name: String) -> [(name: String, bytes: Data)] {
            let path = folder + "/" + name
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.sorted().compactMap { file in
                FileManager.default.contents(atPath: path + "/" + file).map { (file, $0) }
            }
        }
        MustacheContentTypes.register(ShownText(), named: "PAGE")
        var library = MustacheLibrary()
        var names: Set<String> = []
        for (file, bytes) in files("Templates") where file.hasSuffix(".mustache") {
            let name = String(file.dropLast(9))
            do {
                try library.register(
                    "{{% CONTENT_TYPE: PAGE}}" + String(decoding: bytes, as: UTF8.self), named: name
                )
                // A page is its template within the layout.
                try library.register(
                    "{{<layout}}{{$content}}{{#value}}{{> \(name)}}{{/value}}{{/content}}{{/layout}}",
                    named: "page:" + name)
                try library.register("{{#value}}{{> \(name)}}{{/value}}", named: "part:" + name)
            } catch {
                throw WebFailure(
                    .internalError, code: "template.syntax", "Templates/\(file): \(error)")
            }
            names.insert(name)
        }
        var assets: [String: Asset] = [:]
        for (file, bytes) in files("Assets") {
            guard let type = types[String(file.split(separator: ".").last ?? "")] else { continue }
            let hash = SHA256.hash(data: bytes).prefix(12).map { String($0, radix: 16) }.joined()
            assets[file] = Asset(bytes: Array(bytes), type: type, tag: "\"\(hash)\"")
        }
        return Content(templates: library, names: names, assets: assets)
    }

    /// What templates write unless they say `{{% CONTENT_TYPE: HTML}}`, as where a text is to be edited.
    private struct ShownText: MustacheContentType {
        func escapeText(_ text: String) -> String { HTMLText.shown(text) }
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml", "json": "application/json", "png": "image/png",
        "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
    ]

    private func current() -> Content {
        guard rereads, let fresh = try? Self.read(folder) else { return content.withLock { $0 } }
        content.withLock { $0 = fresh }
        return fresh
    }

    package func asset(_ name: String) -> Asset? { current().assets[name] }

    func has(asset name: String) -> Bool { content.withLock { $0.assets[name] != nil } }

    /// - Parameter value: has `shell` and `value`.
    func render(_ template: String, inLayout: Bool, _ value: Any) throws(WebFailure) -> String {
        let content = current()
        let name = (inLayout ? "page:" : "part:") + template
        guard content.names.contains(template),
            let text = content.templates.render(value, withTemplate: name)
        else {
            throw WebFailure(
                .internalError, code: "template.missing",
                "there is no template \"\(template)\" in \(folder)/Templates")
        }
        return text
    }
}
