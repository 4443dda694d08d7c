// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `warning`: what is amiss, and that somebody knows of it.
struct WarningCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warning", abstract: "What somebody should look into. / 警告",
        subcommands: [List.self, Show.self, Acknowledge.self])
}

extension WarningCommand {
    /// `warning list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List what is amiss. / 警告列表")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let status = try await session.daemon.call {
                try await $0.admin.status(V1.StatusRequest())
            }
            session.write { Report(warnings: status, $0) }
        }
    }

    /// `warning show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one warning. / 警告详情")

        @Argument(help: "Its name, as in the list. / 名称")
        var name: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let status = try await session.daemon.call {
                try await $0.admin.status(V1.StatusRequest())
            }
            let all = status.cautions + status.acknowledged
            guard let caution = all.first(where: { $0.name == name }) else {
                throw .failed(
                    Text(zh: "没有警告“\(name)”。", en: "there is no warning “\(name)”"))
            }
            session.write { Report(caution, $0) }
        }
    }

    /// `warning ack`.
    struct Acknowledge: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "ack",
            abstract: "Say that you know of it: it is listed apart and does not count. / 确认")

        @Argument(help: "Its name, as in the list. / 名称")
        var name: String
        @Option(
            help: ArgumentHelp("The last day; without it until it changes. / 至", valueName: "date"))
        var until: String?
        @Option(help: "Why. / 理由")
        var reason = ""
        @Flag(help: "Take it back: it counts again. / 撤回确认")
        var withdraw = false
        @Option(
            name: .customLong("request-id"),
            help: "The request's id: the same id is carried out once. / 请求编号")
        var requestID: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let asked = V1.AcknowledgeWarningRequest(
                name: name, until: DayArguments.day(until), reason: reason,
                withdraw: withdraw, requestId: requestID ?? RequestID.fresh())
            let caution = try await session.daemon.call {
                try await $0.admin.acknowledgeWarning(asked)
            }
            session.write { Report(caution, $0) }
        }
    }
}
