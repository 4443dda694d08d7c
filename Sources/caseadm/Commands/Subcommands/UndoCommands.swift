// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto

/// `annul`: an act taken back by a new line of the history.
struct AnnulCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "annul", abstract: "Take an act back. / 撤销误办")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(help: "The event (its last act), or the number of the history line. / 事项或行号")
    var act: String
    @Option(help: "Why. / 理由")
    var reason: String
    @Flag(help: "Show what would come of it; nothing changes. / 试算,不写入")
    var dryRun = false
    @OptionGroup var request: RequestOptions
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let message = V1.AnnulRequest(
            caseId: caseID, act: act, reason: reason, forOffice: request.forOffice ?? "",
            requestId: request.requestID ?? RequestID.fresh(), dryRun: dryRun)
        let outcome = try await session.daemon.call { try await $0.cases.annul(message) }
        try session.write(outcome, opening: false)
    }
}

/// `correct`: what an act said wrong, put right by a new line of the history.
struct CorrectCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Correct a field or a day of an act. / 更正")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(
        help: ArgumentHelp(
            "The event or line number, then fields. / 事项或行号,及内容", valueName: "act key=value"))
    var words: [String] = []
    @Option(help: "The day it really happened. / 实际发生日期")
    var on: String?
    @Option(help: "Why. / 理由")
    var reason: String
    @Flag(help: "Show what would come of it; nothing changes. / 试算,不写入")
    var dryRun = false
    @OptionGroup var request: RequestOptions
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let act = words.first.flatMap { FieldArguments.isPair($0) ? nil : $0 }
        let message = V1.CorrectRequest(
            caseId: caseID, act: act ?? "",
            fields: try FieldArguments.fields(Array(words.dropFirst(act == nil ? 0 : 1))),
            happenedOn: DayArguments.day(on), reason: reason,
            forOffice: request.forOffice ?? "",
            requestId: request.requestID ?? RequestID.fresh(), dryRun: dryRun)
        let outcome = try await session.daemon.call { try await $0.cases.correct(message) }
        try session.write(outcome, opening: false)
    }
}
