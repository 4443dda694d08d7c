// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `calendar`: the holidays that dates are counted by.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Holidays and make-up days. / 日历",
        subcommands: [Show.self, Recount.self])
}

extension CalendarCommand {
    /// `calendar show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the calendars and their notices. / 查看日历")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let list = try await session.daemon.call {
                try await $0.rules.listCalendars(V1.ListCalendarsRequest())
            }
            session.write { Report(list, $0) }
        }
    }

    /// `calendar recount`.
    struct Recount: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "recount", abstract: "Count open dates by the newest calendar. / 重算期限")

        @Flag(help: "Dates that have passed, too. / 连同已过之日")
        var past = false
        @Option(help: "Why. / 理由")
        var reason: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.RecountRequest(
                includingPast: past, reason: reason, requestId: RequestID.fresh())
            let answer = try await session.daemon.call { try await $0.rules.recount(request) }
            session.write { Report(answer, $0) }
        }
    }
}
