// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `notice`: what offices were told.
struct NoticeCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "What offices were told: warnings, reminders, escalations. / 提醒与催办")

    @Argument(help: ArgumentHelp("One case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String?
    @Option(help: "Only to this office. / 仅某单位")
    var office: String?
    @Option(help: "warning, chase, escalation or digest. / 种类")
    var kind: String?
    @Option(help: ArgumentHelp("Given on or after. / 自", valueName: "date"))
    var since: String?
    @Option(help: ArgumentHelp("Given on or before. / 至", valueName: "date"))
    var until: String?
    @Flag(help: "Only what came after its day. / 仅迟发")
    var late = false
    @Option(help: "Only those after this number, oldest first. / 自编号之后")
    var after: Int64?
    @Flag(name: .customLong("oldest-first"), help: "The oldest first. / 由旧到新")
    var oldestFirst = false
    @Option(help: "At most so many; 0 for 100. / 最多项数")
    var limit: Int32 = 0
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.ListNoticesRequest(
            caseId: caseID ?? "", office: office ?? "", kind: kind ?? "",
            since: DayArguments.day(since), until: DayArguments.day(until),
            lateOnly: late, after: after ?? 0, limit: limit,
            oldestFirst: oldestFirst || after != nil)
        let list = try await session.daemon.call { try await $0.work.listNotices(request) }
        session.write { Report(list, $0) }
    }
}

/// `digest`: an office's list of a working morning.
struct DigestCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "An office's list of a working morning. / 每日办理情况")

    @Argument(help: "The office. / 单位")
    var office: String
    @Option(help: ArgumentHelp("That morning; else the newest. / 日期", valueName: "date"))
    var on: String?
    @Option(help: "Only cases that a saved view lists now. / 仅筛选方案中的")
    var view: String?
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let day = DayArguments.day(on)
        let request = V1.ListNoticesRequest(
            office: office, kind: "digest", since: day, until: day, limit: 1)
        let list = try await session.daemon.call { try await $0.work.listNotices(request) }
        var digest = list.notices.first
        if let view {
            let words = try await SavedViews.words(of: view, session)
            let cases = try await SavedViews.cases(words.request, session)
            digest = digest?.only(cases: cases)
        }
        let told = digest
        session.write { Report(digest: told, $0) }
    }
}
