// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `workflow`: the rules in force, and files that may come into force.
struct WorkflowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow", abstract: "Workflows and their rules. / 流程与规则",
        subcommands: [
            List.self, Show.self, Check.self, Diagram.self, Handbook.self, Preview.self,
            Install.self, Rollback.self, Installed.self, Migrate.self,
        ])
}

extension WorkflowCommand {
    /// `workflow list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List workflows and profiles. / 流程列表")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let list = try await session.daemon.call {
                try await $0.rules.listWorkflows(V1.ListWorkflowsRequest())
            }
            session.write { Report(list, $0) }
        }
    }

    /// `workflow show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a workflow. / 查看流程")

        @Argument(help: "The workflow. / 流程", completion: .workflows)
        var name: String
        @Option(help: "With this place's figures. / 地方规则", completion: .profiles)
        var profile: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.GetWorkflowRequest(workflow: name, profile: profile ?? "")
            let workflow = try await session.daemon.call {
                try await $0.rules.getWorkflow(request)
            }
            session.write { Report(workflow, $0) }
        }
    }

    /// `workflow check`: exit code 1 when there are errors.
    struct Check: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Check rulebook files. / 检查规则文件")

        @Argument(
            help: ArgumentHelp("Files, or folders of them. / 文件或文件夹", valueName: "path"),
            completion: .file())
        var paths: [String] = []
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let files = try RulebookFiles(paths)
            let request = V1.CheckRequest(files: files.contents)
            var check = try await session.daemon.call { try await $0.rules.check(request) }
            for index in check.findings.indices {
                check.findings[index].file = files.path(of: check.findings[index].file)
            }
            session.write { Report(check, $0) }
            guard check.ok, !check.findings.contains(where: { $0.severity == "error" }) else {
                throw .said
            }
        }
    }
}
