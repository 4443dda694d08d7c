// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `report`: the figures of a workflow.
struct ReportCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Count the figures of a workflow. / 统计",
        discussion:
            "Cases opened in the period; each figure with numerator, denominator and cut-off.")

    @Argument(help: "The workflow. / 流程", completion: .workflows)
    var workflow: String
    @Option(help: "Opened on this day or later (ISO). / 立件起日")
    var from: String?
    @Option(help: "Opened on this day or before (ISO). / 立件止日")
    var to: String?
    @Option(name: .customLong("case"), help: "Only this case. / 某件", completion: .cases)
    var caseID: String?
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.FiguresRequest(
            workflow: workflow, from: try DayArguments.day(from), to: try DayArguments.day(to),
            caseId: caseID ?? "")
        let figures = try await session.daemon.call { try await $0.reports.figures(request) }
        session.write { Report(figures, $0) }
    }
}
