import TocsinModel
import TocsinStore
import TocsinWorkspace

package enum WebStatus: Int, Sendable {
    case ok = 200
    case created = 201
    case noContent = 204
    case seeOther = 303
    case notModified = 304
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case timeout = 408
    case conflict = 409
    case tooLarge = 413
    case unsupportedMediaType = 415
    case expectationFailed = 417
    case misdirected = 421
    case unprocessable = 422
    case tooManyRequests = 429
    case headTooLarge = 431
    case internalError = 500
    case notImplemented = 501
    case unavailable = 503
    case versionNotSupported = 505

    var phrase: String {
        switch self {
        case .ok: "OK"
        case .created: "Created"
        case .noContent: "No Content"
        case .seeOther: "See Other"
        case .notModified: "Not Modified"
        case .badRequest: "Bad Request"
        case .unauthorized: "Unauthorized"
        case .forbidden: "Forbidden"
        case .notFound: "Not Found"
        case .methodNotAllowed: "Method Not Allowed"
        case .timeout: "Request Timeout"
        case .conflict: "Conflict"
        case .tooLarge: "Content Too Large"
        case .unsupportedMediaType: "Unsupported Media Type"
        case .expectationFailed: "Expectation Failed"
        case .misdirected: "Misdirected Request"
        case .unprocessable: "Unprocessable Content"
        case .tooManyRequests: "Too Many Requests"
        case .headTooLarge: "Request Header Fields Too Large"
        case .internalError: "Internal Server Error"
        case .notImplemented: "Not Implemented"
        case .unavailable: "Service Unavailable"
        case .versionNotSupported: "HTTP Version Not Supported"
        }
    }
}

/// Why a request was not done, in words its sender can use.
package struct WebFailure: Error, Sendable {
    package var status: WebStatus
    /// Stable, for programs: `csrf.missing`.
    package var code: String
    /// What was found, what was expected, what to do.
    package var message: String
    /// `Allow`, `Retry-After`, …
    package var headers: [QueryItem] = []

    package init(_ status: WebStatus, code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    package static func notFound(_ what: String, _ name: String, list: String) -> WebFailure {
        WebFailure(
            .notFound, code: "\(what.split(separator: " ").last ?? "thing").unknown",
            "there is no \(what) \"\(name.prefix(200))\", or more than one begins so; \(list) lists them"
        )
    }

    /// Any error a handler let through.
    init(_ error: any Error) {
        switch error {
        case let failure as WebFailure: self = failure
        case let error as StoreError:
            self.init(
                .unavailable, code: error.code.rawValue,
                "\(error.place): \(error.message)")
        case let error as WorkspaceError:
            self.init(
                .conflict, code: "workspace.broken",
                error.diagnostics.map(\.description).joined(separator: "\n"))
        default:
            self.init(
                .internalError, code: "internal",
                "a fault of tocsin's own; the server's terminal says more")
        }
    }
}
