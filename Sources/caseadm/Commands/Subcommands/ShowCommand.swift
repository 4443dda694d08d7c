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
    @Option(help: "The case as it was on this day. / 某日的情况")
    var asOf: String?
    @Option(help: "What had been recorded by this day. / 某日已登记的内容")
    var knownOn: String?
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.GetCaseRequest(
            caseId: caseID, asOf: DayArguments.day(asOf), knownOn: DayArguments.day(knownOn))
        if asOf != nil || knownOn != nil {
            session.say(
                Text(
                    zh: "以下是当日的情况;有关联的件按现在的情况列出。",
                    en: "this is the case as it was; cases linked with it are as they are now"))
        }
        let item = try await session.daemon.call { try await $0.cases.get(request) }
        session.write { Report(item, all: all, $0) }
    }
}
