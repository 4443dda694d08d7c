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
        let plans = try await visit.ask {
            try await $0.work.listBulks(V1.ListBulksRequest(), metadata: $0.metadata)
        }.bulks.prefix(PageLimits.plans)
        model["plans"] = plans.map {
            [
                "path": "/bulk/\($0.id)", "reason": $0.reason, "who": $0.userName,
                "since": Moment.local($0.startedAt),
                "status": Words.bulkStatus($0.status)(visit.language),
            ] as Model
        }
        model["arePlans"] = !plans.isEmpty
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
            let bytes = try await reader.bytes(atMost: FileLimits.fileBytes)
            file = (Self.fileName(name), bytes)
        }
        guard let file, !file.bytes.isEmpty else {
            throw PageError.bad(Text(zh: "请先选择文件。", en: "Choose a file first."))
        }
        do throws(PageError) {
            switch try await self.plan(fields, file, visit) {
            case .planned(let plan): return Answers.go(to: "/bulk/\(plan)")
            case .unsure(let fit, let samples):
                return try await self.matching(fit, samples, fields, visit)
            }
        } catch {
            var told: Model = ["isRefused": true]
            if case .refused(let refusal) = error {
                told["refusal"] = visit.refusal(refusal)
            } else {
                told["refusal"] =
                    ["sentence": error.sentence(visit.language), "unmet": [Model]()] as Model
            }
            return try await self.importing(visit, told: told, status: error.status)
        }
    }

    /// What came of a list that was read.
    private enum Read {
        /// Its rows are planned under a number.
        case planned(Int64)
        /// Somebody must say what some columns are; what stands first in each.
        case unsure(V1.FitTableResponse, [String])
    }

    /// Fits the list and plans its rows.
    private func plan(
        _ fields: FormBody, _ file: (name: String, bytes: [UInt8]), _ visit: Visit
    ) async throws(PageError) -> Read {
        let workbook: Workbook
        do throws(FileFault) {
            workbook = try Workbook(file.bytes)
        } catch {
            throw .bad(Text(zh: "\(file.name):\(error.zh)", en: "\(file.name): \(error.en)"))
        }
        let shown = workbook.sheets.filter { !$0.isHidden && !$0.rows.isEmpty }
        let fitting = TableFitting(sheets: shown.isEmpty ? workbook.sheets : shown)
        var common = fields["common"].split(separator: "\n").reduce(into: [String: String]()) {
            let halves = $1.split(separator: "=", maxSplits: 1)
            if halves.count == 2 { $0[String(halves[0].trimmed)] = String(halves[1].trimmed) }
        }
        common.merge(fields.group("common.").compactMapValues(\.first)) { $1 }
        // What people said of the columns holds; of the rest their words say it.
        let isMatched = !fields["matched"].isEmpty
        let said = fields.pairs.filter { $0.name.hasPrefix("column.") }
            .reduce(into: fitting.ids) { $0[String($1.name.dropFirst(7))] = $1.value }
        let asked = V1.FitTableRequest(
            workflow: fields["workflow"], profile: fields["profile"], heads: fitting.heads,
            mapping: said, common: common)
        let fit = try await visit.ask { try await $0.work.fitTable(asked, metadata: $0.metadata) }
        let samples = fit.head >= 0 ? fitting.samples(below: Int(fit.head)) : []
        let isDoubtful = zip(fit.columns, samples).contains { column, sample in
            column.guessed || column.means.isEmpty && !column.idle && !sample.isEmpty
        }
        // Asked once; a gap is asked for until it is filled.
        if fit.head >= 0, !fit.gaps.isEmpty || isDoubtful && !isMatched {
            return .unsure(fit, samples)
        }
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
        return .planned(plan.id)
    }

    /// Asks what the columns are: each with what was read, and what is missing in every row.
    private func matching(
        _ fit: V1.FitTableResponse, _ samples: [String], _ fields: FormBody, _ visit: Visit
    ) async throws(PageError) -> Response {
        let definition = try await visit.ask {
            try await $0.rules.getWorkflow(
                V1.GetWorkflowRequest(workflow: fit.workflow, profile: fields["profile"]),
                metadata: $0.metadata)
        }
        let meanings =
            (definition.fields + definition.roles.filter(\.ofCase)).map {
                ($0.name, visit.say($0.label, else: $0.name))
            } + [("state", PageWords.all["state"]?(visit.language) ?? "state")]
            + definition.events.map {
                ("\($0.name)_on", visit.say($0.label, else: $0.name) + visit.say("日期", " on"))
            }
        var model = visit.words
        model["workflow"] = visit.say(fit.workflowLabel, else: fit.workflow)
        model["columns"] = zip(fit.columns, samples).enumerated().filter { !$1.0.name.isEmpty }
            .map { index, pair -> Model in
                let (column, sample) = pair
                let isKnown = meanings.contains { $0.0 == column.means }
                // What it is read as stays to be chosen, though it is none of the usual.
                let others =
                    isKnown || column.means.isEmpty
                    ? [] : [(column.means, visit.say(column.label, else: column.means))]
                return [
                    "name": column.name, "id": "column-\(index)", "sample": sample,
                    "isUnsure": column.guessed || column.means.isEmpty && !column.idle,
                    "meanings": (meanings + others).map { visit.choice($0.0, $0.1, column.means) },
                ]
            }
        model["gaps"] = fit.gaps.map { gap -> Model in
            [
                "name": "common.\(gap.name)", "id": "gap-\(gap.name)",
                "label": visit.say(gap.label, else: gap.name),
                "choices": gap.choices.map { ["value": $0] as Model },
            ]
        }
        model["areGaps"] = !fit.gaps.isEmpty
        for name in ["profile", "common", "update", "another"] { model[name] = fields[name] }
        model["code"] = fit.workflow
        model["request"] = fields["request"]
        // Not done yet, and nothing is wrong: the next step of the same thing.
        return await self.page(
            "matching", model, visit, title: visit.say("核对各列", "What the columns are"))
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
