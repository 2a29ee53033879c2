import Testing
import TocsinModel

@testable import TocsinText

private func described(_ text: String, options: FormOptions = .init(), kinds: FormKind = .all)
    -> [String]
{
    forms(text, options: options, kinds: kinds).compactMap { mention in
        guard case .quantity(let q) = mention.value else { return nil }
        return "\(mention.kind.name) \(q.text): \(q.rangeText) \(q.unit ?? "-")"
    }
}

@Suite struct MeasureTests {
    @Test(arguments: [
        ("It cost $5.4 billion.", "money $5.4 billion: 5400000000 dollar"),
        ("It cost US$20.", "money US$20: 20 USD"),
        ("It cost 20 million Swiss francs.", "money 20 million Swiss francs: 20000000 CHF"),
        ("It cost €1.5m.", "money €1.5m: 1500000 EUR"),
        (
            "It cost between $20 and $30 million.",
            "money between $20 and $30 million: 20000000–30000000 dollar"
        ),
        ("Nearly 60 per cent voted.", "percent Nearly 60 per cent: 51–60 percent"),
        ("25.5% voted.", "percent 25.5%: 25.5 percent"),
        ("It lies 20 kilometers away.", "measure 20 kilometers: 20 kilometer"),
        ("It burned 500 square miles.", "measure 500 square miles: 500 square mile"),
        ("It ran at 90 miles an hour.", "measure 90 miles an hour: 90 mile per hour"),
        ("A 500-pound bomb fell.", "measure 500-pound: 500 pound"),
        ("A 7.62mm round was found.", "measure 7.62mm: 7.62 millimeter"),
        ("A magnitude 6.3 earthquake struck.", "measure 6.3: 6.3 magnitude"),
        ("It was 30 degrees Celsius.", "temperature 30 degrees Celsius: 30 celsius"),
        ("He got 15 years in prison.", "duration 15 years: 15 year"),
        ("It took two and a half hours.", "duration two and a half hours: 2.5 hour"),
        ("A 34-year-old man died.", "age 34-year-old: 34 year"),
        ("A man aged 34 died.", "age aged 34: 34 year"),
        ("John Smith, 34, died.", "age 34: 34 year"),
        ("Two-thirds of it burned.", "fraction Two-thirds: 0.6666666666666666 share"),
        ("The third attack came.", "ordinal third: 3 -"),
        ("10.9m viewers saw it.", "quantity 10.9m: 10900000 -"),
        ("Around a third of them fled.", "fraction Around a third: 0.3–0.366667 share"),
        ("It fell by 1.5 to 2 percent.", "percent 1.5 to 2 percent: 1.5–2 percent"),
        ("It lies a kilometre away.", "measure a kilometre: 1 kilometer"),
        ("It lies a mile and a half away.", "measure a mile and a half: 1.5 mile"),
        ("It lies half a kilometre away.", "measure half a kilometre: 0.5 kilometer"),
        ("It burned 35 km² of forest.", "measure 35 km²: 35 square kilometer"),
        ("It grew half a percent.", "percent half a percent: 0.5 percent"),
        (
            "It grew two-thirds of a percent.",
            "percent two-thirds of a percent: 0.6666666666666666 percent"
        ),
        ("It grew six-and-a-half per cent.", "percent six-and-a-half per cent: 6.5 percent"),
        ("In the 38C heat they fell.", "temperature 38C: 38 celsius"),
        ("It cost R40m.", "money R40m: 40000000 ZAR"),
        ("It cost N40 billion.", "money N40 billion: 40000000000 NGN"),
        ("It cost Rs. 500.", "money Rs. 500: 500 rupee"),
        ("It cost 50 million Swedish crowns.", "money 50 million Swedish crowns: 50000000 SEK"),
        ("A two-and-a-half-year-old boy died.", "age two-and-a-half-year-old: 2.5 year"),
        ("A suspect in his late twenties was held.", "age twenties: 27–29 year"),
        ("A woman in her 40s died.", "age 40s: 40–49 year"),
        ("She was 45 when it fell.", "age 45: 45 year"),
        ("Their son, 8, survived.", "age 8: 8 year"),
        ("It went on for three straight days.", "duration three straight days: 3 day"),
        ("One in every ten fled.", "fraction One in every ten: 0.1 share"),
        ("Her 8- and 10-year-old brothers came.", "age 10-year-old: 10 year"),
    ]) func `a figure keeps its unit`(_ text: String, _ expected: String) {
        #expect(described(text) == [expected])
    }

    @Test(arguments: [
        "Oil costs 60 dollars a barrel.", "They paid $300 a ton.", "It costs 2 euros a mile.",
    ]) func `a price a unit is no measure of one`(_ text: String) {
        #expect(described(text, kinds: .measure) == [])
    }

    @Test(arguments: [
        "He drove on the R40.", "An F16 on the A1 and an N95 mask", "He was 45 metres away.",
    ])
    func `roads, models and distances are no money and no ages`(_ text: String) {
        #expect(described(text, kinds: [.money, .age]) == [])
    }

    @Test func `a reader sees one thing in a date, the literal reading every figure`() {
        let literal = FormOptions(reading: .literal)
        #expect(described("On 12 May 2024 it rained.", kinds: .number) == [])
        #expect(
            described("On 12 May 2024 it rained.", options: literal, kinds: .number)
                == ["quantity 12: 12 -", "quantity 2024: 2024 -"])
    }

    @Test func `the widths of vague words are options`() {
        let wide = FormOptions(aboutWidth: 0.5, several: 2...20)
        #expect(described("about 100 people", options: wide) == ["quantity about 100: 50–150 -"])
        #expect(described("several people", options: wide) == ["quantity several: 2–20 -"])
    }

    @Test func `only the kinds asked for are given`() {
        #expect(
            described("17 people paid $20 on Tuesday.", kinds: .money) == ["money $20: 20 dollar"])
    }
}
