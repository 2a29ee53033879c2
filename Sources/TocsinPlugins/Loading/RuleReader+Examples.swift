import TocsinLua
import TocsinModel

extension RuleReader {
    static func readExamples(_ record: RecordReader, languages: [String]) -> [RuleExample] {
        guard
            let table = record.table("examples", expected: "a list: { match [[…]], nomatch [[…]] }")
        else { return [] }
        if !table.fields.isEmpty {
            record.complain("examples is a list: { match [[…]], nomatch [[…]] }", key: "examples")
        }
        return table.array.compactMap { readExample($0, record: record, languages: languages) }
    }

    private static func readExample(
        _ value: LuaValue, record: RecordReader, languages: [String]
    ) -> RuleExample? {
        guard let table = value.table, let mark = table["__mark"].string else {
            record.complain(
                "an example is \(value.describedForRule); expected match [[…]], nomatch [[…]], "
                    + "figure([[…]], { … }), gives([[…]], { … }) or given { … }:becomes { … }",
                key: "examples")
            return nil
        }
        let line = table["__line"].int ?? record.line(of: "examples")
        var example = RuleExample(
            line: line, text: "", title: "", language: languages.first ?? "en",
            published: Timestamp("2025-01-15T12:00:00Z"), expectation: .nothing)
        if !table["settings"].isNil, table["settings"].table == nil {
            record.complain(
                "\(mark) takes one text, and settings beside it: \(mark)([[…]], { published = \"2025-03-11\" }); found \(table["settings"].describedForRule)",
                line: line)
        }
        if let settings = table["settings"].table {
            let reader = RecordReader(settings, what: "an example", file: record.file, line: line)
            example.title = reader.string("title") ?? ""
            example.language = reader.string("language") ?? example.language
            if let text = reader.string("published") {
                example.published = Timestamp(text)
                if example.published == nil {
                    reader.complain(
                        "\"published\" is not a date: \"\(text)\"; expected e.g. \"2025-03-11\"",
                        line: line)
                }
            }
            reader.finish()
            record.adopt(reader)
        }
        if mark == "given" {
            guard let given = table["given"].table, let becomes = table["becomes"].table else {
                record.complain("given needs :becomes: given { … }:becomes { … }", line: line)
                return nil
            }
            example.expectation = .enriched(given: given, becomes: becomes)
            return example
        }
        let (text, spans): (String, [RuleExample.MarkedSpan])
        do throws(ExampleMarkup.Problem) {
            (text, spans) = try ExampleMarkup.parse(table["text"].string ?? "")
        } catch {
            record.complain(error.message, line: line)
            return nil
        }
        example.text = text
        switch mark {
        case "match":
            if spans.isEmpty {
                record.complain(
                    "this match example marks nothing; mark what must be found: {{role|words}}",
                    line: line)
                return nil
            }
            example.expectation = .match(spans)
        case "nomatch":
            if !spans.isEmpty {
                record.complain("a nomatch example marks nothing", line: line)
                return nil
            }
        case "figure", "gives":
            example.expectation = .values(table["values"].table ?? LuaTable())
        default:
            record.complain("\(mark) does not stand among examples", line: line)
            return nil
        }
        return example
    }

    static func readTimelines(_ record: RecordReader) -> [RuleTimeline] {
        guard let table = record.table("tests", expected: "a list: { timeline \"name\" { … } }")
        else { return [] }
        return table.array.compactMap { item in
            guard let timeline = item.table, timeline["__mark"].string == "timeline",
                let steps = timeline["steps"].table
            else {
                record.complain("tests holds timelines: timeline \"name\" { … }", key: "tests")
                return nil
            }
            var out = RuleTimeline(
                line: timeline["__line"].int ?? 1, name: timeline["name"].string ?? "", steps: [])
            for step in steps.array {
                let table = step.table ?? LuaTable()
                let line = table["__line"].int ?? out.line
                let time = table["time"].string ?? ""
                switch table["__mark"].string {
                case "at":
                    out.steps.append(
                        .at(line: line, time: time, event: table["event"].table ?? LuaTable()))
                case "expect":
                    out.steps.append(
                        .expect(line: line, time: time, text: table["text"].string ?? ""))
                case "quiet": out.steps.append(.quiet(line: line, time: time))
                default:
                    record.complain(
                        "a timeline holds at \"06:00\" { … }, expect \"06:00\" \"…\" and quiet \"06:00\"",
                        line: line)
                }
            }
            return out
        }
    }
}
