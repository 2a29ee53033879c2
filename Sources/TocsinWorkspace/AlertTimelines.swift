import TocsinModel
import TocsinPlugins

enum AlertTimelines {
    static func check(_ rule: Rule, in rules: RuleSet) -> (checked: Int, failures: [Diagnostic]) {
        (0, [])
    }
}
