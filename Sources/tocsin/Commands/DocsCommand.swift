import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinWorkspace

struct DocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Prints the reference of the rule language, or files for editors and linters.",
        discussion: """
            tocsin docs                          every key and function, in Markdown
            tocsin docs --meta > tocsin.lua      types for LuaLS; .luarc.json (--luarc) names its folder
            tocsin docs --luacheck > .luacheckrc
            tocsin docs --man > tocsin.1

            Completion for shells: tocsin --generate-completion-script bash (or zsh, fish).
            """)

    @Flag(help: "The ---@meta file for LuaLS.") var meta = false
    @Flag(help: "A .luarc.json for LuaLS.") var luarc = false
    @Flag(help: "A .luacheckrc.") var luacheck = false
    @Flag(help: "The man page.") var man = false
    @Flag(help: "The reference in Markdown (the default).") var reference = false

    func run() throws {
        if meta { StandardOutput.write(RuleAPI.meta) }
        if luarc { StandardOutput.write(RuleAPI.luarc(library: ".tocsin/lua")) }
        if luacheck { StandardOutput.write(RuleAPI.luacheck) }
        if man { StandardOutput.write(ManualPage.text) }
        if reference || !(meta || luarc || luacheck || man) {
            StandardOutput.write(RuleAPI.reference)
        }
    }
}

/// `man tocsin`, from the commands' own help.
enum ManualPage {
    static var text: String {
        var out = """
            .TH TOCSIN 1 "" "Tocsin \(Tocsin.configuration.version)" "User Commands"
            .SH NAME
            tocsin \\- turns news articles into events and alerts, through rules you write
            .SH SYNOPSIS
            .B tocsin
            .I command
            [options] [arguments]
            .SH DESCRIPTION

            """
        out += escaped(Tocsin.configuration.discussion)
        out += ".SH COMMANDS\n"
        for command in Tocsin.configuration.subcommands {
            let name = command.configuration.commandName ?? ""
            out += ".SS \(name)\n"
            out += escaped(Tocsin.helpMessage(for: command, columns: 78))
        }
        out += """
            .SH EXIT STATUS
            0 fine; 1 something was wrong in an article, a rule or an example; 2 wrong usage; 3 a fault of tocsin's own.
            .SH FILES
            .TP
            .B workspace.lua
            What a workspace watches, with which plugins, and whom it tells.
            .TP
            .B Plugins/
            Folders of rules and lists; the nearest above the workspace or the working folder, or TOCSIN_PLUGINS.

            """
        return out
    }

    private static func escaped(_ text: String) -> String {
        // What is not filled by man is cut here.
        let cut = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.count > 78 && !line.hasPrefix(" ") ? wrapped(String(line), 78) : [String(line)]
        }
        let lines = cut.map { line in
            let line = line.replacing("\\", with: "\\\\").replacing("-", with: "\\-")
            return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : String(line)
        }
        return ".nf\n" + lines.joined(separator: "\n") + "\n.fi\n"
    }
}
