// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `list`: cases that match.
struct ListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List cases. / 案件列表")

    /// Cases a call: a reply stays well below the longest message.
    private static let page = 500

    @Argument(help: "Text in id, title or a field. / 关键词")
    var query: String?
    @Option(help: "Only this workflow. / 流程", completion: .workflows)
    var workflow: String?
    @Option(help: "Only in this state. / 状态")
    var state: String?
    @Option(help: "Only cases this office takes part in. / 单位", completion: .offices)
    var office: String?
    @Flag(name: .customLong("open"), help: "Only cases that are not final. / 仅在办")
    var openOnly = false
    @Option(help: "At most so many; 0 for all. / 最多件数")
    var limit = 100
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must not be negative.") }
    }

    func run(in session: Session) async throws(Failure) {
        var cases: [V1.Case] = []
        var after = ""
        repeat {
            let wanted = limit == 0 ? Self.page : min(Self.page, limit - cases.count)
            let request = V1.ListCasesRequest(
                workflow: workflow ?? "", state: state ?? "", office: office ?? "",
                query: query ?? "", openOnly: openOnly, limit: Int32(wanted), after: after)
            let answer = try await session.daemon.call { try await $0.cases.list(request) }
            cases += answer.cases
            let isStuck = answer.next == after || answer.cases.isEmpty
            after = isStuck ? "" : answer.next
        } while !after.isEmpty && (limit == 0 || cases.count < limit)
        session.write { Report(cases, more: !after.isEmpty, $0) }
    }
}
