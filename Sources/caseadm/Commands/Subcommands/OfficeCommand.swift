// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `office`: the directory's offices.
struct OfficeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office", abstract: "Offices. / 单位名录", subcommands: [Add.self, List.self])
}

extension OfficeCommand {
    /// `office add`.
    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add an office. / 添加单位")

        @Argument(help: "Its code, which never changes. / 代码")
        var code: String
        @Argument(help: "Its name. / 名称")
        var name: String
        @Option(help: "Another name; repeat it. / 别名")
        var alias: [String] = []
        @Option(help: "The place it serves. / 地方")
        var place: String?
        @Option(help: "That place's rules. / 地方规则", completion: .profiles)
        var profile: String?
        @Option(help: "A duty beside handling; repeat it. / 职责")
        var duty: [String] = []
        @Option(name: .customLong("number-code"), help: "Stands in document numbers. / 文号代字")
        var numberCode: String?
        @Option(help: "How deliveries reach it: manual, spool, sendmail or hook. / 送达渠道")
        var channel: String?
        @Option(help: "A mail address, or the name of a hook. / 地址")
        var address: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let office = V1.Office(
                code: code, name: name, aliases: alias, place: place ?? "",
                profile: profile ?? "", duties: duty, numberCode: numberCode ?? "",
                channel: channel ?? "", address: address ?? "")
            let request = V1.AddOfficeRequest(office: office, requestId: RequestID.fresh())
            let answer = try await session.daemon.call {
                try await $0.directory.addOffice(request)
            }
            session.write { Report(answer, $0) }
        }
    }

    /// `office list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List offices. / 单位列表")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let list = try await session.daemon.call {
                try await $0.directory.listOffices(V1.ListOfficesRequest())
            }
            session.write { Report(list, $0) }
        }
    }
}
