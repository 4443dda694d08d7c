// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `history`: every line of a case.
struct HistoryCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show a case's history, or what somebody did. / 办理经过、某人办理情况")

    /// Lines a call: a reply stays well below the longest message.
    private static let page: Int32 = 500

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String?
    @Option(help: "What this person did, in all cases. / 某人办理的")
    var by: String?
    @Option(help: ArgumentHelp("With --by, on or after. / 自", valueName: "date"))
    var from: String?
    @Option(help: ArgumentHelp("With --by, on or before. / 至", valueName: "date"))
    var to: String?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (caseID == nil) != (by == nil) else {
            throw ValidationError(
                "Name a case, or a person with --by. / 写明件号,或用 --by 写明人员,二者择一")
        }
        guard by != nil || (from == nil && to == nil) else {
            throw ValidationError("--from and --to go with --by. / --from、--to 须与 --by 合用")
        }
    }

    func run(in session: Session) async throws(Failure) {
        if let by { return try await told(by, session) }
        let caseID = caseID ?? ""
        var lines: [V1.HistoryLine] = []
        var after: Int64 = 0
        repeat {
            let request = V1.HistoryRequest(caseId: caseID, after: after, limit: Self.page)
            let answer = try await session.daemon.call { try await $0.cases.history(request) }
            lines += answer.lines
            // A cursor that does not move on would never end.
            guard answer.next > after else { break }
            after = answer.next
        } while true
        session.write { Report(lines, $0) }
    }

    /// What somebody did.
    private func told(_ who: String, _ session: Session) async throws(Failure) {
        var request = V1.ActsByRequest(
            who: who, from: DayArguments.day(from), to: DayArguments.day(to))
        var all = V1.ActsByResponse()
        repeat {
            let asked = request
            let page = try await session.daemon.call { try await $0.cases.actsBy(asked) }
            let before = all.acts
            all = page
            all.acts = before + page.acts
            // A cursor that does not move on would never end.
            guard page.next > request.after else { break }
            request.after = page.next
        } while true
        let whole = all
        session.write { Report(whole, $0) }
    }
}
