// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `due`: what falls due.
struct DueCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "Show what falls due. / 到期与逾期")

    @Option(
        help: "Only within so many days from today: 7d, 2w; what is late too with --late. / 几天之内")
    var within: String?
    @Flag(help: "With --within, also what is late. / 与 --within 合用:连同逾期的")
    var late = false
    @Flag(help: "Only what my offices hold. / 仅我单位的")
    var mine = false
    @Option(help: "Only of this workflow. / 流程", completion: .workflows)
    var workflow: String?
    @Option(help: "Only this clock. / 时限")
    var clock: String?
    @Option(help: "Only cases in this state. / 状态", completion: .states)
    var state: String?
    @Option(help: "Only this light: green, yellow, red, paused. / 灯色:绿、黄、红、中止")
    var light: String?
    @Option(help: "Only of this office. / 单位", completion: .offices)
    var office: String?
    @Flag(help: "Only what is late. / 仅逾期")
    var overdue = false
    @Flag(help: "Rights and waiting times as well as duties. / 连同权利期与等待期")
    var windows = false
    @Option(help: "Only cases that a saved view lists. / 仅筛选方案中的")
    var view: String?
    @Option(help: "What ran on this day, as it stood then. / 截至某日的情况")
    var asOf: String?
    @Option(help: "What had been recorded by this day. / 某日已登记的内容")
    var knownOn: String?
    @Option(help: "At most so many; 0 for all. / 最多项数")
    var limit: Int32 = 0
    @Option(help: "Into a calendar file (.ics) that calendars open. / 存为日历文件", completion: .file())
    var calendar: String?
    @Flag(help: "Replace a file that is there. / 替换已有文件")
    var force = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard limit >= 0 else {
            throw ValidationError("--limit must not be negative. / --limit 不能为负数")
        }
    }

    func run(in session: Session) async throws(Failure) {
        let (today, until) = try await days(session)
        // What words name is chosen among the lines of a page: how many follow is not known before.
        let hasWords = [workflow, clock, state, light, view].contains { !($0 ?? "").isEmpty }
        var viewed: Set<String>?
        var (mine, clock, light) = (mine, clock, light)
        if let view {
            var words = try await SavedViews.words(of: view, session)
            if asOf != nil || knownOn != nil {
                // What runs is asked of the runs of that day, not of the cases.
                mine = mine || words["mine"] != nil
                (clock, light) = (clock ?? words["clock"], light ?? words["light"])
                for name in ["mine", "clock", "light"] { words[name] = nil }
            }
            var request = words.request
            (request.asOf, request.knownOn) = (DayArguments.day(asOf), DayArguments.day(knownOn))
            viewed = try await SavedViews.cases(request, session)
        }
        var due = V1.DueResponse()
        repeat {
            let rest = limit == 0 || hasWords ? 0 : limit - Int32(due.items.count)
            let request = V1.DueRequest(
                until: until, office: office ?? "", overdueOnly: overdue, limit: rest,
                windows: windows, after: due.next, mine: mine,
                from: late || overdue ? "" : today, workflow: workflow ?? "", clock: clock ?? "",
                state: state ?? "", light: light ?? "", asOf: DayArguments.day(asOf),
                knownOn: DayArguments.day(knownOn))
            let page = try await session.daemon.call { try await $0.deadlines.due(request) }
            let before = due
            due = page
            due.items = before.items + page.items
            if hasWords {
                due.total += before.total
                due.totalOverdue += before.totalOverdue
            }
        } while !due.next.isEmpty && (limit == 0 || hasWords || due.items.count < Int(limit))
        if let viewed {
            due.items.removeAll { !viewed.contains($0.caseId) }
            due.total = Int32(due.items.count)
            due.totalOverdue = Int32(due.items.count { $0.overdue })
        }
        if limit > 0 { due.items = Array(due.items.prefix(Int(limit))) }
        let whole = due
        if let calendar {
            let text = DueCalendar(whole, session.language).text
            try AsideFile.write(Array(text.utf8), to: calendar, replacing: force)
            session.say(Text(zh: "已生成:\(calendar)", en: "made \(calendar)"))
        }
        session.write { Report(whole, $0) }
    }

    /// Today, or the day looked at, and the last day asked for, by the daemon's clock, which may be simulated;
    /// empty without `--within`.
    private func days(_ session: Session) async throws(Failure) -> (from: String, until: String) {
        guard let within else { return ("", "") }
        let days = try DayArguments.span(within)
        let glance = V1.DueRequest(
            limit: 1, asOf: DayArguments.day(asOf), knownOn: DayArguments.day(knownOn))
        let answer = try await session.daemon.call { try await $0.deadlines.due(glance) }
        guard let today = CivilDay(answer.today) else {
            throw .failed(
                Text(
                    zh: "服务没有给出今天的日期:请不用 --within。",
                    en: "the daemon does not say what day it is: leave out --within"))
        }
        return (today.description, today.advanced(days: days).description)
    }
}
