// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `history`: every line of a case.
struct HistoryCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show a case's history. / 办理经过")

    /// Lines a call: a reply stays well below the longest message.
    private static let page: Int32 = 500

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
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
}
