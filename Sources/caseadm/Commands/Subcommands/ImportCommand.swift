// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `import`: what exists on paper becomes cases.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make cases of what exists. / 导入",
        subcommands: [Letters.self, Notices.self, Table.self], defaultSubcommand: Table.self)
}

extension ImportCommand {
    /// `import letters`: exit code 1 if any file is no letter or was refused.
    struct Letters: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "letters", abstract: "Read published letters into cases. / 导入答复函")

        @Argument(help: ArgumentHelp("Text files. / 文件", valueName: "file"), completion: .file())
        var files: [String]
        @Flag(name: .customLong("dry-run"), help: "Read only; open no case. / 只读不立件")
        var dryRun = false
        @Option(help: "The place's rules. / 地方规则", completion: .profiles)
        var profile: String?
        @Option(help: "The workflow when a letter does not say. / 流程", completion: .workflows)
        var workflow: String?
        @Flag(help: "They are other matters than those that look the same. / 确为另一件")
        var another = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var outcomes: [LetterOutcome] = []
            for file in files {
                do {
                    outcomes.append(try await outcome(file, session))
                } catch {
                    // What was imported so far must be known before the program ends.
                    if !outcomes.isEmpty { session.write { Report(outcomes, $0) } }
                    throw error
                }
            }
            session.write { Report(outcomes, $0) }
            guard outcomes.allSatisfy(\.isGood) else { throw .said }
        }

        /// What becomes of one file; throws only what would stop every other file as well.
        private func outcome(
            _ file: String, _ session: Session
        ) async throws(Failure) -> LetterOutcome {
            do {
                let request = V1.ImportLetterRequest(
                    file: file, content: try PaperText.bytes(file, session), dryRun: dryRun,
                    profile: profile ?? "", requestId: RequestID.fresh(), workflow: workflow ?? "",
                    another: another)
                var answer = try await session.daemon.call {
                    try await $0.cases.importLetter(request)
                }
                answer.file = file
                return .read(answer)
            } catch {
                switch error {
                case .refused(let refusal) where error.status == .failed:
                    return .refused(file: file, refusal)
                case .failed(let text): return .failed(file: file, text)
                case .refused, .unreachable, .usage, .said: throw error
                }
            }
        }
    }
}
