import Crypto
import Foundation
package import TocsinPlugins

/// The file of one rule, as an editor may read and write it: below the `rules/` of a loaded plugin
/// or workspace, never anywhere else.
///
/// The file on disk is the truth: a text is only written in place of the one it was made from.
package struct RuleFile: Sendable, Hashable {
    /// A text with what tells it from any other.
    package struct Contents: Sendable, Hashable {
        package var text: String
        /// Hex, of the bytes.
        package var hash: String

        package init(_ text: String) {
            self.text = text
            hash = RuleFile.hash(Data(text.utf8))
        }
    }

    package enum Problem: Error, Hashable, Sendable {
        /// The place is none that may be edited, and why.
        case outside(String)
        case missing
        case unreadable(String)
        /// Somebody else has changed the file: what it says now.
        case changed(Contents)
        /// There is one already where a new one was to be written.
        case exists
        case unwritable(String)
    }

    /// The most a rule's file may hold, in bytes.
    package static let mostBytes = 256 << 10

    /// Absolute, without symbolic links.
    package let path: String
    private let folder: String

    /// - Parameters:
    ///   - path: absolute, or relative to the plugin's `rules/`.
    ///   - plugin: whose rule it is.
    package init(_ path: String, of plugin: Plugin) throws(Problem) {
        guard let home = Self.real(plugin.folder), let rules = Self.real(plugin.folder + "/rules"),
            rules == home + "/rules" || rules.hasPrefix(home + "/")
        else {
            throw .outside(
                "the folder \(plugin.displayFolder)/rules is not there, or leads out of its plugin")
        }
        let full = path.hasPrefix("/") ? path : plugin.folder + "/rules/" + path
        let parts = full.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard let name = parts.last, name.hasSuffix(".lua"), name.utf8.count > 4,
            !name.hasPrefix("."), !full.utf8.contains(0),
            !parts.contains(where: { $0 == ".." || $0 == "." || $0.isEmpty })
        else { throw .outside("a rule's file is named like rules/new-weapon.lua") }
        let parent = parts.dropLast().reduce("") { $0 + "/" + $1 }
        guard let realParent = Self.real(parent),
            realParent == rules || realParent.hasPrefix(rules + "/")
        else { throw .outside("the file lies outside \(plugin.displayFolder)/rules") }
        self.path = realParent + "/" + name
        folder = realParent
        if Self.isLink(self.path) {
            throw .outside(
                "the file is a symbolic link; edit the file it leads to in its own folder")
        }
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isLink(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
    }

    static func hash(_ data: Data) -> String {
        SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    // MARK: - Reading

    package func read() throws(Problem) -> Contents {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            throw errno == ENOENT ? .missing : .unreadable(String(cString: strerror(errno)))
        }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        guard let data = try? handle.read(upToCount: Self.mostBytes + 1) ?? Data() else {
            throw .unreadable("it cannot be read")
        }
        guard data.count <= Self.mostBytes else {
            throw .unreadable("it is larger than \(Self.mostBytes >> 10) KiB")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .unreadable("it is not UTF-8; save it as UTF-8")
        }
        return Contents(text)
    }

    /// Seconds of the last change and the size: a cheap question before the hash.
    package var stamp: String? {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return nil }
        return "\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)-\(facts.st_size)"
    }

    /// Whether this process may write it, or make it where it is not there yet.
    package var isWritable: Bool {
        access(folder, W_OK) == 0 && (access(path, F_OK) != 0 || access(path, W_OK) == 0)
    }

    // MARK: - Writing

    /// Puts a text in place of the one it was made from; in one step, with the file's permissions.
    ///
    /// - Parameter base: the hash of the text that was opened; nil: a new file.
    package func write(_ text: String, replacing base: String?) throws(Problem) -> Contents {
        let contents = Contents(text)
        guard text.utf8.count <= Self.mostBytes else {
            throw .unwritable("the text is larger than \(Self.mostBytes >> 10) KiB")
        }
        guard isWritable else {
            throw .unwritable("the file or its folder is not writable for this account")
        }
        let aside = folder + "/.\(UUID().uuidString).tmp"
        let file = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unwritable(String(cString: strerror(errno))) }
        var isDone = false
        defer {
            close(file)
            if !isDone { unlink(aside) }
        }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let step = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress! + written, $0.count - written)
            }
            guard step > 0 else { throw .unwritable(String(cString: strerror(errno))) }
            written += step
        }
        fchmod(file, mode)
        guard fsync(file) == 0 else { throw .unwritable(String(cString: strerror(errno))) }
        if let base {
            // As late as can be: what is replaced is what was read.
            let now = try read()
            guard now.hash == base else { throw .changed(now) }
            guard rename(aside, path) == 0 else {
                throw .unwritable(String(cString: strerror(errno)))
            }
        } else {
            // Fails where something stands there.
            guard link(aside, path) == 0 else {
                throw errno == EEXIST ? .exists : .unwritable(String(cString: strerror(errno)))
            }
            unlink(aside)
        }
        isDone = true
        return contents
    }

    /// The file's own, else what the account gives new files.
    private var mode: mode_t {
        var facts = stat()
        if lstat(path, &facts) == 0 { return facts.st_mode & 0o7777 }
        let mask = umask(0)
        umask(mask)
        return 0o666 & ~mask
    }
}
