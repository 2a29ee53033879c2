import Testing
import TocsinModel

@testable import TocsinText

private func dates(_ text: String, published: String? = "2025-03-11") -> [String] {
    forms(text, published: published).compactMap { mention in
        guard case .time(let t) = mention.value else { return nil }
        return
            "\(mention.text): \(t.start?.description ?? "?")..\(t.end?.description ?? "?") \(t.precision.rawValue) \(t.basis.rawValue)"
    }
}

@Suite struct DateTests {
    @Test(arguments: [
        ("It struck on Tuesday.", "Tuesday: 2025-03-11..2025-03-11 day relative"),
        ("It struck on Saturday.", "Saturday: 2025-03-08..2025-03-08 day relative"),
        ("It struck this Saturday.", "this Saturday: 2025-03-08..2025-03-08 day relative"),
        ("They will meet on Friday.", "Friday: 2025-03-14..2025-03-14 day relative"),
        ("They meet next Monday.", "next Monday: 2025-03-17..2025-03-17 day relative"),
        ("Last week it struck.", "Last week: 2025-03-03..2025-03-09 week relative"),
        (
            "in January and February of this year it struck",
            "January and February of this year: 2025-01-01..2025-02-28 month explicit"
        ),
        ("It struck today.", "today: 2025-03-11..2025-03-11 day relative"),
        ("It began in late 2024.", "late 2024: 2024-10-01..2024-12-31 year explicit"),
        ("They struck overnight.", "overnight: 2025-03-10..2025-03-11 day relative"),
        ("It struck yesterday.", "yesterday: 2025-03-10..2025-03-10 day relative"),
        ("(30 DEC 89) it struck", "30 DEC 89: 1989-12-30..1989-12-30 day explicit"),
        (
            "on the night of Sunday to Monday it struck",
            "the night of Sunday to Monday: 2025-03-09..2025-03-10 day relative"
        ),
        (
            "It struck earlier this month.",
            "earlier this month: 2025-03-01..2025-03-11 month relative"
        ),
        ("On March 3, 2025 it struck.", "March 3, 2025: 2025-03-03..2025-03-03 day explicit"),
        ("On 3 March it struck.", "3 March: 2025-03-03..2025-03-03 day relative"),
        ("It was built in 1998.", "1998: 1998-01-01..1998-12-31 year explicit"),
        ("It struck two days ago.", "two days ago: 2025-03-09..2025-03-09 day relative"),
        (
            "It lasted from March 3 to March 5.",
            "from March 3 to March 5: 2025-03-03..2025-03-05 day relative"
        ),
    ]) func `a date is placed as the report means it`(_ text: String, _ expected: String) {
        #expect(dates(text) == [expected])
    }

    @Test func `without a publication day a relative date is found and unknown`() {
        #expect(
            dates("It struck on Tuesday.", published: nil) == ["Tuesday: ?..? unknown relative"])
    }
}
