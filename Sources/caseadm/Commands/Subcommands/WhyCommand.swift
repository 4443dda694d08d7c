// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `why`: what may happen next, and what stands in the way.
struct WhyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say what a case needs to go on. / 还缺什么条件")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(help: "One event; else all. / 事项", completion: .events)
    var event: String?
    @Argument(
        help: ArgumentHelp("Fields that would come with it. / 内容", valueName: "key=value"))
    var fields: [String] = []
    @Option(name: .customLong("for"), help: "As this office. / 以某单位身份", completion: .offices)
    var forOffice: String?
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.WhyRequest(
            caseId: caseID, event: event ?? "", fields: try FieldArguments.fields(fields),
            forOffice: forOffice ?? "")
        let why = try await session.daemon.call { try await $0.cases.why(request) }
        session.write { Report(why, $0) }
    }
}
