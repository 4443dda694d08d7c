// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// One event for many cases, and rows of a file: planned first, then run.
extension Engine {
    /// Says what an event would do to each of many cases; nothing is done before it is run.
    ///
    /// - Returns: the number of the bulk action.
    package func plan(
        _ command: BulkActCommand, reason: String, _ request: Request
    ) async throws(CaseworkError) -> Int64 {
        try await self.perform(request) { try $0.plan(command, reason: reason) }.rows.first ?? 0
    }

    /// Says what rows of a file would become.
    ///
    /// - Returns: the number of the bulk action.
    package func plan(
        _ command: ImportCommand, reason: String, _ request: Request
    ) async throws(CaseworkError) -> Int64 {
        try await self.perform(request) { try $0.plan(command, reason: reason) }.rows.first ?? 0
    }

    /// Runs a planned bulk action.
    package func runBulk(_ id: Int64, _ request: Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transactor in
            let row = try transactor.ownBulk(id)
            guard row.status == .planned else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "批量操作\(id)已\(row.status == .running ? "在执行" : "结束")",
                        "bulk action \(id) \(row.status == .running ? "is running" : "has ended") already"
                    ))
            }
            let counts = try transactor.writer.bulkCounts(of: id)
            try transactor.writer.begin(bulk: id, at: transactor.now)
            return try transactor.beginRun(
                id, row.kind, counts[.waiting] ?? 0, row.reason)
        }
        self.wake()
    }
}

/// Thrown to take back what was only tried.
private struct OnlyTried: Error {
    var outcome: BulkItem
}

extension Transactor {
    fileprivate func plan(_ command: BulkActCommand, reason: String) throws -> CommandResult {
        let ids = command.caseIDs.unique
        guard !ids.isEmpty else {
            throw CaseworkError.invalid("case_ids", "没有指定案件", "no case is named")
        }
        guard ids.count <= CaseworkLimits.bulkItems else {
            throw CaseworkError.invalid(
                "case_ids", "一次最多\(CaseworkLimits.bulkItems)件,请分批,如用 --cases 文件",
                "at most \(CaseworkLimits.bulkItems) cases at once; divide them, as with --cases FILE"
            )
        }
        try self.checkKnown(event: command.event, among: ids)
        let row = BulkRow(
            kind: .act, parameters: try command.parameters, reason: reason.isEmpty ? "-" : reason,
            uid: self.principal?.uid, userName: self.principal?.name ?? "cased",
            startedAt: self.now)
        let items = try self.items(ids).map { try self.tried(row, $0) }
        return try self.begin(
            .act, items: items, reason: row.reason, parameters: row.parameters, isPlan: true)
    }

    /// An event that no case of those named knows is a slip of the pen, said once.
    private func checkKnown(event: String, among ids: [String]) throws {
        let hashes = Set(try ids.compactMap { try self.writer.caseRow($0)?.definitionHash })
        guard !hashes.isEmpty else {
            throw CaseworkError.invalid(
                "case_ids", "这些案件都不存在:\(ids.prefix(3).joined(separator: "、"))",
                "none of these cases exists: \(ids.prefix(3).joined(separator: ", "))")
        }
        let definitions = try hashes.map { try self.rules.definition($0, self.writer) }
        guard !definitions.contains(where: { $0.events.contains(event) }) else { return }
        let known = Set(definitions.flatMap { $0.events.items.map(\.name) }).sorted()
        throw CaseworkError.invalid(
            "event", "没有事项“\(event)”;这些案件的事项有:\(known.joined(separator: "、"))",
            "there is no event “\(event)”; these cases know: \(known.joined(separator: ", "))")
    }

    fileprivate func plan(_ command: ImportCommand, reason: String) throws -> CommandResult {
        guard !command.rows.isEmpty else {
            throw CaseworkError.invalid("rows", "文件没有数据行", "the file has no rows")
        }
        guard command.rows.count <= CaseworkLimits.bulkItems else {
            throw CaseworkError.invalid(
                "rows", "一次最多\(CaseworkLimits.bulkItems)行",
                "at most \(CaseworkLimits.bulkItems) rows at once")
        }
        guard self.rules.rulebook.workflowNames.contains(command.workflow) else {
            throw CaseworkError.noWorkflow(
                command.workflow, known: self.rules.rulebook.workflowNames)
        }
        let row = BulkRow(
            kind: .import,
            parameters: [
                "workflow": command.workflow, "profile": command.profile ?? "",
                "for_office": command.forOffice ?? "",
            ], reason: reason.isEmpty ? "-" : reason, uid: self.principal?.uid,
            userName: self.principal?.name ?? "cased", startedAt: self.now)
        // Two rows of one matter are told apart before any of them is opened.
        let reader = (try? self.importDefinition(row)).map { RowReader(definition: $0) }
        var items: [BulkItem] = []
        var keys: [String: Int] = [:]
        for (index, cells) in command.rows.enumerated() {
            let all = command.common.merging(cells) { common, own in own.isEmpty ? common : own }
            let item = BulkItem(
                position: index + 1, caseID: nil, title: reader?.title(of: all) ?? "", payload: all)
            items.append(try self.tried(row, item, &keys))
        }
        return try self.begin(
            .import, items: items, reason: row.reason, parameters: row.parameters, isPlan: true)
    }

    /// What an item would come to, taken back again.
    private func tried(_ row: BulkRow, _ item: BulkItem) throws -> BulkItem {
        do {
            try self.writer.part { throw OnlyTried(outcome: try self.carryOut(row, item)) }
            return item
        } catch let tried as OnlyTried {
            // Whatever it would come to, it waits until it is run.
            var waiting = item
            if tried.outcome.status != .failed { waiting.title = tried.outcome.title }
            return waiting.planned(tried.outcome.status != .failed, tried.outcome.result)
        }
    }

    private func tried(
        _ row: BulkRow, _ item: BulkItem, _ keys: inout [String: Int]
    ) throws -> BulkItem {
        var item = try self.tried(row, item)
        guard let definition = try? self.importDefinition(row),
            let command = try? RowReader(definition: definition).command(
                item.payload, profile: nil, forOffice: nil),
            let key = NaturalKey.of(command.fields, definition, parent: nil)
        else { return item }
        if let first = keys[key] {
            item = item.planned(
                false,
                Label(
                    "与第\(first)行是同一件(\(NaturalKey.readable(key)))",
                    "row \(first) is the same matter (\(NaturalKey.readable(key)))"))
        } else {
            keys[key] = item.position
        }
        return item
    }

    func acted(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let command = try BulkActCommand(parameters: action.parameters)
        // A case that is not there has only its name.
        let id = item.caseID ?? item.title
        let result = try self.writer.part {
            try self.act(
                ActCommand(
                    caseID: id, event: command.event, fields: command.fields,
                    roles: command.roles, happenedOn: command.happenedOn, note: command.note,
                    forOffice: command.forOffice))
        }
        if result.isUnchanged { return item.went(.unchanged, Label("无变化", "nothing changes")) }
        if let reason = result.quarantined { return item.went(.failed, Label(same: reason)) }
        return item.went(.done, try self.course(result))
    }

    func imported(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let definition = try self.importDefinition(action)
        let command = try RowReader(definition: definition).command(
            item.payload, profile: action.parameters["profile"].flatMap { $0.isEmpty ? nil : $0 },
            forOffice: action.parameters["for_office"].flatMap { $0.isEmpty ? nil : $0 })
        let result = try self.writer.part {
            let result = try self.open(command)
            try self.checkImported(result, command)
            return result
        }
        var item = item
        item.caseID = result.caseID
        item.title = try self.writer.caseRow(result.caseID)?.title ?? item.title
        let gaps = result.notGiven.map { definition.fields[$0]?.labels ?? Label(same: $0) }
        var course = try self.course(result)
        let alike = result.consequences.filter { $0.event == "similar" }.map(\.caseID)
        if !alike.isEmpty {
            let ids = alike.prefix(3).joined(separator: ", ")
            course = Label(
                "\(course.zh);与\(ids)标题、提出人相同",
                "\(course.en); same title and proposers as \(ids)")
        }
        guard !gaps.isEmpty else { return item.went(.done, course) }
        return item.went(
            .done,
            Label(
                "\(course.zh);未提供:\(gaps.map(\.zh).joined(separator: "、"))",
                "\(course.en); not given: \(gaps.map(\.en).joined(separator: ", "))"))
    }

    /// What a row must say although it is entered afterwards: what every case of its kind has, offices
    /// that there are, who was bound, and a state from which it can go on.
    private func checkImported(_ result: CommandResult, _ command: OpenCaseCommand) throws {
        let loaded = try self.loader.load(result.caseID)
        let definition = loaded.definition
        var problems: [FieldProblem] = []
        for field in definition.fields.items {
            let value = loaded.facts.fields[field.name]
            if field.isRequired, value == nil {
                problems.append(
                    FieldProblem(
                        path: field.labels.zh,
                        sentence: Label("未填写", "‹\(field.labels.en)› is missing")))
            }
            guard field.type.element == .office else { continue }
            for name in value?.texts ?? [] where try self.writer.officeCodes(called: name).isEmpty {
                problems.append(
                    FieldProblem(
                        path: field.labels.zh,
                        sentence: Label(
                            "单位名录中没有“\(name)”", "no office “\(name)” in the directory")))
            }
        }
        for event in command.facts.map(\.event) {
            for role in definition.events[event]?.binds ?? [] where loaded.facts.roles[role] == nil
            {
                let label = definition.roles[role]?.labels ?? Label(same: role)
                problems.append(
                    FieldProblem(
                        path: label.zh, sentence: Label("未填写", "‹\(label.en)› is missing")))
            }
        }
        let next = definition.transitions.filter { $0.from.contains(loaded.facts.state) }
        let isWaiting = !loaded.row.isFinal && next.allSatisfy { $0.trigger != nil }
        if isWaiting, try self.writer.children(of: result.caseID).isEmpty {
            problems.append(
                FieldProblem(
                    path: definition.states[loaded.facts.state]?.labels.zh ?? loaded.facts.state,
                    sentence: Label(
                        "此状态须有分件,请逐件立件", "this state needs parts; open it by itself")))
        }
        guard problems.isEmpty else { throw CaseworkError.invalid(problems) }
    }

    private func importDefinition(_ action: BulkRow) throws -> WorkflowDefinition {
        let rulebook = self.rules.rulebook
        let name = action.parameters["workflow"] ?? ""
        let profile = action.parameters["profile"].flatMap { $0.isEmpty ? nil : $0 }
        let today = CivilZone(Transactor.nationalZone).day(of: self.now)
        if let profile, rulebook.profile(profile, on: today) == nil {
            throw CaseworkError.noProfile(profile, known: rulebook.profileNames)
        }
        guard
            let resolved = rulebook.workflow(
                name, profile: profile ?? Transactor.nationalProfile, on: today)
        else { throw CaseworkError.noWorkflow(name, known: rulebook.workflowNames) }
        return resolved.definition
    }

    /// From where to where, and the nearest date.
    private func course(_ result: CommandResult) throws -> Label {
        let definition = try self.rules.definition(result.definitionHash, self.writer)
        func label(_ state: String) -> Label {
            definition.states[state]?.labels ?? Label(same: state)
        }
        let (before, after) = (label(result.previousState), label(result.state))
        let nearest = result.clocks.filter {
            definition.clocks[$0.clock]?.kind == .duty && $0.due != nil
        }.min { ($0.due ?? .init(number: 0)) < ($1.due ?? .init(number: 0)) }
        let clock = nearest.flatMap { definition.clocks[$0.clock]?.labels }
        let due = nearest?.due.map { day in
            Label(",〈\(clock?.zh ?? "")〉\(day)", ", ‹\(clock?.en ?? "")› \(day)")
        }
        return Label(
            (before.zh.isEmpty ? "" : "\(before.zh) → ") + after.zh + (due?.zh ?? ""),
            (before.en.isEmpty ? "" : "\(before.en) → ") + after.en + (due?.en ?? ""))
    }
}

extension BulkActCommand {
    /// As a bulk action keeps it.
    fileprivate var parameters: [String: String] {
        get throws {
            [
                "event": self.event,
                "fields": String(
                    decoding: try JSONEncoder().encode(self.fields), as: UTF8.self),
                "roles": String(decoding: try JSONEncoder().encode(self.roles), as: UTF8.self),
                "on": self.happenedOn?.description ?? "", "note": self.note,
                "for_office": self.forOffice ?? "",
            ]
        }
    }

    fileprivate init(parameters: [String: String]) throws {
        let decoder = JSONDecoder()
        self.init(
            caseIDs: [], event: parameters["event"] ?? "",
            fields: try decoder.decode(
                [String: Value].self, from: Data((parameters["fields"] ?? "{}").utf8)),
            roles: try decoder.decode(
                [String: String].self, from: Data((parameters["roles"] ?? "{}").utf8)),
            happenedOn: parameters["on"].flatMap { Day($0) }, note: parameters["note"] ?? "",
            forOffice: parameters["for_office"].flatMap { $0.isEmpty ? nil : $0 })
    }
}
