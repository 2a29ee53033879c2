import Foundation
import Synchronization

/// A value that must not be read in `workspace.lua` nor in any message: where it is found.
package enum Secret: Hashable, Sendable, CustomStringConvertible {
    case environment(String)
    /// Relative to the workspace.
    case file(String)

    /// - Returns: nil for anything but `env:NAME` and `file:PATH`.
    package init?(_ text: String) {
        if text.hasPrefix("env:"), text.utf8.count > 4 {
            self = .environment(String(text.dropFirst(4)))
        } else if text.hasPrefix("file:"), text.utf8.count > 5 {
            self = .file(String(text.dropFirst(5)))
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        }
    }
}

/// A text that may be a secret, such as a web address with a token in it.
package enum SecretText: Hashable, Sendable {
    case plain(String)
    case secret(Secret)

    package init(_ text: String) { self = Secret(text).map { .secret($0) } ?? .plain(text) }
}

/// Reads secrets, and takes what it has read out of any text that is shown.
package final class SecretSource: Sendable {
    private let folder: String
    private let environment: [String: String]
    private let known = Mutex<Set<String>>([])

    package init(folder: String, environment: [String: String]) {
        self.folder = folder
        self.environment = environment
    }

    package struct Missing: Error, Hashable, Sendable { package var message: String }

    /// - Throws: where it is not there, or empty; the message names the place, never a value.
    package func value(of secret: Secret) throws(Missing) -> String {
        let value: String
        switch secret {
        case .environment(let name):
            guard let found = environment[name] else {
                throw Missing(message: "the environment has no \(name) (\(secret))")
            }
            value = found
        case .file(let path):
            let full = path.hasPrefix("/") ? path : folder + "/" + path
            guard let data = FileManager.default.contents(atPath: full),
                let text = String(validating: data, as: UTF8.self)
            else { throw Missing(message: "the file \(path) cannot be read as a secret") }
            value = text
        }
        // Editors end files with a line end that belongs to nobody's password.
        let trimmed = value.trimmingCharacters(in: .newlines)
        guard !trimmed.isEmpty else { throw Missing(message: "the secret \(secret) is empty") }
        _ = known.withLock { $0.insert(trimmed) }
        return trimmed
    }

    package func value(of text: SecretText) throws(Missing) -> String {
        switch text {
        case .plain(let text): text
        case .secret(let secret): try value(of: secret)
        }
    }

    /// The text without any secret that was read so far.
    package func redacted(_ text: String) -> String {
        known.withLock { known in
            known.sorted { $0.utf8.count > $1.utf8.count }.reduce(text) {
                // A short one would take letters out of words.
                $1.utf8.count >= 4 ? $0.replacingOccurrences(of: $1, with: "…") : $0
            }
        }
    }
}
