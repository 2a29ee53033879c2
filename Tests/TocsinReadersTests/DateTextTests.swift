import Testing
import TocsinModel
import TocsinReaders

struct DateTextTests {
    static let dates: [(String, String)] = [
        ("2025-03-11T18:00:05Z", "2025-03-11T18:00:05Z"),
        ("2025-03-11T18:00:05.123+03:00", "2025-03-11T15:00:05Z"),
        ("2025-03-11 18:00", "2025-03-11T18:00:00Z"),
        ("2025-03-11T18:00:00 -0500", "2025-03-11T23:00:00Z"),
        ("20250311T180000Z", "2025-03-11T18:00:00Z"),
        ("20250311180000", "2025-03-11T18:00:00Z"),
        ("2025-03", "2025-03-01T00:00:00Z"),
        ("2025", "2025-01-01T00:00:00Z"),
        ("2025/3/1", "2025-03-01T00:00:00Z"),
        ("1741716000", "2025-03-11T18:00:00Z"),
        ("1741716000000", "2025-03-11T18:00:00Z"),
        ("Tue, 11 Mar 2025 18:00:00 GMT", "2025-03-11T18:00:00Z"),
        ("Tue, 11 Mar 25 18:00 EST", "2025-03-11T23:00:00Z"),
        ("11 Mar 2025 18:00:00 +0300 (MSK)", "2025-03-11T15:00:00Z"),
        ("Tuesday, 11-Mar-25 18:00:00 UTC", "2025-03-11T18:00:00Z"),
        ("Tue Mar 11 18:00:00 2025", "2025-03-11T18:00:00Z"),
        ("Tue Mar 11 18:00:00 MSK 2025", "2025-03-11T15:00:00Z"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01Z"),
        ("March 11, 2025 6:00 p.m. EST", "2025-03-11T23:00:00Z"),
        ("March 11, 2025 at 12:30 AM", "2025-03-11T00:30:00Z"),
        ("March 11, 2025 6pm", "2025-03-11T18:00:00Z"),
        ("11 March 2025, 18.05 GMT", "2025-03-11T18:05:00Z"),
        ("Published 11th March 2025", "2025-03-11T00:00:00Z"),
        ("11 марта 2025, 18:00", "2025-03-11T18:00:00Z"),
        ("11. März 2025", "2025-03-11T00:00:00Z"),
        ("mar, 4 feb 2025 10:00", "2025-02-04T10:00:00Z"),
        ("11 de marzo de 2025", "2025-03-11T00:00:00Z"),
        ("11.03.2025 18:00", "2025-03-11T18:00:00Z"),
        ("25/12/2025", "2025-12-25T00:00:00Z"),
        ("12/25/2025", "2025-12-25T00:00:00Z"),
    ]

    @Test(arguments: dates) func `dates of all kinds are read`(text: String, expected: String) {
        #expect(DateText.timestamp(text)?.description == expected)
    }

    @Test(arguments: [
        "Lunes", "", "yesterday", "03/04/2025", "2025-13-01", "2025-02-30", "Tue, 32 Mar 2025",
        "11", "March", "99999999999999999999999", "2025-03-11T25:00", "-", "::::",
        "\u{0}\u{0}\u{0}\u{0}",
    ])
    func `what is no certain date is none`(text: String) {
        #expect(DateText.timestamp(text) == nil)
    }

    @Test func `a date without a zone takes the source's`() {
        #expect(
            DateText.timestamp("2025-03-11 18:00", offset: 3 * 3600)
                == Timestamp("2025-03-11T15:00:00Z"))
        #expect(
            DateText.timestamp("11 March 2025 18:00 GMT", offset: 3 * 3600)
                == Timestamp("2025-03-11T18:00:00Z"))
    }
}
