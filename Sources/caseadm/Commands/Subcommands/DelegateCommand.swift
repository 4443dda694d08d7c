// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `delegate`: acting for somebody who is absent.
struct DelegateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate", abstract: "Act for the absent. / 授权代办",
        subcommands: [Add.self, List.self, End.self])
}

extension DelegateCommand {
    /// `delegate add`.
    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Let somebody act for another until a day. / 登记代办")

        @Argument(help: "Who is absent. / 委托人")
        var from: String
        @Argument(help: "Who acts for him. / 代办人")
        var to: String
        @Option(name: .customLong("from"), help: "The first day; else today. / 自")
        var since: String?
        @Option(help: "The last day. / 至")
        var until: String
        @Option(help: "Only this role. / 角色")
        var role: String?
        @Option(help: "Only in this office. / 单位", completion: .offices)
        var office: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.AddDelegationRequest(
                from: from, to: to, office: office ?? "", role: role ?? "",
                since: DayArguments.day(since), until: DayArguments.day(until),
                requestId: RequestID.fresh())
            let answer = try await session.daemon.call {
                try await $0.directory.addDelegation(request)
            }
            session.write { Report(answer, $0) }
        }
    }

    /// `delegate list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Who acts for whom. / 代办列表")

        @Flag(help: "Also those that are over. / 含已结束")
        var all = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ListDelegationsRequest(all: all)
            let list = try await session.daemon.call {
                try await $0.directory.listDelegations(request)
            }
            session.write { Report(list, $0) }
        }
    }

    /// `delegate end`.
    struct End: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "End a delegation before its time. / 提前结束")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.EndDelegationRequest(id: id, requestId: RequestID.fresh())
            let answer = try await session.daemon.call {
                try await $0.directory.endDelegation(request)
            }
            session.write { Report(answer, $0) }
        }
    }
}
