/// Columns a text takes on a terminal: combining marks none, wide East Asian characters two.
package func displayWidth(_ text: some StringProtocol) -> Int {
    var width = 0
    var escape = false
    for scalar in text.unicodeScalars {
        if scalar == "\u{1B}" { escape = true; continue }
        if escape {
            if scalar == "m" { escape = false }
            continue
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: continue
        default: break
        }
        let v = scalar.value
        let wide =
            (0x1100...0x115F).contains(v) || (0x2E80...0xA4CF).contains(v)
            || (0xAC00...0xD7A3).contains(v) || (0xF900...0xFAFF).contains(v)
            || (0xFE30...0xFE4F).contains(v) || (0xFF00...0xFF60).contains(v)
            || (0x1F300...0x1FAFF).contains(v)
        width += wide ? 2 : 1
    }
    return width
}
