// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `clock`: the daemon's clock.
struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "The daemon's clock. / 服务的时钟",
        subcommands: [Show.self, Set.self, Advance.self], defaultSubcommand: Show.self)
}

extension ClockCommand {
    /// `clock show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show it. / 查看")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await session.clock(V1.ClockRequest())
        }
    }

    /// `clock set`.
    struct Set: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set a simulated clock. / 设置模拟时钟")

        @Argument(help: ArgumentHelp("A day or an instant. / 日期或时刻", valueName: "iso"))
        var time: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await session.clock(V1.ClockRequest(set: time))
        }
    }

    /// `clock advance`.
    struct Advance: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "advance", abstract: "Move a simulated clock on. / 推进模拟时钟")

        @Argument(help: ArgumentHelp("Such as \"3 days\". / 如 \"3 days\"", valueName: "span"))
        var span: [String]
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let text = span.joined(separator: " ")
            let days = try? DayArguments.span(text)
            try await session.clock(V1.ClockRequest(advance: days.map { "\($0) days" } ?? text))
        }
    }
}

extension Session {
    fileprivate func clock(_ request: V1.ClockRequest) async throws(Failure) {
        let clock = try await daemon.call { try await $0.admin.clock(request) }
        write { Report(clock, $0) }
    }
}
