/// Text with markup as plain text.
func plainText(html: String) -> String { html }
