// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText
internal import GRPCCore

/// `bulk`: what is done to many cases.
struct BulkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk", abstract: "What is done to many cases. / 批量操作",
        subcommands: [
            Plan.self, Attach.self, Erase.self, Run.self, List.self, Show.self, Cancel.self,
        ])
}

extension BulkCommand {
    /// `bulk plan`.
    struct Plan: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "Say what one event would do to many cases; nothing is done. / 预演")

        @Argument(help: "The event. / 事项", completion: .events)
        var event: String
        @Argument(
            help: ArgumentHelp(
                "Cases, and fields of the event. / 件号与内容", valueName: "case|key=value"))
        var words: [String] = []
        @OptionGroup var choice: CaseChoice
        @OptionGroup var plan: PlanOptions
        @Option(help: ArgumentHelp("Bind a role. / 角色", valueName: "role=office"))
        var role: [String] = []
        @Option(help: "A paper for each case's file. / 一并归卷的文书", completion: .file())
        var paper: String?
        @Option(help: "What the paper is. / 文书种类")
        var kind: String?
        @OptionGroup var naming: PaperNaming
        @OptionGroup var mutation: MutationOptions
        @OptionGroup var options: GlobalOptions

        func validate() throws {
            if (paper == nil) != (kind == nil) {
                throw ValidationError("--paper needs --kind, and --kind needs --paper")
            }
        }

        func run(in session: Session) async throws(Failure) {
            var request = try await plan.request(
                for: try await choice.cases(
                    named: words.filter { !FieldArguments.isPair($0) }, session),
                mutation)
            request.event = event
            request.fields = try FieldArguments.fields(words.filter(FieldArguments.isPair))
            request.roles = try FieldArguments.map(role)
            guard let paper, let kind else {
                let asked = request
                let bulk = try await session.daemon.call { try await $0.work.planBulk(asked) }
                return try await plan.finish(bulk, session)
            }
            let head = naming.head(of: paper, kind, under: request)
            try await plan.finish(try await BulkCommand.send(paper, head, session), session)
        }
    }

    /// `bulk attach`.
    struct Attach: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "attach",
            abstract: "Say which cases would get one paper on their file; nothing is done. / 批量归卷")

        @Argument(help: "The document's file. / 文件", completion: .file())
        var file: String
        @Argument(help: ArgumentHelp("Cases. / 件号", valueName: "case"))
        var words: [String] = []
        @Option(help: "What the document is. / 文书种类")
        var kind: String
        @OptionGroup var naming: PaperNaming
        @OptionGroup var choice: CaseChoice
        @OptionGroup var plan: PlanOptions
        @OptionGroup var mutation: MutationOptions
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let cases = try await choice.cases(named: words, session)
            let head = naming.head(
                of: file, kind, under: try await plan.request(for: cases, mutation))
            try await plan.finish(try await BulkCommand.send(file, head, session), session)
        }
    }

    /// `bulk erase`.
    struct Erase: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract:
                "Say of which ended cases what is personal is no longer kept; nothing is done. "
                + "/ 期满删除个人信息")

        @Option(help: "Only of this workflow. / 流程", completion: .workflows)
        var workflow: String?
        @Option(help: "Why. / 理由")
        var reason: String
        @Flag(help: "Carry it out at once. / 立即执行")
        var run = false
        @OptionGroup var mutation: MutationOptions
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.PlanErasureRequest(
                workflow: workflow ?? "", reason: reason, forOffice: mutation.forOffice ?? "",
                requestId: mutation.requestID ?? RequestID.fresh())
            let bulk = try await session.daemon.call { try await $0.work.planErasure(request) }
            if run {
                try await BulkCommand.carryOut(bulk, session)
            } else {
                try await BulkCommand.show(bulk.id, session)
            }
        }
    }

    /// How a paper is called.
    struct PaperNaming: ParsableArguments {
        @Option(help: "Its document number; stands before the name. / 文号")
        var number: String?
        @Option(help: "Its name; else the file's. / 名称")
        var name: String?

        func head(
            of file: String, _ kind: String, under request: V1.PlanBulkRequest
        ) -> V1.BulkPaperHead {
            V1.BulkPaperHead(
                plan: request, document: kind, number: number ?? "",
                name: name ?? FileReading.name(file))
        }
    }

    /// When, why, and whether at once.
    struct PlanOptions: ParsableArguments {
        @Option(help: "The day it happened; else the day it is done. / 发生日期")
        var on: String?
        @Option(help: "Why. / 理由")
        var reason: String?
        @Flag(help: "Carry it out at once. / 立即执行")
        var run = false

        func request(
            for cases: [String], _ mutation: MutationOptions
        ) async throws(Failure) -> V1.PlanBulkRequest {
            V1.PlanBulkRequest(
                caseIds: cases, happenedOn: DayArguments.day(on), note: mutation.note ?? "",
                forOffice: mutation.forOffice ?? "", reason: reason ?? "",
                requestId: mutation.requestID ?? RequestID.fresh())
        }

        func finish(_ bulk: V1.Bulk, _ session: Session) async throws(Failure) {
            if run {
                try await BulkCommand.carryOut(bulk, session)
            } else {
                try await BulkCommand.show(bulk.id, session)
            }
        }
    }

    /// Sends the paper with the plan.
    static func send(
        _ path: String, _ head: V1.BulkPaperHead, _ session: Session
    ) async throws(Failure) -> V1.Bulk {
        try FileReading.requirePaper(path)
        return try await session.daemon.call { daemon in
            try await daemon.work.planBulkPaper { writer in
                let source = try FileReading.File(path)
                defer { source.close() }
                try await writer.write(V1.PlanBulkPaperRequest(kind: .head(head)))
                while let piece = try source.next() {
                    try await writer.write(V1.PlanBulkPaperRequest(kind: .chunk(piece)))
                }
            }
        }
    }

    /// Which cases, as `list` chooses them.
    struct CaseChoice: ParsableArguments {
        @Option(
            name: .customLong("cases"),
            help: "Cases from a file, one a line; - for standard input. / 从文件读取件号",
            completion: .file())
        var file: String?
        @Option(help: "Cases of this workflow. / 流程", completion: .workflows)
        var workflow: String?
        @Option(help: "Cases in this state. / 状态")
        var state: String?
        @Option(help: "Cases this office takes part in. / 单位", completion: .offices)
        var office: String?

        /// Those named, those of the file, and those chosen; none is refused.
        func cases(
            named: [String], _ session: Session
        ) async throws(Failure) -> [String] {
            var cases = named
            if let file {
                let text = file == "-" ? Self.standardInput() : try FileReading.text(file)
                cases += text.split { $0.isWhitespace || $0 == "," || $0 == "\u{FEFF}" }
                    .map(String.init)
            }
            if workflow != nil || state != nil || office != nil {
                cases += try await self.chosen(session)
            }
            guard cases.isEmpty else { return cases }
            throw .failed(
                Text(
                    zh: "没有符合条件的案件:请列出件号,或用 --workflow、--state、--office 选择。",
                    en: "no case is chosen: name some, or use --workflow, --state, --office"))
        }

        private static func standardInput() -> String {
            var text = ""
            while let line = readLine(strippingNewline: false) { text += line }
            return text
        }

        private func chosen(_ session: Session) async throws(Failure) -> [String] {
            var cases: [String] = []
            var after = ""
            repeat {
                let request = V1.ListCasesRequest(
                    workflow: workflow ?? "", state: state ?? "", office: office ?? "",
                    openOnly: true, limit: 500, after: after)
                let answer = try await session.daemon.call { try await $0.cases.list(request) }
                cases += answer.cases.map(\.caseId)
                after = answer.next == after || answer.cases.isEmpty ? "" : answer.next
            } while !after.isEmpty
            return cases
        }
    }

    /// `bulk run`.
    struct Run: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Carry a plan out and wait for its end. / 执行")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @Flag(name: .customLong("no-wait"), help: "Do not wait for its end. / 不等待")
        var noWait = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await BulkCommand.carryOut(id, session, waits: !noWait)
        }
    }

    /// `bulk list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List bulk actions. / 批量操作列表")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let list = try await session.daemon.call {
                try await $0.work.listBulks(V1.ListBulksRequest())
            }
            session.write { Report(list, $0) }
        }
    }

    /// `bulk show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a bulk action, item by item. / 逐件结果")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @Option(help: "Only what went so: waiting, done, unchanged, failed. / 仅某种结果")
        var only: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await BulkCommand.show(id, session, only: only ?? "")
        }
    }

    /// `bulk cancel`.
    struct Cancel: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Stop one; what is done stays done. / 中止")

        @Argument(help: "Its number. / 编号")
        var id: Int64
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.CancelBulkRequest(id: id, requestId: RequestID.fresh())
            _ = try await session.daemon.call { try await $0.work.cancelBulk(request) }
            try await BulkCommand.show(id, session)
        }
    }

    /// After a second of waiting it is said that the daemon needs nobody to wait.
    private static let pollsUntilSaid = 5

    /// Shows a bulk action with all its items; the daemon gives a thousand at once.
    @discardableResult
    static func show(
        _ id: Int64, _ session: Session, only: String = ""
    ) async throws(Failure) -> V1.Bulk {
        var bulk = V1.Bulk()
        repeat {
            let last = bulk.items.last?.position ?? 0
            let request = V1.GetBulkRequest(id: id, status: only, after: last)
            let page = try await session.daemon.call { try await $0.work.getBulk(request) }
            let items = bulk.items + page.items
            bulk = page
            bulk.items = items
            guard page.items.count >= CallLimits.page, let next = page.items.last?.position,
                next > last
            else { break }
        } while bulk.items.count < bulk.waiting + bulk.done + bulk.unchanged + bulk.failed
        let whole = bulk
        session.write { Report(whole, $0) }
        return whole
    }

    /// Runs a plan and waits for its end; one that was run before, by a request of the same id, is
    /// only waited for.
    static func carryOut(_ plan: V1.Bulk, _ session: Session) async throws(Failure) {
        switch plan.status {
        case "planned": try await carryOut(plan.id, session, waits: true)
        case "cancelled":
            // By a dry run, or by somebody: nothing of it will be done.
            throw .failed(
                Text(
                    zh: "此请求的批量操作\(plan.id)已中止(如只预演过):请换一个 --request-id。",
                    en: "this request's bulk action \(plan.id) was cancelled, as after a dry run: "
                        + "use another --request-id"))
        default: try await wait(for: plan, session)
        }
    }

    /// Runs a plan; waits for its end with a bar, when asked.
    ///
    /// Ends with 1 if any item failed.
    static func carryOut(
        _ id: Int64, _ session: Session, waits: Bool
    ) async throws(Failure) {
        let request = V1.RunBulkRequest(id: id, requestId: RequestID.fresh())
        let bulk = try await session.daemon.call { try await $0.work.runBulk(request) }
        if waits {
            try await wait(for: bulk, session)
        } else {
            session.write { Report(bulk, $0) }
        }
    }

    private static func wait(for begun: V1.Bulk, _ session: Session) async throws(Failure) {
        let (id, asked) = (begun.id, V1.GetBulkRequest(id: begun.id, limit: 1))
        var bulk = begun
        var polls = 0
        while bulk.status == "running" {
            polls += 1
            if polls == Self.pollsUntilSaid {
                session.say(
                    Text(
                        zh: "批量操作\(id)在服务中执行,中断本命令也会继续;caseadm bulk show \(id) 可查",
                        en:
                            "bulk action \(id) runs in the daemon and goes on without this command: "
                            + "caseadm bulk show \(id)"))
            }
            let total = bulk.waiting + bulk.done + bulk.unchanged + bulk.failed
            session.progress(done: Int(total - bulk.waiting), of: Int(total))
            do {
                // Counting many takes a while, too.
                try await Task.sleep(for: .milliseconds(total > 2_000 ? 1_000 : 200))
            } catch {
                throw .failed(
                    Text(
                        zh: "已中断;批量操作\(id)仍在继续",
                        en: "interrupted; bulk action \(id) goes on"))
            }
            bulk = try await session.daemon.call { try await $0.work.getBulk(asked) }
        }
        session.endProgress()
        guard try await show(id, session).failed == 0 else { throw .said }
    }
}
