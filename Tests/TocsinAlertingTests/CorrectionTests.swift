import Testing
import TocsinAlerting
import TocsinModel

@Suite struct CorrectionTests {
    @Test(arguments: [
        ("CORRECTION: Three, not 13, killed in attack", CorrectionNotice.correction),
        ("CORRECTED-UPDATE 2-Toll rises to three", .correction),
        ("Berichtigung: Drei Tote bei Angriff", .correction),
        ("Toll of attack rises to three (Corrected)", .correction),
        ("Уточнение: погибли трое", .correction),
        ("RETRACTION: Blast in Lima", .retraction),
        ("WITHDRAWN: Blast in Lima kills nine", .retraction),
    ])
    func `a title says that an earlier report was wrong`(
        _ title: String, _ notice: CorrectionNotice
    ) {
        #expect(CorrectionNotice(title: title) == notice)
    }

    @Test(arguments: [
        "Correction in share prices hits Lima", "Troops withdrawn from Goma",
        "Kill: the new film by an old master of suspense", "", "Correction",
        "Police correct course after protest",
    ])
    func `a title that is about something else is no notice`(_ title: String) {
        #expect(CorrectionNotice(title: title) == nil)
    }

    private func told(
        _ id: String, _ time: String, _ title: String, outlet: String = "Courier",
        _ killed: Double...
    ) -> ArticleReport {
        var report = report(
            id, time, outlet: outlet,
            killed.isEmpty
                ? [] : [assault("Lima", day: 11, figures: killed.map { figure("killed", $0) })])
        report.article.title = title
        return report
    }

    private func killed(_ incident: Incident) -> [String] {
        incident.best.casualties.map(\.rangeText)
    }

    @Test
    func `a correction takes the outlet's wrong report out, and repeats it without reporting it`() {
        let incidents = Incidents.build([
            told("a", "06:00", "One killed in Lima", 1),
            told("b", "07:00", "Thirteen killed in Lima", 13),
            told("c", "08:00", "CORRECTION: Three, not 13, killed in Lima", 13, 3),
        ])
        #expect(incidents.map(\.articles) == [["a", "c"]])
        #expect(killed(incidents[0]) == ["3"])
        #expect(incidents[0].history == ["article b was corrected or withdrawn"])
    }

    @Test func `what another outlet reported stands`() {
        let incidents = Incidents.build([
            told("a", "06:00", "Thirteen killed in Lima", outlet: "Herald", 13),
            told("b", "08:00", "CORRECTION: Three, not 13, killed in Lima", 13, 3),
        ])
        #expect(incidents[0].articles == ["a", "b"])
        #expect(incidents[0].ledger[0].verdict == .conflict)
    }

    @Test func `a retraction takes the report of that title back`() {
        let incidents = Incidents.build([
            told("a", "06:00", "Blast kills nine in Lima", 9),
            told("b", "07:00", "Retraction: Blast kills nine in Lima", 9),
        ])
        #expect(incidents.isEmpty)
    }
}
