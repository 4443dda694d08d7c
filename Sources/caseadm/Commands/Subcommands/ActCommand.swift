// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto

/// `act`: an event of a case.
struct ActCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Put an event to a case. / 办理")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(help: "The event. / 事项", completion: .events)
    var event: String
    @Argument(help: ArgumentHelp("Fields. / 内容", valueName: "key=value"))
    var fields: [String] = []
    @Option(help: "The day it happened (2025-04-01, 4月1日, 今天 …); else today. / 发生日期")
    var on: String?
    @Option(help: "Fields from a YAML file. / 从 YAML 文件读取内容", completion: .file())
    var file: String?
    @Flag(help: "Enter it for the record: nothing is sent or warned. / 补录")
    var record = false
    @Option(help: ArgumentHelp("Bind a role. / 角色", valueName: "role=office"))
    var role: [String] = []
    @Option(
        name: .customLong("if-version"),
        help: "Only if the case still has this version. / 仅当版本未变")
    var ifVersion: Int64?
    @Flag(help: "Show what would come of it; nothing changes. / 试算,不写入")
    var dryRun = false
    @OptionGroup var mutation: MutationOptions
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        var given: [String: V1.Value] = [:]
        if let file { given = try FieldFile.fields(FileReading.text(file), file: file) }
        given.merge(try FieldArguments.fields(fields)) { $1 }
        let request = V1.ActRequest(
            caseId: caseID, event: event, fields: given,
            happenedOn: DayArguments.day(on), record: record,
            forOffice: mutation.forOffice ?? "", note: mutation.note ?? "",
            expectedVersion: ifVersion, requestId: mutation.requestID ?? RequestID.fresh(),
            roles: try FieldArguments.map(role), dryRun: dryRun)
        let outcome = try await session.daemon.call { try await $0.cases.act(request) }
        try session.write(outcome, opening: false)
    }
}
