import Testing
import TocsinModel

@testable import TocsinText

/// `text → mentions` written as "kind[low..high qualifier unit] text".
func forms(
    _ text: String, published: String? = "2025-03-11", options: FormOptions = .init(),
    kinds: FormKind = .all
) -> [Mention] {
    let analyzed = TextAnalyzer().analyze(text, field: .body)
    let recognizer = FormRecognizer(options: options)
    return analyzed.sentences.indices.flatMap {
        recognizer.mentions(
            in: analyzed, sentence: $0, published: published.flatMap(Timestamp.init), kinds: kinds)
    }
}

private func quantities(_ text: String) -> [String] {
    forms(text).compactMap { mention in
        guard case .quantity(let q) = mention.value, mention.kind == .quantity else { return nil }
        return "\(q.text): \(q.rangeText) \(q.qualifier.rawValue)"
    }
}

@Suite struct QuantityTests {
    @Test(arguments: [
        ("17 people died", "17: 17 exact"),
        ("nearly twenty people died", "nearly twenty: 17–19 nearly"),
        ("nearly 100 drones were shot down", "nearly 100: 85–99 nearly"),
        ("about 100 people fled", "about 100: 90–110 about"),
        ("two or three men were seen", "two or three: 2–3 range"),
        ("at least 156 people died", "at least 156: 156+ at_least"),
        ("more than 1,000 homes burned", "more than 1,000: 1001+ more_than"),
        ("up to 16 people are missing", "up to 16: 0–16 up_to"),
        ("as many as 16 people were hurt", "as many as 16: 0–16 up_to"),
        ("dozens were killed", "dozens: 24+ dozens"),
        ("scores of people were wounded", "scores: 40+ scores"),
        ("hundreds have fled", "hundreds: 200+ hundreds"),
        ("tens of thousands marched", "tens of thousands: 20000+ thousands"),
        ("hundreds of thousands of people fled", "hundreds of thousands: 200000+ thousands"),
        ("several people were hurt", "several: 3–9 several"),
        ("several hundred people marched", "several hundred: 300–900 several"),
        ("no one was hurt", "no one: 0 none"),
        ("there were no casualties", "no: 0 none"),
        ("no fewer than 12 people died", "no fewer than 12: 12+ at_least"),
        ("at least a dozen soldiers fell", "at least a dozen: 12+ at_least"),
        ("a dozen or so men ran", "a dozen or so: 10–14 about"),
        ("some 300 people gathered", "some 300: 270–330 about"),
        ("between 30 and 40 people died", "between 30 and 40: 30–40 range"),
        ("20 to 25 people died", "20 to 25: 20–25 range"),
        ("20-25 people died", "20-25: 20–25 range"),
        ("2.5 million people voted", "2.5 million: 2500000 exact"),
        ("2 to 3 million people fled", "2 to 3 million: 2000000–3000000 range"),
        ("just over 50 people came", "just over 50: 51–55 over"),
        ("fewer than 10 people came", "fewer than 10: 0–9 less_than"),
        ("one soldier was killed", "one: 1 exact"),
        ("Three people were killed", "Three: 3 exact"),
        ("half a million people fled", "half a million: 500000 exact"),
        ("one hundred and twenty-three people died", "one hundred and twenty-three: 123 exact"),
        ("DOZENS KILLED IN BLAST", "DOZENS: 24+ dozens"),
        ("Blast Kills 12 In Market", "12: 12 exact"),
        ("an estimated 4,500 people fled", "an estimated 4,500: 4050–4950 about"),
        ("50 or more people came", "50 or more: 50+ at_least"),
        ("no more than 20 people came", "no more than 20: 0–20 at_most"),
        ("upwards of 40 people came", "upwards of 40: 40+ at_least"),
        ("an unknown number of people died", "an unknown number: ? unknown"),
    ]) func `a count is bounded as its words say`(_ text: String, _ expected: String) {
        #expect(quantities(text) == [expected])
    }

    @Test(arguments: [
        "John Smith, 34, was there", "A 34-year-old man was there", "a man aged 34 was there",
        "The S-300 and Su-35 were seen with the F-16", "Flight MH17 came down",
        "They had a 3-2 win", "Call 555-123-4567 now", "On 12 May 2024 it rained",
        "It happened in 2024.", "at 5:30 p.m. it rained", "COVID-19 returned",
        "Flight 370 vanished",
        "the Group of Seven met", "UN Resolution 1701 was passed", "the G20 met",
        "Formula One raced",
        "He came in at 0630 GMT", "this one was different", "a man was there",
        "the 2024 election was near", "Call +44 20 7946 0958 now", "Call 555-0123 now",
        "AT APPROXIMATELY 0530 it rained", "an MP3 and a 3G phone were found",
        "a magnitude 6.3 earthquake struck", "in his 30s",
    ]) func `a figure that counts nothing is no quantity`(_ text: String) {
        #expect(quantities(text) == [])
    }
}
