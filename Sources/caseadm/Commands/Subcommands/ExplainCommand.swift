// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `explain`: a case's limits day by day.
struct ExplainCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show a limit day by day. / 逐日说明期限")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(help: "One clock; else all that have run. / 时限")
    var clock: String?
    @Flag(help: "Leave out ordinary days between the first and the last. / 略去平常日")
    var summary = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.ExplainRequest(caseId: caseID, clock: clock ?? "")
        let answer = try await session.daemon.call { try await $0.deadlines.explain(request) }
        session.write { Report(answer, summary: summary, $0) }
    }
}
