import Mustache
import Testing
import TocsinModel
@testable import TocsinStore

@testable import TocsinWeb

private func request(_ query: String, path: String = "/") throws -> WebRequest {
    let items = try #require(PercentCoding.items(Array(query.utf8)[...]))
    return WebRequest(
        method: .get, path: path, query: items, author: "ana",
        now: Timestamp("2025-03-12T00:00:00Z")!)
}

@Test(arguments: [
    "q=drone+raid&state=open&severity=severe&kind=ASSAULT&country=RUS&rule=a.b&source=The+Wire",
    "since=2025-03-01&until=2025-03-07", "since=2025-03-01T06:30:00Z", "disputed=1&status=denied",
    "state=all&edited=1&review=none&incident=i1", "",
])
func `filters of an address come back as the same address`(query: String) throws {
    let filter = try ListFilter(try request(query))
    let again = try ListFilter(try request(PercentCoding.query(filter.items)))
    #expect(again == filter)
    #expect(filter.isNarrow == !query.isEmpty)
}

@Test func `the last day of a filter is wholly in`() throws {
    let filter = try ListFilter(try request("until=2025-03-07"))
    #expect(filter.until == Timestamp("2025-03-08T00:00:00Z"))
    #expect(filter.address("/map") == "/map?until=2025-03-07")
}

@Test(arguments: ["severity=sever", "state=opn", "since=yesterday", "status=sure"])
func `a filter that means nothing is refused in words`(query: String) throws {
    let name = query.prefix { $0 != "=" }
    let failure = #expect(throws: WebFailure.self) { _ = try ListFilter(try request(query)) }
    #expect(failure?.message.contains(name) == true)
}

@Test(arguments: [
    ("/?state=open#alert-1", "/?state=open&done=x#alert-1"), ("/", "/?done=x"),
    ("//evil.example/", "/alerts/1?done=x"), ("https://evil.example/", "/alerts/1?done=x"),
    ("/\\evil.example", "/alerts/1?done=x"), ("/?done=y&q=1", "/?q=1&done=x"),
])
func `a form leads back to a page of this site only`(back: String, expected: String) {
    let form = FormFields(items: [QueryItem(name: "back", value: back)])
    #expect(DoneNotice.back(form, otherwise: "/alerts/1", done: "x") == expected)
}

// MARK: - Words

struct DifferenceCase: Sendable {
    var old: String
    var new: String
    /// `[-gone-]` and `{+new+}`
    var expected: String
}

@Test(arguments: [
    DifferenceCase(
        old: "three were killed", new: "three were killed", expected: "three were killed"),
    DifferenceCase(
        old: "One man died, three were hurt.", new: "One man died, four were hurt.",
        expected: "One man died, [-three -]{+four +}were hurt."),
    DifferenceCase(old: "", new: "a b", expected: "{+a b+}"),
    DifferenceCase(
        old: "First.\n\nSecond.\n\nThird.", new: "First.\n\nThird.",
        expected: "First.\n\n[-Second.\n\n-]Third."),
    DifferenceCase(old: "тихо ночью", new: "тихо днём", expected: "тихо [-ночью-]{+днём+}"),
])
func `two versions differ by the words that changed`(one: DifferenceCase) {
    let pieces = WordDifference(from: one.old, to: one.new).pieces
    let shown = pieces.map {
        $0.isAdded ? "{+\($0.text)+}" : $0.isRemoved ? "[-\($0.text)-]" : $0.text
    }.joined()
    #expect(shown == one.expected)
    #expect(pieces.filter { !$0.isAdded }.map(\.text).joined() == one.old)
    #expect(pieces.filter { !$0.isRemoved }.map(\.text).joined() == one.new)
}

@Test func `a long text that is all new is shown as a whole`() {
    let old = (0..<4000).map { "a\($0)" }.joined(separator: " ")
    let new = (0..<4000).map { "b\($0)" }.joined(separator: " ")
    #expect(WordDifference(from: old, to: new).pieces.count == 2)
}

// MARK: - Marks

private func mark(
    _ range: Range<Int>, _ group: RoleGroup, _ layer: ArticleMark.Layer, _ note: String
) -> ArticleMark {
    ArticleMark(span: Span(field: .body, range: range), group: group, layer: layer, note: note)
}

@Test func `overlapping marks have the paint of the innermost and a line each`() {
    let text = "a guard had died, he said"
    let pieces = MarkedArticle.pieces(
        text, .body,
        [
            mark(0..<16, .quote, .claim, "n3"), mark(2..<16, .trigger, .event, "n1"),
            mark(2..<7, .party, .event, "n2"), mark(2..<7, .party, .mention, "n4"),
        ])
    #expect(pieces.map(\.text).joined() == text)
    #expect(pieces.map(\.text) == ["a ", "guard", " had died", ", he said"])
    #expect(pieces[0].classes == "line-2-quote")
    #expect(pieces[1].classes.split(separator: " ").contains("paint-party"))
    #expect(pieces[1].classes.split(separator: " ").contains("line-1-trigger"))
    #expect(pieces[2].classes == "line-1-trigger line-2-quote")
    #expect(pieces[3].isPlain)
    // A quotation keeps its height from its first word to its last.
    #expect(pieces.prefix(3).allSatisfy { $0.classes.contains("line-2-quote") })
    #expect(pieces[1].target == "n2" && pieces[2].target == "n1")
}

@Test func `a mark beyond the text or between its characters is left out or kept whole`() {
    let pieces = MarkedArticle.pieces(
        "Дрони", .body, [mark(0..<400, .trigger, .event, "n1"), mark(4..<4, .word, .word, "n2")])
    #expect(pieces.count == 1 && pieces[0].isPlain)
}

@Test func `a sentence of an alert is cut at its marks`() {
    let evidence = AlertEvidence(
        article: "a", source: nil, sentence: Span(field: .body, range: 10..<31),
        text: "Three\npeople died now",
        marks: [
            Evidence(role: "killed", span: Span(field: .body, range: 10..<22), text: ""),
            Evidence(role: "trigger", span: Span(field: .body, range: 23..<27), text: ""),
            Evidence(role: "place", span: Span(field: .title, range: 10..<12), text: ""),
        ])
    let pieces = MarkedSentence(evidence).pieces
    #expect(pieces.map(\.text) == ["Three people", " ", "died", " now"])
    #expect(pieces.map(\.tone) == ["figure", "", "trigger", ""])
    #expect(pieces.map(\.label) == ["killed", "", "trigger", ""])
}

@Test func `the first rows that conflict and the first that do not stay open`() {
    func row(_ number: Int, conflict: Bool = false) -> LedgerView.Row {
        LedgerView.Row(
            number: number, time: "", who: "", kind: nil, what: "", outlet: "", articlePath: "",
            stance: "", verdict: "", isConflict: conflict, isReplaced: false)
    }
    let few = (1...6).map { row($0) }
    #expect(LedgerView.folded(few).open.count == 6, "a fold of two rows saves nothing")
    let many = (1...20).map { row($0, conflict: $0 > 10) }
    let (open, folded) = LedgerView.folded(many)
    #expect(open.map(\.number) == Array(1...4) + Array(11...18))
    #expect(folded.map(\.number) == Array(5...10) + [19, 20])
}

// MARK: - Charts

private func entry(
    _ speaker: String, _ hour: Int, _ low: Double?, _ high: Double?
) -> LedgerEntry {
    LedgerEntry(
        event: "e", article: "a", published: Timestamp(seconds: hour * 3600), speaker: speaker,
        origin: speaker, text: "", low: low, high: high)
}

@Test func `each claim is a bar from its least to its most in its speaker's colour`() throws {
    let chart = try #require(
        IntervalChart(
            [
                entry("governor", 0, 1, nil), entry("ministry", 5, 3, 3),
                entry("governor", 6, 3, 5),
            ], title: "killed"))
    #expect(chart.speakers.map(\.name) == ["governor", "ministry"])
    #expect(chart.bars.map(\.series) == [1, 2, 1])
    #expect(chart.bars[0].arrow != nil && chart.bars[1].arrow == nil)
    #expect(chart.bars[0].top < chart.bars[2].top, "open above reaches the edge")
    #expect(chart.bars[1].bottom > chart.bars[1].top, "a single number is seen")
    #expect(chart.values.map(\.text) == ["0", "3", "6"])
    #expect(IntervalChart([entry("a", 0, 1, 1)], title: "killed") == nil)
}

@Test func `bars keep apart and within the drawing whatever their times`() {
    for times in [
        Array(repeating: 0 as Int?, count: 40), (0..<100).map { $0 < 99 ? 0 : 1_000_000 },
        [nil, nil, 5, nil], [0, 1_000_000],
    ] {
        let places = IntervalChart.places(times)
        #expect(places == places.sorted())
        #expect(places.allSatisfy { (40...348).contains($0) })
    }
    #expect(IntervalChart.places([0, 1, 2]) == [48, 194, 340])
}

@Test func `days are gathered into no more columns than can be seen`() throws {
    func tally(_ day: Int, _ name: String, _ count: Int) -> DayTally {
        DayTally(day: CalendarDay(number: day), name: name, count: count)
    }
    let short = try #require(
        EventTimeline(
            [tally(10, "ASSAULT", 3), tally(10, "PROTEST", 1), tally(12, "ASSAULT", 2)],
            since: Timestamp(seconds: 12 * 86400), until: nil,
            series: { $0 == "ASSAULT" ? 1 : 2 }))
    #expect(short.step == "day" && short.count == 3)
    #expect(short.columns.map(\.count) == [4, 0, 2])
    #expect(short.from == 2 && short.to == 2)
    #expect(short.bars.map(\.isOutside) == [true, true, false])
    let long = try #require(
        EventTimeline(
            [tally(0, "A", 1), tally(3000, "A", 1)], since: nil, until: nil, series: { _ in 1 }))
    #expect(long.count <= EventTimeline.mostColumns && long.step == "4 weeks")
    #expect(long.columns.map(\.count).reduce(0, +) == 2)
    #expect(EventTimeline([], since: nil, until: nil, series: { _ in 1 }) == nil)
}

@Test func `parts that answer for themselves know each of their names`() {
    let marker = MapPageView.Marker(
        path: "", x: 0, y: 0, size: 0, halo: 0, series: 0, title: "", link: "", number: "2")
    let bar = EventTimeline.Bar(x: 0, y: "", height: "", series: 0, isOutside: false)
    let column = EventTimeline.Column(first: "", last: "", count: 0, what: "")
    for part in [marker, bar, column] as [any MustacheParent] {
        for case let name? in Mirror(reflecting: part).children.map(\.label) {
            #expect(part.child(named: name) != nil, "\(type(of: part)).\(name)")
        }
    }
}
