// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `office`: the directory's offices.
struct OfficeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office", abstract: "Offices. / 单位名录",
        subcommands: [
            Add.self, Import.self, List.self, Rename.self, Close.self, Merge.self,
        ])
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
        @Option(help: "The office above it. / 上级单位", completion: .offices)
        var upper: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let office = V1.Office(
                code: code, name: name, aliases: alias, place: place ?? "",
                profile: profile ?? "", duties: duty, numberCode: numberCode ?? "",
                channel: channel ?? "", address: address ?? "",
                upper: upper ?? "")
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

    /// `office import`: exit code 1 if any row was refused.
    struct Import: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Add offices from a CSV file. / 批量导入单位")

        @OptionGroup var rows: DirectoryFile
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await rows.send("offices", session)
        }
    }

    /// `office rename`.
    struct Rename: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "rename", abstract: "Give an office another name. / 更名")

        @Argument(help: "The office. / 单位", completion: .offices)
        var office: String
        @Argument(help: "Its new name. / 新名称")
        var name: String
        @Option(help: "The first day of the new name. / 起用日期")
        var on: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.RenameOfficeRequest(
                office: office, name: name, on: DayArguments.day(on),
                requestId: RequestID.fresh())
            let answer = try await session.daemon.call {
                try await $0.directory.renameOffice(request)
            }
            session.write { Report(answer, $0) }
        }
    }

    /// `office close`.
    struct Close: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "close", abstract: "End an office. / 撤销单位")

        @Argument(help: "The office. / 单位", completion: .offices)
        var office: String
        @Option(help: "The office that carries on what it did. / 承接单位", completion: .offices)
        var successor: String?
        @OptionGroup var ending: Ending
        @Flag(
            name: .customLong("even-so"),
            help: "Also when open cases would have nobody any more. / 仍要办理")
        var evenSo = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await ending.send(office, successor: successor ?? "", evenSo: evenSo, session)
        }
    }

    /// `office merge`.
    struct Merge: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge", abstract: "End an office that another one carries on. / 并入")

        @Argument(help: "The office that ends. / 被并入的单位", completion: .offices)
        var office: String
        @Option(help: "The office that carries on what it did. / 承接单位", completion: .offices)
        var into: String
        @OptionGroup var ending: Ending
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await ending.send(office, successor: into, evenSo: false, session)
        }
    }

    /// When an office ends.
    struct Ending: ParsableArguments {
        @Option(help: "Its first day of being no more. / 撤销日期")
        var on: String?
        @Flag(
            name: .customLong("dry-run"),
            help: "Show what would come of it; nothing changes. / 试算,不写入")
        var dryRun = false

        fileprivate func send(
            _ office: String, successor: String, evenSo: Bool, _ session: Session
        ) async throws(Failure) {
            let request = V1.CloseOfficeRequest(
                office: office, on: DayArguments.day(on), successor: successor,
                evenSo: evenSo, requestId: RequestID.fresh(), dryRun: dryRun)
            let answer = try await session.daemon.call {
                try await $0.directory.closeOffice(request)
            }
            session.write { Report(answer, $0) }
        }
    }
}
