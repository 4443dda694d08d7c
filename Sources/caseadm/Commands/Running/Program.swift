// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
internal import CaseadmText

/// A command that talks to the daemon.
package protocol ClientCommand: AsyncParsableCommand {
    /// The options that every command has.
    var options: GlobalOptions { get }

    /// Does the work and writes the report.
    func run(in session: Session) async throws(Failure)
}

/// The program: arguments in, exit code out.
package enum Program {
    /// Runs one command line, without the program's own name.
    package static func run(_ arguments: [String], _ console: Console) async -> ExitStatus {
        if let unknown = CommandNames.unknown(in: arguments) {
            let language = Language.chosen(
                option: CommandNames.language(in: arguments), environment: console.environment)
            console.err("caseadm: \(unknown(language).visible)\n")
            return .usage
        }
        do {
            var command = try await Caseadm.asyncParseAsRoot(arguments)
            guard let client = command as? any ClientCommand else {
                // Groups without a subcommand and the parser's own commands.
                try command.run()
                return .done
            }
            return await run(client, Session(client.options, console))
        } catch {
            return show(error, about: arguments, console)
        }
    }

    /// Runs the process's own command line.
    package static func run(
        _ arguments: () throws(RawArguments.Damaged) -> [String], _ console: Console
    ) async -> ExitStatus {
        do {
            return await run(try arguments(), console)
        } catch {
            let language = Language.chosen(option: nil, environment: console.environment)
            console.err("caseadm: \(error.sentence(language))\n")
            return .usage
        }
    }

    private static func run(_ command: any ClientCommand, _ session: Session) async -> ExitStatus {
        do {
            try session.begin(isEndless: command is WatchCommand)
            try await command.run(in: session)
            try session.end()
            return .done
        } catch {
            session.write(error)
            return error.status
        }
    }

    /// Help and completion scripts go to standard output, complaints to standard error.
    private static func show(
        _ error: any Error, about arguments: [String], _ console: Console
    ) -> ExitStatus {
        let message = Caseadm.fullMessage(for: error)
        let language = Language.chosen(
            option: CommandNames.language(in: arguments), environment: console.environment)
        guard !Caseadm.exitCode(for: error).isSuccess else {
            if message.hasPrefix("OVERVIEW: ") {
                let (path, command) = CommandNames.command(in: arguments)
                let width = console.screen.width
                console.out(HelpPage(of: path, command, language, width: width).text)
            } else if !message.isEmpty {
                console.out(message + "\n")
            }
            return .done
        }
        console.err((language == .zh ? UsageWords.chinese(message) : message) + "\n")
        return .usage
    }
}
