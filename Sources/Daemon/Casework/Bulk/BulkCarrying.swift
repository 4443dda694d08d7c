// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Foundation
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Does to one item what a bulk action does, and says how it went.
struct BulkCarrying: Decision {
    let transaction: Transaction

    /// Does to one item what a bulk action does, and says how it went.
    func carryOut(_ action: BulkRow, _ item: BulkItem) throws -> BulkItem {
        self.transaction.recountReason = action.reason
        do {
            switch action.kind {
            case .recount: return try self.recount(item, action)
            case .migrate: return try self.moved(item, action)
            case .act: return try self.acted(item, action)
            case .import: return try self.rowImport.imported(item, action)
            case .erase: return try self.book.part { try self.erasing.erase(item, action) }
            }
        } catch let error as CaseworkError {
            return item.went(.failed, error.sentences)
        }
    }

    private func recount(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let includingPast = action.parameters["including_past"] == "true"
        let loaded = try self.loader.load(item.caseID ?? "")
        guard let (_, moved) = try self.recounting.recounted(loaded, includingPast: includingPast),
            !moved.isEmpty
        else { return item.went(.unchanged, Label("日期不变", "no date moves")) }
        return item.went(.done, moved.sentence)
    }

    private func moved(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let plan = try self.book.part {
            try self.migrating.migrate(item.caseID ?? "", reason: action.reason)
        }
        switch plan.outcome {
        case .same:
            return item.went(.unchanged, Label("已是新版", "has these rules already"))
        case .stuck:
            return item.went(.failed, plan.reasons.joined)
        case .moves:
            return item.went(
                .done, plan.moved.isEmpty ? Label("已迁移", "moved") : plan.moved.sentence)
        }
    }

    func acted(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let command = try BulkActCommand(parameters: action.parameters)
        // A case that is not there has only its name.
        let id = item.caseID ?? item.title
        if command.event.isEmpty, let paper = command.paper {
            return try self.filed(paper, of: item, in: id, command)
        }
        // The paper goes with the event: where that is refused, nothing is filed.
        let result = try self.book.part {
            if let paper = command.paper { try self.file(paper, in: id, command) }
            return try self.acting.act(
                ActCommand(
                    caseID: id, event: command.event, fields: command.fields,
                    roles: command.roles, happenedOn: command.happenedOn, note: command.note,
                    forOffice: command.forOffice))
        }
        if result.isUnchanged { return item.went(.unchanged, Label("无变化", "nothing changes")) }
        if let reason = result.quarantined { return item.went(.failed, Label(same: reason)) }
        let course = try self.course(result)
        guard let paper = command.paper else { return item.went(.done, course) }
        let told = try self.told(paper, result.definitionHash)
        return item.went(.done, Label("\(told.zh),\(course.zh)", "\(told.en), \(course.en)"))
    }

    /// The paper alone; a case that has it on file is left as it is.
    private func filed(
        _ paper: BulkPaper, of item: BulkItem, in id: String, _ command: BulkActCommand
    ) throws -> BulkItem {
        let result = try self.book.part { () -> CommandResult? in
            let loaded = try self.named(id)
            let isThere = try self.book.documents(of: loaded.row.id).contains {
                $0.isOnFile && $0.kind == paper.kind && $0.sha256 == paper.sha256
            }
            return isThere ? nil : try self.file(paper, in: id, command)
        }
        guard let result else {
            return item.went(.unchanged, Label("该文书已归卷", "this paper is on file already"))
        }
        return item.went(.done, try self.told(paper, result.definitionHash))
    }

    @discardableResult
    private func file(
        _ paper: BulkPaper, in id: String, _ command: BulkActCommand
    ) throws -> CommandResult {
        try self.filing.attach(
            AttachCommand(
                caseID: id, kind: paper.kind, name: paper.name, size: paper.size,
                sha256: paper.sha256, happenedOn: command.happenedOn,
                forOffice: command.forOffice, note: command.note))
    }

    private func told(_ paper: BulkPaper, _ hash: String) throws -> Label {
        let definition = try self.rules.definition(hash, self.book)
        let label = definition.documents[paper.kind]?.labels ?? Label(same: paper.kind)
        return Label("归卷〈\(label.zh)〉", "‹\(label.en)› filed")
    }

    /// From where to where, and the nearest date.
    func course(_ result: CommandResult) throws -> Label {
        let definition = try self.rules.definition(result.definitionHash, self.book)
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

extension [MovedDate] {
    /// reply 2020-02-01 → 2020-02-03.
    var sentence: Label {
        Label(
            same: self.map {
                "\($0.clock) \($0.before?.description ?? "-") → \($0.after?.description ?? "-")"
            }.joined(separator: "; "))
    }
}

extension BulkActCommand {
    /// As a bulk action keeps it.
    var parameters: [String: String] {
        get throws {
            [
                "event": self.event,
                "fields": String(
                    decoding: try JSONEncoder().encode(self.fields), as: UTF8.self),
                "roles": String(decoding: try JSONEncoder().encode(self.roles), as: UTF8.self),
                "on": self.happenedOn?.description ?? "", "note": self.note,
                "for_office": self.forOffice ?? "",
                "paper": try self.paper.map {
                    String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
                } ?? "",
            ]
        }
    }

    init(parameters: [String: String]) throws {
        let decoder = JSONDecoder()
        self.init(
            caseIDs: [], event: parameters["event"] ?? "",
            fields: try decoder.decode(
                [String: Value].self, from: Data((parameters["fields"] ?? "{}").utf8)),
            roles: try decoder.decode(
                [String: String].self, from: Data((parameters["roles"] ?? "{}").utf8)),
            happenedOn: parameters["on"].flatMap { Day($0) }, note: parameters["note"] ?? "",
            forOffice: parameters["for_office"].flatMap { $0.isEmpty ? nil : $0 },
            paper: try parameters["paper"].flatMap { $0.isEmpty ? nil : $0 }.map {
                try decoder.decode(BulkPaper.self, from: Data($0.utf8))
            })
    }
}
