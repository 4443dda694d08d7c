// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `audit`: the proof of the history, and who read what is restricted.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Prove the history; who read what. / 核验历史、查阅记录",
        subcommands: [Verify.self, Reads.self])
}

extension AuditCommand {
    /// `audit verify`: exit code 1 when the chain is broken.
    struct Verify: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Verify the chain of history. / 核验历史链")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let answer = try await session.daemon.call {
                try await $0.admin.verify(V1.VerifyRequest())
            }
            session.write { Report(answer, $0) }
            guard answer.ok else { throw .said }
        }
    }
}

extension AuditCommand {
    /// `audit reads`: who read a restricted case, or was told a secret field or document.
    struct Reads: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "reads",
            abstract: "Who read restricted cases and secret fields. / 谁查阅了受限案件和保密内容")

        @Argument(help: ArgumentHelp("One case. / 件号", valueName: "case"), completion: .cases)
        var caseID: String?
        @Option(help: ArgumentHelp("Only by this user. / 仅某用户", valueName: "uid"))
        var user: Int64?
        @Option(help: ArgumentHelp("On or after. / 自", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("On or before. / 至", valueName: "date"))
        var to: String?
        @Option(help: "Only those after this number, oldest first. / 自编号之后")
        var after: Int64?
        @Option(help: "At most so many; 0 for 100. / 最多项数")
        var limit: Int32 = 0
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ListReadsRequest(
                caseId: caseID ?? "", uid: user, from: DayArguments.day(from),
                to: DayArguments.day(to), after: after ?? 0, limit: limit)
            let list = try await session.daemon.call { try await $0.admin.listReads(request) }
            session.write { Report(list, $0) }
        }
    }
}
