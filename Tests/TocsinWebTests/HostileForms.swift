import Foundation

/// Requests nobody means well with, by what they try, with the answers they may get. `0` is none: the other side
/// closed, as it may on what is no HTTP.
struct HostileForm: Sendable {
    var name: String
    var bytes: [UInt8]
    var answers: Set<Int>

    init(_ name: String, _ text: String, _ answers: Set<Int>) {
        self.name = name
        bytes = Array(text.utf8)
        self.answers = answers
    }

    /// One request with a proper head.
    static func get(
        _ target: String, _ answers: Set<Int>, headers: [String] = [], method: String = "GET",
        host: String = "localhost"
    ) -> HostileForm {
        let lines =
            ["\(method) \(target) HTTP/1.1", "Host: \(host)", "Connection: close"] + headers
        return HostileForm(
            "\(method) \(target.prefix(120)) \(headers.joined(separator: ", ").prefix(120)) [\(host.prefix(60))]",
            lines.joined(separator: "\r\n") + "\r\n\r\n", answers)
    }

    static func post(
        _ target: String, _ type: String?, _ body: String, _ answers: Set<Int>,
        headers: [String] = [], method: String = "POST"
    ) -> HostileForm {
        let lines =
            ["\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
            + (type.map { ["Content-Type: \($0)"] } ?? []) + ["Content-Length: \(body.utf8.count)"]
        return HostileForm(
            "\(method) \(target) \(type ?? "") \(body.prefix(80)) \(headers.joined(separator: ", ").prefix(120))",
            lines.joined(separator: "\r\n") + "\r\n\r\n" + body, answers)
    }

    // MARK: - What reads a request one way and another another way

    static let smuggling: [HostileForm] = {
        func raw(_ name: String, _ head: String, _ body: String = "", _ answers: Set<Int> = [400])
            -> HostileForm
        {
            HostileForm(name, head + "\r\n\r\n" + body, answers)
        }
        let hidden = "GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let post =
            "POST /api/v1/silences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        let get = "GET /about HTTP/1.1\r\nHost: localhost\r\n"
        let chunked = post + "Transfer-Encoding: chunked"
        return [
            raw(
                "length and chunks", post + "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "0\r\n\r\n" + hidden),
            raw("chunks and length", chunked + "\r\nContent-Length: 4", "0\r\n\r\n" + hidden),
            raw(
                "a coding that looks like chunked", post + "Transfer-Encoding: xchunked",
                "0\r\n\r\n", [501]),
            raw("chunked twice", post + "Transfer-Encoding: chunked, chunked", "0\r\n\r\n", [501]),
            raw("two codings", chunked + "\r\nTransfer-Encoding: identity", "0\r\n\r\n"),
            raw("chunked with a form feed", post + "Transfer-Encoding:\u{0c}chunked", "0\r\n\r\n"),
            raw("a blank before the colon", post + "Transfer-Encoding : chunked", "0\r\n\r\n"),
            raw("a blank before the name", post + " Transfer-Encoding: chunked", "0\r\n\r\n"),
            raw("a quoted coding", post + "Transfer-Encoding: \"chunked\"", "0\r\n\r\n", [501]),
            raw(
                "two lengths that differ", post + "Content-Length: 0\r\nContent-Length: 60", hidden),
            raw("two lengths that agree", post + "Content-Length: 2\r\nContent-Length: 2", "{}"),
            raw("a list of lengths", post + "Content-Length: 2, 2", "{}"),
            raw("a signed length", post + "Content-Length: +2", "{}"),
            raw("a negative length", post + "Content-Length: -2", "{}"),
            raw("a hexadecimal length", post + "Content-Length: 0x2", "{}"),
            raw("a length with a point", post + "Content-Length: 2.0", "{}"),
            raw("a length in other digits", post + "Content-Length: ٢", "{}"),
            raw("a length beyond all", post + "Content-Length: 18446744073709551617", "{}"),
            raw("an empty length", post + "Content-Length:", "{}"),
            raw(
                "chunks in HTTP/1.0", "POST /policy HTTP/1.0\r\nTransfer-Encoding: chunked",
                "0\r\n\r\n"),
            raw("a negative chunk", chunked, "-1\r\n{}\r\n0\r\n\r\n"),
            raw("a chunk of 0x", chunked, "0x2\r\n{}\r\n0\r\n\r\n"),
            raw("a chunk beyond all", chunked, "ffffffff\r\n{}", [413]),
            raw("a chunk with too many digits", chunked, "0000000000000002\r\n{}\r\n0\r\n\r\n"),
            raw("a chunk without digits", chunked, ";x=y\r\n{}\r\n0\r\n\r\n"),
            raw("a chunk that ends in a bare LF", chunked, "2\n{}\r\n0\r\n\r\n"),
            raw("a chunk longer than told", chunked, "2\r\n{}x\r\n0\r\n\r\n"),
            raw(
                "an endless extension", chunked,
                "2;" + String(repeating: "x", count: 5000) + "\r\n{}\r\n0\r\n\r\n"),
            raw(
                "endless trailers", chunked,
                "0\r\n" + String(repeating: "A: b\r\n", count: 100) + "\r\n"),
            HostileForm("bare LF", "GET /about HTTP/1.1\nHost: localhost\n\n\r\n\r\n", [400]),
            HostileForm("bare CR", "GET /about HTTP/1.1\rHost: localhost\r\r\n\r\n", [400]),
            raw("a folded line", get + "X-A: a\r\n b"),
            raw("a folded line with a tab", get + "X-A: a\r\n\tb"),
            raw("a zero byte in a value", get + "X-A: a\u{0}b"),
            raw("a zero byte in a name", get + "X\u{0}A: b"),
            raw("a name with a bracket", get + "X(A): b"), raw("no name", get + ": b"),
            raw("no colon", get + "host"),
            raw("a name in other letters", get + "Ноst: evil.example"),
            raw("a tab in the request line", "GET\t/about HTTP/1.1\r\nHost: localhost"),
            raw("two blanks in the request line", "GET  /about HTTP/1.1\r\nHost: localhost"),
            raw("a blank after the version", "GET /about HTTP/1.1 \r\nHost: localhost"),
            raw("no version", "GET /about\r\nHost: localhost"),
            raw("a version to come", "GET /about HTTP/2.0\r\nHost: localhost", "", [505]),
            raw("a version in letters", "GET /about HTTP/x\r\nHost: localhost", "", [505]),
            raw("the preface of HTTP/2", "PRI * HTTP/2.0", "SM\r\n\r\n", [400, 405, 505]),
            raw("TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}", "", [400]),
            raw("a method in small letters", "get /about HTTP/1.1\r\nHost: localhost", "", [405]),
            raw("a made-up method", "FROB /about HTTP/1.1\r\nHost: localhost", "", [405]),
            raw("TRACE", "TRACE / HTTP/1.1\r\nHost: localhost\r\nCookie: secret", "", [405]),
            raw(
                "CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example", "",
                [400, 405]),
            raw("the absolute form", "GET http://localhost/about HTTP/1.1\r\nHost: localhost"),
            raw(
                "the absolute form of another host",
                "GET http://evil.example/ HTTP/1.1\r\nHost: localhost"),
            raw("the asterisk", "OPTIONS * HTTP/1.1\r\nHost: localhost", "", [400, 405]),
            raw("an empty target", "GET  HTTP/1.1\r\nHost: localhost"),
            raw("letters outside ASCII", "GET /é HTTP/1.1\r\nHost: localhost"),
        ]
    }()

    // MARK: - Names that are not ours (DNS rebinding)

    static let hosts: [HostileForm] =
        [
            "evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "localhost.", "0.0.0.0",
            "127.1",
            "2130706433", "0x7f000001", "017700000001", "localhost@evil.example",
            "evil.example@localhost",
            "localhost,evil.example", "localhost/evil", "localhost:80:90", "localhost:80evil",
            "localhost:",
            "localhost:99999999999999999999", "[::1", "[::1]evil.example", "[::ffff:127.0.0.1]",
            "[fe80::1%25eth0]",
            "::1", "local host", "lоcalhost", "%6cocalhost", "localhost%00.evil.example", "*",
            "\"localhost\"", "",
        ].map { get("/about", [400, 421], host: $0) }
        + ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:443"].map {
            get("/about", [200], host: $0)
        } + [
            HostileForm("no Host", "GET /about HTTP/1.1\r\n\r\n", [400]),
            HostileForm(
                "two Hosts",
                "GET /about HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                [400]),
            get(
                "/about", [200],
                headers: ["X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"]),
            get(
                "/about", [200], headers: ["X-Original-URL: /api/v1/silences", "X-Rewrite-URL: /x"]),
        ]

    // MARK: - Forms and calls of other sites

    static let foreign: [HostileForm] = {
        let silence = #"{"matchers":["rule=a.b"],"comment":"x","for":"1 hour"}"#
        let form = "matchers=rule%3Da.b&for=1+hour&comment=x"
        let json = "application/json"
        let coded = "application/x-www-form-urlencoded"
        var out: [HostileForm] = []
        for type in [
            "text/plain", "multipart/form-data; boundary=x", coded, nil,
            "text/plain; application/json",
            "application/jsonx", "application/json-patch+json", "text/json", "*/*",
        ] {
            out.append(post("/api/v1/silences", type, silence, [403, 415]))
        }
        for headers in [
            ["Origin: null"], ["Origin: http://evil.example"],
            ["Origin: https://localhost.evil.example"],
            ["Origin: file://"], ["Origin: http://localhost:1"], ["Origin: localhost"],
            ["Origin: javascript:x"],
            ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"], ["Sec-Fetch-Site: x"],
            ["Origin: http://localhost@evil.example"], ["Origin: http://"],
        ] {
            out.append(post("/api/v1/silences", json, silence, [403], headers: headers))
            out.append(post("/policy/silences", coded, form, [403], headers: headers))
        }
        for headers in [
            [], ["X-CSRF-Token:"], ["X-CSRF-Token: 0"],
            ["X-CSRF-Token: " + String(repeating: "0", count: 64)],
            ["Cookie: tocsin=x; tocsin-00000000=y"], ["Referer: http://localhost/policy"],
        ] {
            out.append(
                post(
                    "/policy/silences", coded, form + "&csrf=" + String(repeating: "a", count: 64),
                    [403], headers: headers))
        }
        out += [
            post("/policy/silences?csrf=x", coded, form, [403]),
            post(
                "/policy/silences", "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n--b--\r\n",
                [403, 415]),
            post("/policy/silences", "text/plain", form, [403, 415]),
            get("/policy/silences", [404, 405], headers: ["X-HTTP-Method-Override: POST"]),
            get("/alerts/x/acknowledge", [404, 405]), get("/rules/a.b/save", [404, 405]),
            get("/silences/x/expire?_method=POST", [404, 405]),
            post(
                "/api/v1/silences/x", nil, "", [403, 404], headers: ["Origin: null"],
                method: "DELETE"),
            get(
                "/api/v1/silences", [405],
                headers: ["Access-Control-Request-Method: POST", "Origin: http://evil.example"],
                method: "OPTIONS"),
        ]
        return out
    }()

    // MARK: - Paths

    static let paths: [HostileForm] =
        [
            "/../etc/passwd", "/assets/../../etc/passwd", "/assets/..%2f..%2fetc%2fpasswd",
            "/assets/%2e%2e",
            "/assets/....//etc", "/assets/..%5c..%5cetc", "/assets/%252e%252e%252fpasswd",
            "/assets/tocsin.css%00.txt",
            "/assets/tocsin.css/", "/assets/TOCSIN.css", "/assets/.", "/assets/%c0%ae%c0%ae/x",
            "/%00", "/%", "/%4", "/%zz",
            "/a%ff", "/%ed%a0%80", "/%f4%90%80%80", "/;/", "/api%2fv1%2fsilences",
            "/api/v1/../v1/silences", "/API/V1/EVENTS",
            "/rules/..%2f..%2f..%2fetc%2fpasswd/edit", "/rules/.%2e/edit", "/rules/__proto__",
            "/rules/constructor/edit",
            "/articles/..%2f..%2fstore.sqlite", "/articles/%2e%2e%2fx",
            "/incidents/%27%20OR%201=1--", "/alerts/%25",
            "/alerts/%e2%80%ae", "/runs/x", "/" + String(repeating: "a/", count: 4000),
            "/articles/" + String(repeating: "%41", count: 4000), "/api/v1/alerts/x/cap/..%2f..",
            "/.tocsin/store.sqlite",
            "/.git/config", "/workspace.lua", "/api/v1/rules/a.b%00/source",
        ].map { get($0, [200, 303, 400, 404, 405, 431]) }

    // MARK: - Numbers, days and places in addresses

    static let queries: [HostileForm] = {
        let numbers = [
            "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1",
            "0x10", "NaN", "٣", "",
        ]
        var out: [HostileForm] = []
        for number in numbers {
            for target in [
                "/?page=", "/incidents?page=", "/articles?page=", "/rules?page=", "/sources?page=",
                "/articles/x?version=",
                "/api/v1/events?limit=", "/api/v1/search?q=drone&limit=",
            ] {
                out.append(get(target + PercentEscape.of(number), [200, 400, 404, 422]))
            }
        }
        let places = [
            "9223372036854775807.9223372036854775807", "-9223372036854775808.-9223372036854775808",
            "none.1", ".1",
            "1.", "9223372036854775807-1", "-1-1", "1-9223372036854775807", "1099511627776.1",
        ]
        for place in places {
            for target in [
                "/search?q=drone&after=", "/api/v1/search?q=drone&after=",
                "/api/v1/articles?after=",
                "/api/v1/alerts?after=", "/rules/political-violence.attack?after=",
            ] {
                out.append(get(target + place, [200, 400, 422]))
            }
        }
        let times = [
            "9999-12-31", "0000-01-01", "-001-01-01", "9999-12-31T23:59:60Z", "999999 weeks",
            "0.0000001 seconds",
            "99999999999999999999 days", "inf days", "nan weeks", "2025-02-30",
            "2025-03-11T00:00:00+99:99",
        ].map(PercentEscape.of)
        for time in times {
            for target in [
                "/?since=", "/map?until=", "/map?since=0000-01-01&until=", "/search?q=drone&since=",
                "/search?q=drone&until=",
                "/policy?severity=severe&at=", "/api/v1/events?since=", "/api/v1/events?first_day=",
                "/api/v1/tallies/events?by=day&until=",
            ] {
                out.append(get(target + time, [200, 400, 422]))
            }
        }
        for view in [
            "1e308,1e308,1e308", "nan,nan,nan", "0,0,1e-308", "180,85,inf", "-180,-85,360", "0,0,0",
            ",,,", "world",
            String(repeating: "1,", count: 2000),
        ] {
            out.append(get("/map?view=" + view, [200]))
        }
        for query in [
            String(repeating: "(", count: 1500), "a NEAR/9223372036854775808 b", "NOT NOT NOT a",
            "\"", "*", "a*b*c*d*",
            "ATLEAST/99999999999(a,b)", "@list", "title:",
            String(repeating: "a OR ", count: 350) + "a",
            "\u{202e}drone", "' OR 1=1 --", "drone\u{0301}\u{0301}\u{0301}",
        ] {
            out.append(get("/search?q=" + PercentEscape.of(query), [200, 400, 422, 431]))
            out.append(get("/api/v1/search?q=" + PercentEscape.of(query), [200, 400, 422, 431]))
            out.append(get("/?q=" + PercentEscape.of(query), [200, 400, 422, 431]))
        }
        out.append(get("/?" + String(repeating: "severity=severe&", count: 900), [200, 400, 422]))
        out.append(get("/?" + String(repeating: "rule=a.b&", count: 990), [200, 400, 422]))
        out.append(
            get(
                "/api/v1/events?kind=" + String(repeating: "A&kind=", count: 900) + "B", [200, 400])
        )
        out.append(
            get("/?group=__proto__&order=constructor&done=__proto__&state=toString", [200, 422]))
        return out
    }()

    // MARK: - Headers

    static let headers: [HostileForm] = {
        let many = String(repeating: "text/html;q=0.9,", count: 600)
        return [
            get("/assets/tocsin.css", [200], headers: ["Range: bytes=0-0,0-0,0-0", "If-Range: x"]),
            get("/api/v1/events.csv", [200], headers: ["Range: bytes=-9223372036854775808"]),
            get("/about", [200], headers: ["Accept: " + many]),
            get(
                "/about", [200],
                headers: ["Accept-Encoding: " + String(repeating: "gzip;q=0.0001,", count: 500)]),
            get(
                "/about", [200],
                headers: ["Accept-Language: " + String(repeating: "\u{202e}en,", count: 200)]),
            get("/assets/tocsin.css", [200, 304], headers: ["If-None-Match: *"]),
            get(
                "/assets/tocsin.css", [200, 304],
                headers: ["If-None-Match: " + String(repeating: "\"x\",", count: 1000)]),
            get("/about", [200], headers: ["Cookie: " + String(repeating: "a=b; ", count: 1500)]),
            get("/about", [200], headers: ["Cookie: ;;;===;=;tocsin="]),
            get(
                "/about", [200],
                headers: [
                    "Upgrade: websocket", "Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 13",
                ]),
            get(
                "/about", [200],
                headers: ["Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"]),
            get("/about", [417], headers: ["Expect: 200-ok"]),
            get(
                "/about", [200],
                headers: ["Authorization: Bearer " + String(repeating: "x", count: 8000)]),
            get(
                "/about", [200],
                headers: ["Authorization: Basic Og==", "Proxy-Authorization: Basic Og=="]),
            get("/about", [431], headers: ["X: " + String(repeating: "y", count: 17000)]),
            get("/about", [431], headers: Array(repeating: "X: y", count: 120)),
            get(
                "/about", [200],
                headers: ["X-Forwarded-Proto: https\u{9}", "X-Forwarded-For: 127.0.0.1"]),
            get("/about", [200], headers: ["Purpose: prefetch", "TE: trailers, deflate;q=0.5"]),
        ]
    }()

    static let bodies: [HostileForm] = {
        let json = "application/json"
        func silence(_ body: String, _ answers: Set<Int> = [400, 422]) -> HostileForm {
            post("/api/v1/silences", json, body, answers)
        }
        let deep = String(repeating: "[", count: 200_000)
        return [
            silence(deep), silence(String(repeating: "{\"a\":", count: 100_000)),
            silence("{\"matchers\":" + deep + String(repeating: "]", count: 200_000) + "}"),
            silence(""), silence("null"), silence("1e999"), silence("[]"), silence("\"\""),
            silence("{"),
            silence("\u{feff}{}"),
            silence("{\"matchers\":[\"\\ud800\"],\"comment\":\"x\",\"for\":\"1 hour\"}"),
            silence("{\"matchers\":[\"rule=\\u0000\"],\"comment\":1,\"for\":\"1 hour\"}"),
            silence("{\"__proto__\":{\"x\":1},\"constructor\":{\"prototype\":{}}}"),
            silence("{\"matchers\":[],\"matchers\":[],\"comment\":\"x\"}"),
            silence(
                "{\"matchers\":[" + String(repeating: "\"rule=a.b\",", count: 60)
                    + "\"rule=a.b\"],\"comment\":\"x\",\"for\":\"1 hour\"}"),
            silence("{\"matchers\":[\"rule=a.b\"],\"comment\":\"x\",\"for\":\"1e400 hours\"}"),
            silence("{\"matchers\":[\"rule=a.b\"],\"comment\":\"x\",\"for\":\"-1 hours\"}"),
            silence(
                "{\"matchers\":[\"rule=a.b\"],\"comment\":\"x\",\"ends\":\"0000-00-00T00:00:00Z\"}"),
            silence(
                "{\"matchers\":[\"rule=a.b\"],\"comment\":\"x\",\"ends\":99999999999999999999}"),
            silence("{\"matchers\":[\"severity>=\"],\"comment\":\"x\",\"for\":\"1 hour\"}"),
            silence("{\"matchers\":[\"=\",\"<=\",\">=\"],\"comment\":\"x\",\"for\":\"1 hour\"}"),
            silence("{\"matchers\":[\"rule=,,,\"],\"comment\":\"x\",\"for\":\"1 hour\"}"),
            silence("{\"matchers\":[\"area=\\\"open\"],\"comment\":\"x\",\"for\":\"1 hour\"}"),
            post(
                "/api/v1/incidents/x/reviews", json,
                "{\"action\":\"edit\",\"reason\":\"x\",\"values\":{\"killed\":\"1\"}}", [404]),
            HostileForm(
                "a body that never comes",
                "POST /api/v1/silences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
                [0, 408]),
            post("/api/v1/silences", json, String(repeating: " ", count: 3 << 20), [0, 413]),
        ]
    }()

    static let all = smuggling + hosts + foreign + paths + queries + headers + bodies
}

/// Percent-encoding for the targets above.
enum PercentEscape {
    static func of(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F:
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }
}
