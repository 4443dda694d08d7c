// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `show`: one case in full.
struct ShowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a case. / 查看案件")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Flag(help: "Show fields that are not given, too. / 连同未填内容")
    var all = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.GetCaseRequest(caseId: caseID)
        let item = try await session.daemon.call { try await $0.cases.get(request) }
        session.write { Report(item, all: all, $0) }
    }
}
