// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `due`: what falls due.
struct DueCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "Show what falls due. / 到期与逾期")

    @Option(help: "Only within so many days: 7d, 2w; what is late is always shown. / 几天之内")
    var within: String?
    @Option(help: "Only of this office. / 单位", completion: .offices)
    var office: String?
    @Flag(help: "Only what is late. / 仅逾期")
    var overdue = false
    @Flag(help: "Rights and waiting times as well as duties. / 连同权利期与等待期")
    var windows = false
    @Option(help: "At most so many; 0 for all. / 最多项数")
    var limit: Int32 = 0
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must not be negative.") }
    }

    func run(in session: Session) async throws(Failure) {
        let until = try await until(session)
        var due = V1.DueResponse()
        repeat {
            let rest = limit == 0 ? 0 : limit - Int32(due.items.count)
            let request = V1.DueRequest(
                until: until, office: office ?? "", overdueOnly: overdue, limit: rest,
                windows: windows, after: due.next)
            let page = try await session.daemon.call { try await $0.deadlines.due(request) }
            let items = due.items + page.items
            due = page
            due.items = items
        } while !due.next.isEmpty && (limit == 0 || due.items.count < Int(limit))
        let whole = due
        session.write { Report(whole, $0) }
    }

    /// The last day asked for, counted from the daemon's today: its clock may be simulated.
    private func until(_ session: Session) async throws(Failure) -> String {
        guard let within else { return "" }
        let days = try DayArguments.span(within)
        let glance = V1.DueRequest(limit: 1)
        let answer = try await session.daemon.call { try await $0.deadlines.due(glance) }
        guard let today = CivilDay(answer.today) else {
            throw .failed(
                Text(
                    zh: "服务没有给出今天的日期:请不用 --within。",
                    en: "the daemon does not say what day it is: leave out --within"))
        }
        return today.advanced(days: days).description
    }
}
