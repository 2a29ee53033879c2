import Crypto
import Foundation

/// Signs a body so that its receiver can tell who sent it, and when: the scheme of Standard Webhooks
/// (standardwebhooks.com), for which receivers find libraries in most languages.
enum WebhookSignature {
    /// `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    static func headers(key: String, seconds: Int, body: [UInt8], secret: String)
        -> [(name: String, value: String)]
    {
        [
            ("webhook-id", key), ("webhook-timestamp", String(seconds)),
            ("webhook-signature", "v1," + signature(key, seconds, body, secret)),
        ]
    }

    /// Base64 of HMAC-SHA256 over `id.timestamp.body`.
    private static func signature(_ id: String, _ seconds: Int, _ body: [UInt8], _ secret: String)
        -> String
    {
        // `whsec_…` is base64 of the bytes; anything else is the bytes.
        let prefix = "whsec_"
        let bytes =
            (secret.hasPrefix(prefix)
                ? Data(base64Encoded: String(secret.dropFirst(prefix.count))) : nil)
            ?? Data(secret.utf8)
        var code = HMAC<SHA256>(key: SymmetricKey(data: bytes))
        code.update(data: Data("\(id).\(seconds).".utf8))
        code.update(data: Data(body))
        return Data(code.finalize()).base64EncodedString()
    }
}
