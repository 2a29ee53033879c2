import Crypto
import CryptoExtras
import Foundation

/// The password and the token a workspace's workbench demands, as hashes in its `.tocsin/web-access.json`.
package struct AccessKeys: Codable, Sendable {
    /// scrypt (RFC 7914).
    struct Password: Codable, Sendable {
        var salt: String
        var hash: String
        var rounds: Int
        var blockSize: Int
        var parallelism: Int
    }

    var password: Password?
    /// SHA-256 in hexadecimal: a token is long enough not to be guessed.
    var token: String?

    package static let fileName = "web-access.json"
    package static let shortestPassword = 12
    package static let shortestToken = 32

    package init() {}

    package var isEmpty: Bool { password == nil && token == nil }

    // MARK: - File

    /// - Throws: where a file is there and cannot be read: it must not be passed over.
    package static func read(folder: String) throws(WebFailure) -> AccessKeys {
        let path = folder + "/" + fileName
        guard FileManager.default.fileExists(atPath: path) else { return AccessKeys() }
        guard let data = FileManager.default.contents(atPath: path),
            let keys = try? JSONDecoder().decode(AccessKeys.self, from: data)
        else {
            throw WebFailure(
                .internalError, code: "access.file",
                "\(path): cannot be read; mend it, or remove it and give --password-file again")
        }
        return keys
    }

    /// Readable for its owner alone.
    package func write(folder: String) throws(WebFailure) {
        let path = folder + "/" + Self.fileName
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let temporary = path + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { if file >= 0 { close(file) } }
        guard file >= 0, let data = try? encoder.encode(self),
            data.withUnsafeBytes({ Foundation.write(file, $0.baseAddress, $0.count) })
                == data.count,
            fsync(file) == 0, rename(temporary, path) == 0
        else {
            throw WebFailure(
                .internalError, code: "access.file",
                "\(path): cannot be written; check the disk and your permissions")
        }
    }

    // MARK: - Hashes

    package mutating func set(password text: String) throws(WebFailure) {
        guard text.count >= Self.shortestPassword else {
            throw WebFailure(
                .unprocessable, code: "access.short",
                "the password has \(text.count) characters; expected at least \(Self.shortestPassword)"
            )
        }
        var made = Password(
            salt: Access.randomName(), hash: "", rounds: 1 << 15, blockSize: 8, parallelism: 3)
        guard let hash = Self.hash(text, made) else {
            throw WebFailure(.internalError, code: "access.hash", "the password cannot be hashed")
        }
        made.hash = hash
        password = made
    }

    package mutating func set(token text: String) throws(WebFailure) {
        guard text.utf8.count >= Self.shortestToken,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw WebFailure(
                .unprocessable, code: "access.short",
                "the token has \(text.utf8.count) characters; expected at least \(Self.shortestToken) letters, "
                    + "digits and signs, e.g. what openssl rand -hex 24 prints")
        }
        token = Self.hex(SHA256.hash(data: Data(text.utf8)))
    }

    /// A tenth of a second of work and 32 MiB: bound how often it is asked.
    func admits(password text: String) -> Bool {
        guard let password, text.utf8.count <= 1024, let hash = Self.hash(text, password) else {
            return false
        }
        return Access.same(hash, password.hash)
    }

    func admits(token text: String) -> Bool {
        guard let token else { return false }
        return Access.same(Self.hex(SHA256.hash(data: Data(text.utf8))), token)
    }

    private static func hash(_ text: String, _ password: Password) -> String? {
        let key = try? KDF.Scrypt.deriveKey(
            from: Data(text.utf8), salt: Data(password.salt.utf8), outputByteCount: 32,
            rounds: password.rounds, blockSize: password.blockSize,
            parallelism: password.parallelism)
        return key?.withUnsafeBytes { hex($0) }
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
