// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto

/// `open`: a new case.
struct OpenCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a case. / 立件")

    @Argument(help: "The workflow; caseadm workflow list names them. / 流程", completion: .workflows)
    var workflow: String
    @Argument(help: ArgumentHelp("Fields. / 内容", valueName: "key=value"))
    var fields: [String] = []
    @Option(help: ArgumentHelp("Bind a role. / 角色", valueName: "role=office"))
    var role: [String] = []
    @Option(help: "The place's rules; else the assigning office's. / 地方规则", completion: .profiles)
    var profile: String?
    @Option(help: "Open it as part of this case. / 上级件", completion: .cases)
    var parent: String?
    @Option(help: "The day it happened (2025-04-01, 4月1日, 今天 …); else today. / 发生日期")
    var on: String?
    @Option(help: "Stand in this state at once. / 直接处于某状态")
    var at: String?
    @Option(help: ArgumentHelp("What led there; repeat it. / 已发生事项", valueName: "event=date"))
    var fact: [String] = []
    @Option(help: "Fields from a YAML file. / 从 YAML 文件读取内容", completion: .file())
    var file: String?
    @Flag(help: "Enter it for the record: nothing is sent or warned. / 补录")
    var record = false
    @Flag(help: "It is another matter than one that looks the same. / 确为另一件")
    var another = false
    @OptionGroup var mutation: MutationOptions
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = try request()
        let outcome = try await session.daemon.call { try await $0.cases.open(request) }
        try session.write(outcome, opening: true)
    }

    private func request() throws(Failure) -> V1.OpenRequest {
        var request = V1.OpenRequest(workflow: workflow)
        if let file { request.fields = try FieldFile.fields(FileReading.text(file), file: file) }
        request.fields.merge(try FieldArguments.fields(fields)) { $1 }
        request.roles = try FieldArguments.map(role)
        request.profile = profile ?? ""
        request.parent = parent ?? ""
        request.happenedOn = DayArguments.day(on)
        request.at = at ?? ""
        for text in fact { request.facts.append(try DayArguments.fact(text)) }
        request.record = record
        request.another = another
        request.note = mutation.note ?? ""
        request.forOffice = mutation.forOffice ?? ""
        request.requestId = mutation.requestID ?? RequestID.fresh()
        return request
    }
}
