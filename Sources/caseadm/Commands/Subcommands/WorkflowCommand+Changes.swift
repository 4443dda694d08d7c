// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

// Pages about workflows, and rules that change.
extension WorkflowCommand {
    /// `workflow diagram`.
    struct Diagram: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "diagram", abstract: "Draw a workflow. / 流程图")

        @Argument(help: "The workflow. / 流程", completion: .workflows)
        var name: String
        @Option(help: "mermaid or dot. / 格式")
        var format = "mermaid"
        @Option(help: "With this place's figures. / 地方规则", completion: .profiles)
        var profile: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.DiagramRequest(
                workflow: name, profile: profile ?? "", format: format,
                language: session.language.rawValue)
            let page = try await session.daemon.call { try await $0.rules.diagram(request) }
            session.write { Report(page, $0) }
        }
    }

    /// `workflow handbook`.
    struct Handbook: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "handbook", abstract: "Write a workflow's page of the handbook. / 手册")

        @Argument(help: "The workflow. / 流程", completion: .workflows)
        var name: String
        @Option(help: "With this place's figures. / 地方规则", completion: .profiles)
        var profile: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.HandbookRequest(
                workflow: name, profile: profile ?? "", language: session.language.rawValue)
            let page = try await session.daemon.call { try await $0.rules.handbook(request) }
            session.write { Report(page, $0) }
        }
    }

    /// `workflow preview`.
    struct Preview: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview", abstract: "Say what rules would change; change nothing. / 预演")

        @Argument(
            help: ArgumentHelp("Files, or folders of them. / 文件或文件夹", valueName: "path"),
            completion: .file())
        var paths: [String] = []
        @Flag(name: .customLong("replace-all"), help: "The files are the whole rulebook. / 全部替换")
        var replaceAll = false
        @Option(help: ArgumentHelp("As the rules are on this day. / 按此日的规则", valueName: "date"))
        var on: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let files = try RulebookFiles(paths)
            let request = V1.PreviewRequest(
                files: files.contents, replaceAll: replaceAll, on: on ?? "")
            var preview = try await session.daemon.call { try await $0.rules.preview(request) }
            for index in preview.findings.indices {
                preview.findings[index].file = files.path(of: preview.findings[index].file)
            }
            let answer = preview
            session.write { Report(answer, $0) }
            guard answer.findings.isEmpty else { throw .said }
        }
    }

    /// `workflow install`.
    struct Install: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "install", abstract: "Put rules in force for new cases. / 安装规则")

        @Argument(
            help: ArgumentHelp("Files, or folders of them. / 文件或文件夹", valueName: "path"),
            completion: .file())
        var paths: [String]
        @Flag(name: .customLong("replace-all"), help: "The files are the whole rulebook. / 全部替换")
        var replaceAll = false
        @Option(help: "Why: the notice or decision. / 理由")
        var reason: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.InstallRequest(
                files: try RulebookFiles(paths).contents, replaceAll: replaceAll, reason: reason,
                requestId: RequestID.fresh())
            let answer = try await session.daemon.call { try await $0.rules.install(request) }
            session.write { Report(answer, $0) }
        }
    }

    /// `workflow rollback`.
    struct Rollback: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback", abstract: "Put earlier rules in force again. / 退回")

        @Argument(help: "The number of the installation. / 编号")
        var id: Int64
        @Option(help: "Why. / 理由")
        var reason: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.RollbackRequest(
                id: id, reason: reason, requestId: RequestID.fresh())
            let answer = try await session.daemon.call { try await $0.rules.rollback(request) }
            session.write { Report(answer, $0) }
        }
    }

    /// `workflow installed`.
    struct Installed: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "installed", abstract: "List the rules installed so far. / 安装记录")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let list = try await session.daemon.call {
                try await $0.rules.listInstalled(V1.ListInstalledRequest())
            }
            session.write { Report(list, $0) }
        }
    }

    /// `workflow migrate`.
    struct Migrate: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "migrate", abstract: "Move open cases to the rules in force. / 迁移在办案件")

        @Argument(help: "Only this workflow. / 流程", completion: .workflows)
        var workflow: String?
        @Option(help: "Why. / 理由")
        var reason: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.MigrateRequest(
                workflow: workflow ?? "", reason: reason, requestId: RequestID.fresh())
            let answer = try await session.daemon.call { try await $0.rules.migrate(request) }
            session.write { Report(answer, $0) }
        }
    }
}
