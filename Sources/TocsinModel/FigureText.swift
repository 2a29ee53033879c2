/// Figures as text and as whole numbers, for whatever was written: an article, a rule or a reviewer may give any
/// number, endless ones and those no `Int` can hold among them, and converting such a one ends the program.
extension Double {
    /// `3`, `2.5`, `1e+30`
    package var figureText: String {
        self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
    }
}

extension Int {
    /// Without its fraction; the bound it lies beyond, 0 for what is no number.
    package init(figure: Double) {
        self =
            if figure.isNaN {
                0
            } else {
                Int(exactly: figure.rounded(.towardZero)) ?? (figure < 0 ? .min : .max)
            }
    }
}
