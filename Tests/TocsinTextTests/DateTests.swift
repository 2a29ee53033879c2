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
        (
            "In the first two weeks of March it struck.",
            "the first two weeks of March: 2025-03-01..2025-03-14 week relative"
        ),
        (
            "In the last three months of 2024 it struck.",
            "the last three months of 2024: 2024-10-01..2024-12-31 month explicit"
        ),
        (
            "On the last day of February 2024 it struck.",
            "the last day of February 2024: 2024-02-29..2024-02-29 day explicit"
        ),
        ("The 1992-95 war was long.", "1992-95: 1992-01-01..1995-12-31 year explicit"),
        ("In the mid-1990s it struck.", "mid-1990s: 1994-01-01..1996-12-31 year explicit"),
        ("In the '40s it struck.", "the '40s: 1940-01-01..1949-12-31 year explicit"),
        ("Over the past year it struck.", "the past year: 2024-03-11..2025-03-11 year relative"),
        (
            "It struck on the Tuesday before last.",
            "Tuesday before last: 2025-02-25..2025-02-25 day relative"
        ),
        (
            "They will meet a week on Friday.",
            "a week on Friday: 2025-03-21..2025-03-21 day relative"
        ),
        ("They meet the coming Friday.", "coming Friday: 2025-03-14..2025-03-14 day relative"),
        (
            "From next week onwards it is closed.",
            "From next week onwards: 2025-03-17..? week relative"
        ),
        (
            "They will meet in three weeks' time.",
            "in three weeks' time: 2025-04-01..2025-04-01 week relative"
        ),
        ("It struck today.", "today: 2025-03-11..2025-03-11 day relative"),
        ("It began in late 2024.", "late 2024: 2024-10-01..2024-12-31 year explicit"),
        ("They struck overnight.", "overnight: 2025-03-10..2025-03-11 day relative"),
        (
            "They struck overnight Sunday to Monday.",
            "overnight Sunday to Monday: 2025-03-09..2025-03-10 day relative"
        ),
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
        (
            "Talks were adjourned until Monday, March 17.",
            "until Monday, March 17: ?..2025-03-17 day relative"
        ),
        ("It lasted until Sunday.", "until Sunday: ?..2025-03-09 day relative"),
        (
            "On Friday evening, May 2nd, it will rain.",
            "Friday evening, May 2nd: 2025-05-02..2025-05-02 day relative"
        ),
        (
            "AT LEAST 12 WERE KILLED ON 2 JANUARY OF THIS YEAR",
            "2 JANUARY OF THIS YEAR: 2025-01-02..2025-01-02 day explicit"
        ),
        ("SAN SALVADOR, 30 DEC 89 (EFE)", "30 DEC 89: 1989-12-30..1989-12-30 day explicit"),
        (
            "in the last 24 hours it rained",
            "the last 24 hours: 2025-03-10..2025-03-11 day relative"
        ),
        ("Profits grew in 2024-25.", "2024-25: 2024-01-01..2025-12-31 year explicit"),
        (
            "They met from 24 to 26 June 2024 there",
            "from 24 to 26 June 2024: 2024-06-24..2024-06-26 day explicit"
        ),
        (
            "It rained the day before yesterday.",
            "the day before yesterday: 2025-03-09..2025-03-09 day relative"
        ),
        ("Since February 2022 it has rained", "Since February 2022: 2022-02-01..? month explicit"),
        ("the Sunday Times of March 2 said so", "March 2: 2025-03-02..2025-03-02 day relative"),
        (
            "the first Friday of July 2024 was wet",
            "the first Friday of July 2024: 2024-07-05..2024-07-05 day explicit"
        ),
        (
            "the third quarter of 2016 was wet",
            "the third quarter of 2016: 2016-07-01..2016-09-30 quarter explicit"
        ),
        (
            "On Christmas Eve 2024 it rained",
            "Christmas Eve 2024: 2024-12-24..2024-12-24 day explicit"
        ),
        ("It rained on Good Friday.", "Good Friday: 2024-03-29..2024-03-29 day relative"),
        ("The war may end in 2030.", "2030: 2030-01-01..2030-12-31 year explicit"),
        ("It rained from May to July.", "from May to July: 2024-05-01..2024-07-31 month relative"),
        (
            "They met at 5:30 p.m. on Monday.",
            "5:30 p.m. on Monday: 2025-03-10..2025-03-10 time relative"
        ),
        (
            "Overnight on Sunday 54 drones came",
            "Overnight on Sunday: 2025-03-08..2025-03-09 day relative"
        ),
        (
            "It was told before the vote on March 23.",
            "March 23: 2025-03-23..2025-03-23 day relative"
        ),
        ("On 11/03/2025 it struck.", "11/03/2025: 2025-03-11..2025-03-11 day explicit"),
    ]) func `a date is placed as the report means it`(_ text: String, _ expected: String) {
        #expect(dates(text) == [expected])
    }

    @Test(arguments: [
        "The march may begin", "Jan Hernych won", "a second attack",
        "He may die",
        "the sun set", "They won 3-2", "the army is on the march",
    ]) func `what only looks like a date is none`(_ text: String) {
        #expect(dates(text) == [])
    }

    @Test func `without a publication day a relative date is found and unknown`() {
        #expect(
            dates("It struck on Tuesday.", published: nil) == ["Tuesday: ?..? unknown relative"])
    }
}
