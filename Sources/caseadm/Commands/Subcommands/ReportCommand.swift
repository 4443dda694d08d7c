// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `report`: the figures of a workflow.
struct ReportCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Count the figures of a workflow. / 统计")

    @Argument(help: "The workflow. / 流程", completion: .workflows)
    var workflow: String
    @Option(help: "Count by the day of this event, not of the opening. / 按某事件的日期统计")
    var by: String?
    @Option(help: "On this day or later. / 起日")
    var from: String?
    @Option(help: "On this day or before. / 止日")
    var to: String?
    @Option(name: .customLong("case"), help: "Only this case. / 某件", completion: .cases)
    var caseID: String?
    @Option(help: "Only those of this office. / 某单位", completion: .offices)
    var office: String?
    @Option(help: "Only those of this place's offices. / 某地")
    var place: String?
    @Option(
        help:
            "office, place or a field such as session: each by itself. / 按单位、地区或某字段(如届次、类别)分列"
    )
    var per: String?
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.FiguresRequest(
            workflow: workflow, from: DayArguments.day(from), to: DayArguments.day(to),
            caseId: caseID ?? "", by: by ?? "", office: office ?? "", place: place ?? "",
            per: per ?? "")
        let figures = try await session.daemon.call { try await $0.reports.figures(request) }
        session.write { Report(figures, $0) }
    }
}
