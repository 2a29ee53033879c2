import Testing
import TocsinSources

/// robots.txt after RFC 9309, most cases from its own examples.
struct RobotsFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var file: String
        var allowed: [String] = []
        var forbidden: [String] = []
        var agent = "Tocsin/0.1 (+https://desk.example)"

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "an empty file allows everything", file: "", allowed: ["/", "/a"]),
        Case(
            name: "a group for everybody", file: "User-agent: *\nDisallow: /private",
            allowed: ["/", "/news"], forbidden: ["/private", "/private/x", "/privateer"]),
        Case(
            name: "our own group counts alone",
            file: "User-agent: *\nDisallow: /\n\nUser-agent: tocsin\nDisallow: /x\n",
            allowed: ["/", "/news"], forbidden: ["/x"]),
        Case(
            name: "a name that only begins like ours is another's",
            file: "User-agent: toc\nDisallow: /\nUser-agent: tocsinbot\nDisallow: /\n",
            allowed: ["/"]),
        Case(
            name: "groups of one name are joined",
            file:
                "user-agent: Tocsin\ndisallow: /a\n\nuser-agent: x\ndisallow: /b\n\nUSER-AGENT: TOCSIN\nDISALLOW: /c",
            allowed: ["/b"], forbidden: ["/a", "/c"]),
        Case(
            name: "several agents share the rules that follow",
            file: "User-agent: a\nUser-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /c",
            allowed: ["/a/b", "/a/b/c"], forbidden: ["/a", "/a/", "/c"]),
        Case(
            name: "the longest match wins",
            file: "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif",
            allowed: ["/example/page/"], forbidden: ["/example/page/disallowed.gif"]),
        Case(
            name: "of two as long, the one that allows",
            file: "User-agent: *\nDisallow: /page\nAllow: /page", allowed: ["/page"]),
        Case(
            name: "an empty Disallow forbids nothing", file: "User-agent: *\nDisallow:",
            allowed: ["/", "/x"]),
        Case(
            name: "stars and the end sign",
            file: "User-agent: *\nDisallow: *.gif$\nDisallow: /a*b\nDisallow: /e$",
            allowed: ["/x.gif?y", "/a.html", "/e/", "/ef"],
            forbidden: ["/x.gif", "/axxb", "/axxbcc", "/e"]),
        Case(
            name: "percent-encoding is compared decoded",
            file: "User-agent: *\nDisallow: /foo/bar/%55\nDisallow: /%D1%84\nDisallow: /ö",
            allowed: ["/foo/bar/"],
            forbidden: ["/foo/bar/U", "/foo/bar/%55", "/ф", "/%d1%84x", "/%c3%b6", "/%C3%B6"]),
        Case(
            name: "comments, spaces, a byte-order mark and other line ends",
            file:
                "\u{feff}# hello\r\nUser-Agent : * # all\r\n  Disallow : /x # no\r\rSitemap: y\r\nDisallow: /z",
            allowed: ["/y"], forbidden: ["/x", "/z"]),
        Case(
            name: "rules before any agent are nobody's", file: "Disallow: /\nUser-agent: *\n",
            allowed: ["/"]),
        Case(
            name: "a page of HTML allows everything",
            file: "<html><head><title>404: Not found</title></head></html>", allowed: ["/"]),
        Case(
            name: "robots.txt itself may always be asked", file: "User-agent: *\nDisallow: /",
            allowed: ["/robots.txt"], forbidden: ["/", "", "/x"]),
    ]

    @Test(arguments: cases) func `robots.txt is obeyed`(_ given: Case) {
        let file = RobotsFile(Array(given.file.utf8))
        for path in given.allowed {
            #expect(file.verdict(path: path, agent: given.agent) == .allowed, "\(path)")
        }
        for path in given.forbidden {
            #expect(file.verdict(path: path, agent: given.agent) != .allowed, "\(path)")
        }
    }

    @Test func `a refusal names the line`() {
        let file = RobotsFile(Array("User-agent: *\nAllow: /a\nDisallow: /b".utf8))
        #expect(
            file.verdict(path: "/b/c", agent: "Tocsin")
                == .forbidden("its robots.txt forbids it (line 3: Disallow: /b)"))
    }

    @Test func `no file allows all, a server in trouble nothing`() {
        #expect(
            RobotsFile(answer: FetchAnswer(status: 404)).verdict(path: "/", agent: "T")
                == .allowed)
        #expect(
            RobotsFile(answer: FetchAnswer(status: 503)).verdict(path: "/", agent: "T")
                != .allowed)
        #expect(RobotsFile(unreachable: "x").verdict(path: "/", agent: "T") != .allowed)
    }

    @Test func `a crawl delay is kept, within a day`() {
        let file = RobotsFile(
            Array("User-agent: *\nCrawl-delay: 7.5\nUser-agent: x\nCrawl-delay: 9e9".utf8))
        #expect(file.delay(agent: "Tocsin") == 7.5)
        #expect(file.delay(agent: "x") == 86400)
    }

    @Test func `a megabyte of stars ends soon`() {
        let stars = String(repeating: "*a", count: 2000)
        let file = RobotsFile(Array("User-agent: *\nDisallow: /\(stars)b\n".utf8))
        let path = "/" + String(repeating: "a", count: 4000)
        let start = ContinuousClock.now
        #expect(file.verdict(path: path, agent: "T") == .allowed)
        #expect(ContinuousClock.now - start < .seconds(2))
    }
}
