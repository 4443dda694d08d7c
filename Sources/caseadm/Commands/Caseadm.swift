// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

/// The root of the command line.
package struct Caseadm: AsyncParsableCommand {
    /// What `--help` says, and the tree of commands.
    package static let configuration = CommandConfiguration(
        commandName: "caseadm",
        abstract: "The client of cased, the daemon for public offices' casework. / 公务案件办理客户端",
        version: "caseadm 0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Cases / 案件",
                subcommands: [
                    OpenCommand.self, ActCommand.self, AttachCommand.self, ParticipantCommand.self,
                    DocumentCommand.self, RenderCommand.self, ShowCommand.self, HistoryCommand.self,
                    WatchCommand.self,
                    WhyCommand.self, ListCommand.self, ViewCommand.self,
                    ImportCommand.self,
                    DeliveryCommand.self, AnnulCommand.self, CorrectCommand.self,
                    ReportCommand.self, ExportCommand.self,
                ]),
            CommandGroup(
                name: "Deadlines / 时限",
                subcommands: [
                    DueCommand.self, ExplainCommand.self, CalcCommand.self, NoticeCommand.self,
                    DigestCommand.self,
                ]),
            CommandGroup(
                name: "Administration / 管理",
                subcommands: [
                    StatusCommand.self, DoctorCommand.self, WaitCommand.self, WarningCommand.self,
                    MetricsCommand.self,
                    BackupCommand.self, ClockCommand.self, WorkflowCommand.self,
                    CalendarCommand.self, BulkCommand.self, JobCommand.self,
                    OfficeCommand.self, UserCommand.self, DelegateCommand.self, AuditCommand.self,
                ]),
        ])

    @OptionGroup var options: GlobalOptions

    /// A command line that says nothing yet.
    package init() {}
}
