// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseadmText
internal import Spelling

/// Finds the word of a command line that should be a command and is none.
///
/// The parser calls it an unexpected argument, and shows all commands.
package enum CommandNames {
    /// Options of the program itself that have a value: the word behind one is no command.
    private static let valued = ["--socket", "--output", "-o", "--lang"]

    /// What the parser does by itself.
    private static let own = ["help", "--help", "-h", "--version"]

    /// What to say of a word that is no command; nil where every word is one.
    static func unknown(in arguments: [String]) -> Text? {
        guard !arguments.contains(where: isOfParser) else { return nil }
        var command: any ParsableCommand.Type = Caseadm.self
        var isValue = false
        for word in arguments where word != own[0] {
            if isValue {
                isValue = false
            } else if word.hasPrefix("-") {
                isValue = valued.contains(word)
            } else {
                let known = subcommands(of: command)
                guard !known.isEmpty else { return nil }
                guard let next = known.first(where: { isNamed($0, word) }) else {
                    // What stands for one of them takes words of its own.
                    guard command.configuration.defaultSubcommand == nil else { return nil }
                    return sentence(word, known.map(name))
                }
                command = next
            }
        }
        return nil
    }

    /// The command that words name, as far as they name one: its path and its type.
    static func command(
        in arguments: [String]
    ) -> (path: [String], type: any ParsableCommand.Type) {
        var found: (path: [String], type: any ParsableCommand.Type) = ([], Caseadm.self)
        var isValue = false
        for word in arguments where word != own[0] {
            if isValue {
                isValue = false
            } else if word.hasPrefix("-") {
                isValue = valued.contains(word)
            } else if let next = subcommands(of: found.type).first(where: { isNamed($0, word) }) {
                found = (found.path + [name(next)], next)
            } else {
                break
            }
        }
        return found
    }

    /// The words of every command, and whether it is a group; groups before what is in them.
    package static var all: [(path: [String], isGroup: Bool)] { all(below: Caseadm.self, []) }

    private static func all(
        below command: any ParsableCommand.Type, _ path: [String]
    ) -> [(path: [String], isGroup: Bool)] {
        subcommands(of: command).flatMap { next in
            let path = path + [name(next)]
            return [(path, !subcommands(of: next).isEmpty)] + all(below: next, path)
        }
    }

    /// The language that an option names, before the command line was understood.
    static func language(in arguments: [String]) -> Language? {
        for (place, word) in arguments.enumerated() {
            if word.hasPrefix("--lang=") { return Language(rawValue: String(word.dropFirst(7))) }
            if word == "--lang", place + 1 < arguments.count {
                return Language(rawValue: arguments[place + 1])
            }
        }
        return nil
    }

    /// Completion scripts, and what they ask.
    private static func isOfParser(_ word: String) -> Bool {
        word.hasPrefix("---") || word.hasPrefix("--generate-") || word.hasPrefix("--experimental-")
            || own.dropFirst().contains(word)
    }

    private static func subcommands(
        of command: any ParsableCommand.Type
    ) -> [any ParsableCommand.Type] {
        command.configuration.subcommands
    }

    /// Whether a command is called so, by its name or by another one.
    private static func isNamed(_ command: any ParsableCommand.Type, _ word: String) -> Bool {
        name(command) == word || command.configuration.aliases.contains(word)
    }

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }

    private static func sentence(_ word: String, _ known: [String]) -> Text {
        let near = Spelling.nearest(to: word.lowercased(), among: known) { [$0] }
        guard !near.isEmpty else {
            let all = known.joined(separator: ", ")
            return Text(
                zh: "没有命令“\(word)”;命令有:\(all)",
                en: "there is no command '\(word)'; there are: \(all)")
        }
        return Text(
            zh: "没有命令“\(word)”,是否指 \(near.joined(separator: "、"))?",
            en: "there is no command '\(word)'; did you mean \(near.joined(separator: ", "))?")
    }
}
