import Foundation
import Testing

/// `tocsin match`: a list of rules in the neutral form on articles, without a workspace.
@Suite struct MatchCommandTests {
    static let rules = """
        {"id": "B", "phrase": "able to get"}
        {"id": "A", "must": ["seen", "toward"], "not_": ["bigger"]}
        {"id": "C", "any1": ["general strike", "issues"], "any2": ["carbon", "prop"], "not_": ["rumbled"]}
        {"id": "Q", "query": "café NEAR/3 \\"able to\\""}

        """
    static let articles = """
        {"title": "He was ABLE", "text": "to get there"}
        {"title": "", "text": "seen going toward, bigger"}
        {"title": "General strike", "body": "Carbon and able to cafe"}
        {"title": "x", "text": "seen going toward"}

        """

    private static func scratch() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(rules, to: "rules.jsonl")
        try scratch.write(articles, to: "articles.jsonl")
        return scratch
    }

    private static func match(_ scratch: Scratch, _ options: String...) throws -> Command.Result {
        try Command.run(["match", "--rules", "rules.jsonl"] + options, in: scratch.url)
    }

    @Test func `each form prints a line a match; full folding ends a phrase at the title`() throws {
        let scratch = try Self.scratch()
        let plain = try Self.match(scratch, "articles.jsonl", "--fold", "case")
        #expect(plain.status == 0 && plain.output == "0\tB\n2\tC\n3\tA\n")
        let full = try Self.match(scratch, "articles.jsonl")
        #expect(full.output == "2\tC\n2\tQ\n3\tA\n")
    }

    @Test func `a query tells the title from the body, and inflects in the article's language`()
        throws
    {
        let scratch = try Scratch()
        try scratch.write(
            #"""
            {"id": "T", "query": "title:drone"}
            {"id": "N", "query": "drone NEAR/3 fell"}
            {"id": "S", "query": "drone SAME/s fell"}
            {"id": "B", "query": "\"the drone fell\""}
            {"id": "I", "query": "cheval~"}

            """#, to: "rules.jsonl")
        try scratch.write(
            """
            {"title": "The drone", "text": "fell on two chevaux"}
            {"title": "It fell", "text": "The drone fell.", "lang": "fr"}
            {"language": "fr", "text": "Two chevaux, title: drone"}

            """, to: "articles.jsonl")
        for fold in ["full", "case"] {
            let found = try Self.match(scratch, "articles.jsonl", "--fold", fold)
            #expect(found.output == "0\tT\n1\tN\n1\tS\n1\tB\n2\tI\n", "\(fold): \(found)")
        }
    }

    @Test func `JSON is one object an article that matched, whatever the workers`() throws {
        let scratch = try Self.scratch()
        for workers in ["1", "3", "9"] {
            let found = try Self.match(
                scratch, "articles.jsonl", "--format", "json", "--workers", workers)
            #expect(
                found.output == """
                    {"article":2,"rules":["C","Q"]}
                    {"article":3,"rules":["A"]}

                    """)
        }
    }

    @Test func `text files are articles too, an empty one among them`() throws {
        let scratch = try Self.scratch()
        try scratch.write("", to: "empty.txt")
        try scratch.write("We were able\nto get in.", to: "one.txt")
        let found = try Self.match(scratch, "empty.txt", "one.txt", "empty.txt", "--workers", "2")
        #expect(found.output == "1\tB\n")
    }

    @Test func `a cache gives the same, and a damaged one is made anew`() throws {
        let scratch = try Self.scratch()
        let fresh = try Self.match(scratch, "articles.jsonl", "--cache", "cache")
        let cached = try Self.match(scratch, "articles.jsonl", "--cache", "cache")
        #expect(cached.output == fresh.output && !cached.output.isEmpty)
        let folder = scratch.url.appendingPathComponent("cache")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.count == 2)
        for file in files {
            let url = folder.appendingPathComponent(file)
            var bytes = try Data(contentsOf: url)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: url)
        }
        #expect(
            try Self.match(scratch, "articles.jsonl", "--cache", "cache").output == fresh.output)
    }

    @Test func `counts go to standard error`() throws {
        let found = try Self.match(try Self.scratch(), "articles.jsonl", "--stats", "--quiet")
        #expect(found.output.isEmpty)
        for part in ["rules=4 ", "articles=4 ", "bytes=", "matches=3 ", "compile_s=", "scan_s="] {
            #expect(found.errors.contains(part), "\(found.errors)")
        }
    }

    @Test(arguments: [
        ("{\"id\": \"Q\", \"query\": \"a AND hd=b\"}", "rules.jsonl:1: query, character 7: "),
        ("\n{\"id\": \"Q\"}", "rules.jsonl:2: "),
        ("{\"id\": \"Q\", \"query\": \"@x\"}", "rules.jsonl:1: query, character 1: @x: "),
    ])
    func `a broken rule is named with its line`(rule: String, start: String) throws {
        let scratch = try Self.scratch()
        try scratch.write(rule, to: "rules.jsonl")
        let found = try Self.match(scratch, "articles.jsonl")
        #expect(found.status == 1)
        #expect(found.errors.hasPrefix(start), "\(found.errors)")
    }

    @Test func `a file that is not there is an error of the user, a wrong option one of usage`()
        throws
    {
        let scratch = try Self.scratch()
        let missing = try Self.match(scratch, "nofile.txt")
        #expect(missing.status == 1 && missing.errors.hasPrefix("nofile.txt: cannot be read"))
        #expect(try Self.match(scratch, "articles.jsonl", "--workers", "0").status == 2)
    }
}
