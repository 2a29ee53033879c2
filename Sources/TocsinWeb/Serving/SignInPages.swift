import Foundation
import TocsinModel

/// Signing in and out, where the workbench demands a password.
enum SignInPages {
    static let routes = [
        Route(.get, "/sign-in", "Asks who you are", isPublic: true) { request, bench in
            guard bench.access.isGuarded else { return .seeOther("/") }
            return page(request, problem: nil)
        },
        Route(.post, "/sign-in", "Begins a session", writes: false, isPublic: true) {
            request, bench in
            guard bench.access.isGuarded else { return .seeOther("/") }
            let form = try request.form()
            let name = form["name"] ?? ""
            guard !name.isEmpty, name.count <= 60,
                name.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
            else { return page(request, problem: "Say who you are, in at most 60 characters.") }
            guard
                let session = try bench.access.signIn(
                    name: name, password: form.text("password") ?? "", from: request.address,
                    now: request.now)
            else {
                return page(request, problem: "That is not the password of this workbench.")
            }
            return WebAnswer.seeOther(form["next"] ?? "/")
                .with("Set-Cookie", bench.access.setCookie(session, request.headers))
        },
        Route(.post, "/sign-out", "Ends the session", writes: false) { request, bench in
            bench.access.signOut(request.headers)
            return .seeOther("/sign-in")
        },
    ]

    private struct View: Sendable {
        var next: String
        var problem: String?
        var isPlain: Bool
    }

    private static func page(_ request: WebRequest, problem: String?) -> WebAnswer {
        let next = request["next"] ?? (try? request.form()["next"]) ?? "/"
        return .page(
            "sign-in", title: "Sign in", section: nil,
            View(
                next: next, problem: problem,
                isPlain: request.headers["x-forwarded-proto"] != "https"),
            status: problem == nil ? .ok : .forbidden)
    }
}
