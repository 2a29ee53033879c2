import TocsinMatching
import TocsinModel

/// The rows of a list as the groups of a watchlist: rows of one name, as a dated list has, are one
/// thing and count once.
struct ListGroups: Sendable {
    private let gazetteer: Gazetteer
    /// Spellings of each group, each once.
    private(set) var names: [[String]] = []
    private var firstRow: [Int32] = []
    /// The further rows of the few groups that have any.
    private var otherRows: [Int: [Int32]] = [:]

    init(_ gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
        var groups: [String: Int] = [:]
        for row in 0..<gazetteer.rowCount {
            let names = gazetteer.names(row)
            if let group = groups[names[0]] {
                otherRows[group, default: []].append(Int32(row))
                for name in names where !self.names[group].contains(name) {
                    self.names[group].append(name)
                }
            } else {
                groups[names[0]] = self.names.count
                self.names.append(names)
                firstRow.append(Int32(row))
            }
        }
    }

    /// The row of a group that holds on a day, by its columns' names; the first where none does.
    func record(_ group: Int, on day: CalendarDay?) -> [String: String] {
        let rows = [firstRow[group]] + otherRows[group, default: []]
        return gazetteer.record(
            Int(rows.first { gazetteer.isValid(Int($0), on: day) } ?? rows[0]))
    }
}
