// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `report`: the figures of a workflow.
struct ReportCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Count the figures of a workflow. / 统计")

    @Argument(
        help: "The workflow; circular for the month's circular. / 流程;circular(通报)为月度通报",
        completion: .workflows)
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
    @Option(help: "The world as it was on this day. / 截至某日的情况")
    var asOf: String?
    @Option(help: "What had been recorded by this day. / 某日已登记的内容")
    var knownOn: String?
    @Option(
        help: ArgumentHelp(
            "A second period beside it: DAY..DAY, both counted, or last-year. / 与另一期并列:起日..止日(含),或“去年同期”",
            valueName: "from..to"))
    var beside: String?
    @Option(help: "circular: its month; else this one. / 通报的月份,如 2025-05、上月")
    var month: String?
    @Option(
        help: "circular: as a document (docx, html, pdf, txt). / 通报存为文书", completion: .file())
    var file: String?
    @Flag(help: "Replace a file that is there. / 替换已有文件")
    var force = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        if ["circular", "通报", "月度通报"].contains(workflow) {
            return try await circular(in: session)
        }
        guard month == nil, file == nil else {
            throw .usage(
                Text(
                    zh: "--month 和 --file 只用于通报:report circular --month 上月 --file 通报.docx",
                    en: "--month and --file belong to report circular"))
        }
        let request = V1.FiguresRequest(
            workflow: workflow, from: DayArguments.day(from), to: DayArguments.day(to),
            caseId: caseID ?? "", by: by ?? "", office: office ?? "", place: place ?? "",
            per: per ?? "", asOf: DayArguments.day(asOf), knownOn: DayArguments.day(knownOn))
        let figures = try await session.daemon.call { try await $0.reports.figures(request) }
        guard beside == nil || per == nil else {
            throw .usage(
                Text(zh: "--beside 不能与 --per 合用。", en: "--beside does not go with --per"))
        }
        guard let other = try otherPeriod() else {
            session.write { Report(figures, $0) }
            return
        }
        var earlier = request
        (earlier.from, earlier.to) = other
        // As it stood a year ago: what has been answered since is not compared with what is under way.
        if ["last-year", "去年同期"].contains(beside ?? "") {
            earlier.asOf = CivilDay(figures.cutOff)?.aYearBefore.description ?? ""
        }
        let asked = earlier
        let compared = try await session.daemon.call { try await $0.reports.figures(asked) }
        session.write { Report(figures, beside: compared, $0) }
    }

    /// The second period; nil when none is asked for.
    private func otherPeriod() throws(Failure) -> (from: String, to: String)? {
        guard let beside else { return nil }
        guard ["last-year", "去年同期"].contains(beside) else {
            guard let dots = beside.firstRange(of: "..") else {
                throw .usage(
                    Text(
                        zh: "“\(beside)”不是起止日期:请写成 2024-01-01..2024-12-31(两日都含)或 去年同期。",
                        en:
                            "'\(beside)' is no period: write 2024-01-01..2024-12-31 (both counted) or last-year"
                    ))
            }
            let (first, last) = (beside[..<dots.lowerBound], beside[dots.upperBound...])
            guard !first.isEmpty, !last.isEmpty else {
                throw .usage(
                    Text(
                        zh: "“\(beside)”:起止两日都要写。", en: "'\(beside)': both days are needed"))
            }
            return (DayArguments.day(String(first)), DayArguments.day(String(last)))
        }
        guard let first = from.flatMap(CivilDay.init), let last = to.flatMap(CivilDay.init) else {
            throw .usage(
                Text(
                    zh: "去年同期要有起日和止日:--from 2025-01-01 --to 2025-06-30。",
                    en: "last-year needs --from and --to, as --from 2025-01-01 --to 2025-06-30"))
        }
        return (first.aYearBefore.description, last.aYearBefore.description)
    }

    private func circular(in session: Session) async throws(Failure) {
        let others = [by, from, to, caseID, office, per, asOf, beside]
        guard others.allSatisfy({ $0 == nil }) else {
            throw .usage(
                Text(
                    zh: "通报只用 --month、--place、--known-on、--file、--force。",
                    en: "the circular takes --month, --place, --known-on, --file and --force"))
        }
        let kind = try file.map { (path) throws(Failure) in try PaperFile.named(path) }
        if let file, !force, Folders.exists(file) { throw .exists(file) }
        let request = V1.CircularRequest(
            month: month ?? "", place: place ?? "", knownOn: DayArguments.day(knownOn))
        let answer = try await session.daemon.call { try await $0.reports.circular(request) }
        if let file, let kind {
            guard !answer.text.isEmpty else {
                throw .failed(
                    Text(
                        zh: "现行规则没有通报的模板(papers/_circular.mustache)。",
                        en:
                            "the rules in force have no template of a circular (papers/_circular.mustache)"
                    ))
            }
            let paper = try PaperFile.paper(answer.text)
            try AsideFile.write(kind.bytes(paper, session), to: file, replacing: force)
            session.say(Text(zh: "已生成:\(file)", en: "made \(file)"))
        }
        session.write { Report(circular: answer, $0) }
    }
}
