/// Where things stand in a rule's own file.
package struct RuleLines {
    private let index: LuaSourceIndex

    package init(_ rule: Rule) { index = LuaSourceIndex(rule.source) }

    /// The line on which a string with this content starts; 1 where it is not in the file.
    package func line(of text: String) -> Int { index.line(ofString: text) ?? 1 }

    /// The line on which a key is given a value; 1 where it is not in the file.
    package func line(ofKey key: String) -> Int { index.line(ofKey: key) ?? 1 }

    /// False for what the rule took from a module or list.
    package func has(_ text: String) -> Bool { index.line(ofString: text) != nil }
}
