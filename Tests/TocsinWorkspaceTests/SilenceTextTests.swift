import Testing
import TocsinAlerting
import TocsinModel

@testable import TocsinWorkspace

@Suite struct SilenceTextTests {
    @Test func `matchers in one line are parted at blanks but for quoted ones`() throws {
        func values(_ text: String) throws -> [String] {
            switch try SilenceText.matcher(text).test {
            case .equals(.string(let value)): [value]
            case .oneOf(let values):
                values.compactMap { if case .string(let value) = $0 { value } else { nil } }
            default: []
            }
        }
        let line = "  severity<=moderate \"area=Moscow Oblast\"\tarea=\"A, B\" "
        #expect(
            try SilenceText.matchers(in: line)
                == ["severity<=moderate", "area=Moscow Oblast", "area=\"A, B\""])
        #expect(try SilenceText.matchers(in: " ").isEmpty)
        #expect(throws: SilenceText.Problem.self) {
            try SilenceText.matchers(in: "area=\"Moscow Oblast")
        }
        #expect(throws: SilenceText.Problem.self) { try SilenceText.matcher("area=\"open") }
        #expect(try values("area=Kyiv,Odesa") == ["Kyiv", "Odesa"])
        #expect(try values("area=Kyiv,\"Washington, D.C.\"") == ["Kyiv", "Washington, D.C."])
        for value in ["Kyiv", "Moscow Oblast", "Washington, D.C."] {
            #expect(try values(SilenceText.matcher("area", is: value)) == [value])
        }
    }
}
