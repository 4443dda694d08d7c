// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `job`: what the daemon does by itself.
struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "What the daemon does by itself. / 任务",
        subcommands: [
            List.self, Show.self, Retry.self, Cancel.self, Pause.self, Resume.self,
        ])
}

extension JobCommand {
    /// `job list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List jobs that are to come or were given up. / 任务列表")

        @Option(
            help: ArgumentHelp(
                "scheduled, retryable, running, completed, discarded or cancelled; repeat it. / 状态")
        )
        var state: [String] = []
        @Option(help: "clock, sendmail, spool, hook, bulk, digest or daily. / 种类")
        var kind: String?
        @Option(name: .customLong("case"), help: "Only of this case. / 仅某件", completion: .cases)
        var caseID: String?
        @Option(help: "At most so many; 0 for 100. / 最多项数")
        var limit: Int32 = 0
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ListJobsRequest(
                states: state.map(JobVocabulary.state), kind: JobVocabulary.kind(kind ?? ""),
                caseId: caseID ?? "", limit: limit)
            let list = try await session.daemon.call { try await $0.work.listJobs(request) }
            session.write { Report(list, $0) }
        }
    }

    /// `job show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a job. / 任务详情")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.GetJobRequest(id: id)
            let job = try await session.daemon.call { try await $0.work.getJob(request) }
            session.write { Report(job, $0) }
        }
    }

    /// `job retry`.
    struct Retry: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry",
            abstract: "Run a job at once, also one that was given up. / 立即重做")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ChangeJobRequest(id: id, requestId: RequestID.fresh())
            let job = try await session.daemon.call { try await $0.work.retryJob(request) }
            session.write { Report(job, $0) }
        }
    }

    /// `job cancel`.
    struct Cancel: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "End a job; a message it sends has failed. / 取消")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ChangeJobRequest(id: id, requestId: RequestID.fresh())
            let job = try await session.daemon.call { try await $0.work.cancelJob(request) }
            session.write { Report(job, $0) }
        }
    }

    /// `job pause`.
    struct Pause: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "pause", abstract: "Stop a kind of jobs until it is resumed. / 暂停某类任务")

        @Argument(help: "clock, sendmail, spool, hook, bulk, digest or daily. / 种类")
        var kind: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await JobCommand.set(kind, paused: true, session)
        }
    }

    /// `job resume`.
    struct Resume: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Let a kind of jobs go on. / 恢复某类任务")

        @Argument(help: "clock, sendmail, spool, hook, bulk, digest or daily. / 种类")
        var kind: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await JobCommand.set(kind, paused: false, session)
        }
    }

    private static func set(
        _ kind: String, paused: Bool, _ session: Session
    ) async throws(Failure) {
        let request = V1.PauseJobsRequest(
            kind: JobVocabulary.kind(kind), paused: paused, requestId: RequestID.fresh())
        let list = try await session.daemon.call { try await $0.work.pauseJobs(request) }
        session.write { Report(list, $0) }
    }
}
