// SPDX-License-Identifier: Apache-2.0
internal import CaseFiles
internal import CaseProto
internal import CaseadmText
internal import Hummingbird
internal import OfficeFiles

// A list becomes cases: uploaded, fitted, tried row by row, then run.
extension Site {
    func addImports(to router: Router<PageContext>) {
        self.get("/import", on: router) { try await self.importing($0) }
        self.upload("/import", on: router) { try await self.planImport($0, $1) }
    }

    private func importing(_ visit: Visit, told: Model = [:], status: Int = 200) async throws
        -> Response
    {
        let workflows = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }
        var model = visit.words
        model["workflows"] = workflows.workflows.map {
            visit.choice($0.workflow, visit.say($0.label, else: $0.workflow), "")
        }
        model["profiles"] = workflows.profiles.map {
            visit.choice($0.profile, "\(visit.say($0.label, else: $0.profile)) (\($0.profile))", "")
        }
        model["request"] = RequestName.fresh()
        model.merge(told) { $1 }
        return await self.page(
            "import", model, visit, title: visit.say("导入清单", "Import a list"), status: status)
    }

    private func planImport(_ visit: Visit, _ reader: MultipartReader) async throws -> Response {
        var fields = FormBody()
        var file: (name: String, bytes: [UInt8])?
        while let head = try await reader.next() {
            guard let name = head.fileName else {
                try fields.add(head.name, try await reader.text())
                continue
            }
            var bytes: [UInt8] = []
            while let piece = try await reader.piece() {
                bytes += piece
                guard bytes.count <= FileLimits.fileBytes else {
                    throw PageError.tooLong(
                        Text(
                            zh: "文件过大,最多\(FileLimits.fileBytes >> 20) MiB。",
                            en:
                                "The file is too large; it may have \(FileLimits.fileBytes >> 20) MiB."
                        ))
                }
            }
            file = (Self.fileName(name), bytes)
        }
        guard let file, !file.bytes.isEmpty else {
            throw PageError.bad(Text(zh: "请先选择文件。", en: "Choose a file first."))
        }
        do throws(PageError) {
            let plan = try await self.plan(fields, file, visit)
            return Answers.go(to: "/bulk/\(plan)")
        } catch {
            var told: Model = ["isRefused": true]
            if case .refused(let refusal) = error {
                told["refusal"] = visit.refusal(refusal)
            } else {
                told["refusal"] =
                    [
                        "sentence": error.sentence(visit.language), "unmet": [Model](),
                        "w": PageWords.all.mapValues { $0(visit.language) } as Model,
                    ] as Model
            }
            return try await self.importing(visit, told: told, status: error.status)
        }
    }

    /// Fits the list and plans its rows.
    ///
    /// - Returns: the plan's number.
    private func plan(
        _ fields: FormBody, _ file: (name: String, bytes: [UInt8]), _ visit: Visit
    ) async throws(PageError) -> Int64 {
        let workbook: Workbook
        do throws(FileFault) {
            workbook = try Workbook(file.bytes)
        } catch {
            throw .bad(Text(zh: "\(file.name):\(error.zh)", en: "\(file.name): \(error.en)"))
        }
        let shown = workbook.sheets.filter { !$0.isHidden && !$0.rows.isEmpty }
        let fitting = TableFitting(sheets: shown.isEmpty ? workbook.sheets : shown)
        let common = fields["common"].split(separator: "\n").reduce(into: [String: String]()) {
            let halves = $1.split(separator: "=", maxSplits: 1)
            if halves.count == 2 { $0[String(halves[0].trimmed)] = String(halves[1].trimmed) }
        }
        let asked = V1.FitTableRequest(
            workflow: fields["workflow"], profile: fields["profile"], heads: fitting.heads,
            mapping: fitting.ids, common: common)
        let fit = try await visit.ask { try await $0.work.fitTable(asked, metadata: $0.metadata) }
        let table: FittedTable
        do throws(TableFault) {
            table = try fitting.table(fit)
        } catch {
            throw .bad(Self.text(error, fit, file.name))
        }
        var (plan, sent) = (V1.Bulk(), 0)
        while sent < table.rows.count {
            let part = table.part(after: sent)
            let request = V1.PlanImportRequest(
                workflow: fit.workflow, profile: fields["profile"], rows: part, common: common,
                reason: file.name,
                requestId: plan.id == 0 ? fields["request"] : RequestName.fresh(),
                another: !fields["another"].isEmpty, mapping: table.meanings, sheet: table.sheet,
                letters: table.letters, plan: plan.id, after: Int32(sent),
                update: fields["update"])
            plan = try await visit.ask {
                try await $0.work.planImport(request, metadata: $0.metadata)
            }
            sent += part.count
            guard plan.status == "planned" else { break }
        }
        return plan.id
    }

    private static func text(
        _ fault: TableFault, _ fit: V1.FitTableResponse, _ file: String
    ) -> Text {
        let label = fit.workflowLabel ?? V1.Label(zh: fit.workflow, en: fit.workflow)
        switch fault {
        case .noHeading(let searched):
            return Text(
                zh: "\(file) 里没有认出〈\(label.zh)〉的表头:前\(searched)行中须有一行写各列名称,名称见“规则”中该流程的内容。",
                en:
                    "No heading of a ‹\(label.en)› in \(file): one of its first \(searched) rows must name the columns, as the rules of the workflow call them."
            )
        case .gaps(let gaps):
            let names = gaps.map { $0.label ?? V1.Label(zh: $0.name, en: $0.name) }
            return Text(
                zh: "\(file) 没有“\(names.map(\.zh).joined(separator: "”“"))”列:请加上该列,或在“每行相同的内容”里写明。",
                en:
                    "\(file) has no column “\(names.map(\.en).joined(separator: "”, “"))”: add it, or say it for all rows."
            )
        case .noRows:
            return Text(zh: "\(file) 表头以下没有数据行。", en: "\(file) has no row below its heading.")
        case .tooManyRows(let count, let most):
            return Text(
                zh: "\(file) 有\(count)行,一次最多导入\(most)行:请分成几个文件。",
                en: "\(file) has \(count) rows, at most \(most) at once: divide it.")
        }
    }
}
