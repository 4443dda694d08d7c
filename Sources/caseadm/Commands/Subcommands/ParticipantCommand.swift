// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `participant`: people outside who take part in a case themselves.
struct ParticipantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "participant",
        abstract: "Let proposers and parties take part themselves. / 参加人",
        subcommands: [Add.self, List.self, End.self])
}

extension ParticipantCommand {
    /// `participant add`.
    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Let somebody take part in a case. / 登记参加人")

        @Argument(help: "The case. / 案件编号", completion: .cases)
        var id: String
        @Argument(help: "Who: name, login, sign-in name or number. / 用户")
        var user: String
        @Option(name: .customLong("as"), help: "His role, where there are several. / 角色")
        var role: String?
        @Option(name: .customLong("for"), help: "Whom he speaks for. / 代表谁")
        var speaksFor: String?
        @Option(name: .customLong("from"), help: "The first day; else today. / 自")
        var since: String?
        @Option(help: "The last day; else no end. / 至")
        var until: String?
        @Option(help: "By what: a letter of authority. / 依据")
        var note: String = ""
        @Option(help: "In the name of this office. / 以单位名义", completion: .offices)
        var office: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.AddParticipantRequest(
                caseId: self.id, user: user, role: role ?? "", speaksFor: speaksFor ?? "",
                since: DayArguments.day(since), until: DayArguments.day(until),
                note: note, forOffice: office ?? "", requestId: RequestID.fresh())
            let answer = try await session.daemon.call {
                try await $0.cases.addParticipant(request)
            }
            session.write { Report(participants: [answer], $0) }
        }
    }

    /// `participant list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Who takes part in a case. / 参加人列表")

        @Argument(help: "The case. / 案件编号", completion: .cases)
        var id: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ListParticipantsRequest(caseId: self.id)
            let list = try await session.daemon.call {
                try await $0.cases.listParticipants(request)
            }
            session.write { Report(participants: list.participants, $0) }
        }
    }

    /// `participant end`.
    struct End: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "End that somebody takes part. / 不再参加")

        @Argument(help: "The case. / 案件编号", completion: .cases)
        var id: String
        @Argument(help: "Who: name, login, sign-in name or number. / 用户")
        var user: String
        @Option(name: .customLong("as"), help: "His role, where he has several. / 角色")
        var role: String?
        @Option(help: "Why. / 理由")
        var note: String = ""
        @Option(help: "In the name of this office. / 以单位名义", completion: .offices)
        var office: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.EndParticipantRequest(
                caseId: self.id, user: user, role: role ?? "", note: note,
                forOffice: office ?? "", requestId: RequestID.fresh())
            let answer = try await session.daemon.call {
                try await $0.cases.endParticipant(request)
            }
            session.write { Report(participants: [answer], $0) }
        }
    }
}
