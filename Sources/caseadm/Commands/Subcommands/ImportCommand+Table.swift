// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseFiles
internal import CaseProto
internal import CaseadmText
internal import OfficeFiles

extension ImportCommand {
    /// `import LIST FILE`: exit code 1 if any row cannot be or failed.
    struct Table: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "table",
            abstract: "Make cases of the rows of a list, clocks running from their true dates. "
                + "/ 导入清单",
            usage: "caseadm import <list> <file> [options]")

        @Argument(
            help: ArgumentHelp(
                "assignments, motions, penalties, annual-reports, organisations, ledger, or a "
                    + "workflow. / 清单或流程", valueName: "list"), completion: .workflows)
        var list: String
        @Argument(
            help: ArgumentHelp(".xlsx or CSV. / 文件", valueName: "file"), completion: .file())
        var file: String
        @Flag(
            name: .customLong("dry-run"), help: "Say what each row would become; open none. / 只预演")
        var dryRun = false
        @Option(help: "The sheet, by name or number; else the one that fits. / 工作表")
        var sheet: String?
        @OptionGroup var mapping: ColumnMapping
        @Option(help: "The workflow, if not the list's usual. / 流程", completion: .workflows)
        var workflow: String?
        @Option(help: ArgumentHelp("A column that every row has. / 共同内容", valueName: "key=value"))
        var field: [String] = []
        @Option(help: "The place's rules. / 地方规则", completion: .profiles)
        var profile: String?
        @Option(
            help: ArgumentHelp(
                "Put right what is there already and differs, for this reason. / 更正已有的件",
                valueName: "why"))
        var update: String?
        @Flag(name: .customLong("visible-only"), help: "Pass over hidden rows. / 不读隐藏行")
        var visibleOnly = false
        @Flag(help: "They are other matters than those that look the same. / 确为另一件")
        var another = false
        @OptionGroup var mutation: MutationOptions
        @OptionGroup var options: GlobalOptions

        /// The list of every rulebook: what its rows become it says itself.
        private static let usual = "assignments"

        func run(in session: Session) async throws(Failure) {
            let read = try TableFile(file, session)
            let fitting = TableFitting(sheets: try read.sheets(sheet))
            let common = try FieldArguments.map(field)
            let request = V1.FitTableRequest(
                workflow: workflow ?? (list == Self.usual ? "" : list), profile: profile ?? "",
                forOffice: mutation.forOffice ?? "", heads: fitting.heads,
                mapping: try mapping.read().merging(fitting.ids) { typed, _ in typed },
                common: common)
            let fit = try await session.daemon.call { try await $0.work.fitTable(request) }
            let words = TableWords(file: file, session: session)
            let table: FittedTable
            do throws(TableFault) {
                table = try fitting.table(fit, visibleOnly: visibleOnly)
            } catch {
                throw words.failure(error, fit)
            }
            words.say(table.remarks)
            try mapping.save(fit.columns)
            let plan = try await self.plan(table, fit, common, session)
            guard dryRun else { return try await BulkCommand.carryOut(plan, session) }
            let shown = try await BulkCommand.show(plan.id, session)
            if plan.status == "planned" {
                let cancel = V1.CancelBulkRequest(id: plan.id, requestId: RequestID.fresh())
                _ = try await session.daemon.call { try await $0.work.cancelBulk(cancel) }
            }
            if shown.items.contains(where: \.impossible) { throw .said }
        }

        /// Sends the rows in parts, which are one plan.
        private func plan(
            _ table: FittedTable, _ fit: V1.FitTableResponse, _ common: [String: String],
            _ session: Session
        ) async throws(Failure) -> V1.Bulk {
            var plan = V1.Bulk()
            var sent = 0
            while sent < table.rows.count {
                let part = table.part(after: sent)
                let request = V1.PlanImportRequest(
                    workflow: fit.workflow, profile: profile ?? "",
                    forOffice: mutation.forOffice ?? "", rows: part, common: common,
                    reason: FileReading.name(file),
                    requestId: plan.id == 0
                        ? mutation.requestID ?? RequestID.fresh() : RequestID.fresh(),
                    another: another, mapping: table.meanings, sheet: table.sheet,
                    letters: table.letters, plan: plan.id, after: Int32(sent),
                    update: update ?? "")
                plan = try await session.daemon.call { try await $0.work.planImport(request) }
                sent += part.count
                // What was run or cancelled before, by a request of the same id, takes no more.
                guard plan.status == "planned" else { break }
                session.progress(done: sent, of: table.rows.count)
            }
            session.endProgress()
            return plan
        }
    }
}
