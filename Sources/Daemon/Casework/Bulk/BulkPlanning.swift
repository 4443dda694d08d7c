// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Thrown to take back what was only tried.
private struct OnlyTried: Error {
    var outcome: BulkItem
}

/// Says what a bulk action would come to, before it is run.
struct BulkPlanning: Decision {
    let transaction: Transaction

    func plan(_ command: BulkActCommand, reason: String) throws -> CommandResult {
        let ids = command.caseIDs.unique
        guard !ids.isEmpty else {
            throw CaseworkError.invalid("case_ids", "没有指定案件", "no case is named")
        }
        guard ids.count <= CaseworkLimits.bulkItems else {
            throw CaseworkError.invalid(
                "case_ids", "一次最多\(CaseworkLimits.bulkItems)件",
                "at most \(CaseworkLimits.bulkItems) cases at once",
                remedy: .supply(.fewerCases))
        }
        try self.checkKnown(command, among: ids)
        let row = BulkRow(
            kind: .act, parameters: try command.parameters, reason: reason.isEmpty ? "-" : reason,
            uid: self.principal?.number, userName: self.principal?.name ?? "cased",
            startedAt: self.now)
        let items = try self.named(ids).map { try self.tried(row, $0) }
        return try self.bulkBeginning.begin(
            .act, items: items, reason: row.reason, parameters: row.parameters, isPlan: true)
    }

    /// The cases named; one that is not seen has only its name, like one that is not there.
    private func named(_ ids: [String]) throws -> [BulkItem] {
        let visibility = self.transaction.visibility
        return try self.bulkBeginning.items(ids).map { item in
            guard let id = item.caseID, try !visibility.sees(id) else { return item }
            return BulkItem(position: item.position, caseID: nil, title: id)
        }
    }

    /// An event or a kind of paper that no case of those named knows is a slip of the pen, said once.
    private func checkKnown(_ command: BulkActCommand, among ids: [String]) throws {
        let event = command.event
        let visibility = self.transaction.visibility
        let rows = try ids.compactMap(self.book.caseRow).filter(visibility.sees)
        let hashes = Set(rows.map(\.definitionHash))
        guard !hashes.isEmpty else {
            throw CaseworkError.invalid(
                "case_ids", "这些案件都不存在:\(ids.prefix(3).joined(separator: "、"))",
                "none of these cases exists: \(ids.prefix(3).joined(separator: ", "))")
        }
        let definitions = try hashes.map { try self.rules.definition($0, self.book) }
        if let paper = command.paper { try self.checkKnown(paper, among: definitions) }
        let isPaperAlone = event.isEmpty && command.paper != nil
        guard !isPaperAlone, !definitions.contains(where: { $0.events.contains(event) }) else {
            return
        }
        let known = Set(definitions.flatMap { $0.events.items.map(\.name) }).sorted()
        throw CaseworkError.invalid(
            "event", "没有事项“\(event)”;这些案件的事项有:\(known.joined(separator: "、"))",
            "there is no event “\(event)”; these cases know: \(known.joined(separator: ", "))")
    }

    private func checkKnown(_ paper: BulkPaper, among definitions: [WorkflowDefinition]) throws {
        guard !definitions.contains(where: { $0.documents.contains(paper.kind) }) else { return }
        let known = Set(definitions.flatMap { $0.documents.items.map(\.name) }).sorted()
        throw CaseworkError.invalid(
            "document", "没有文书种类“\(paper.kind)”;这些案件的种类有:\(known.joined(separator: "、"))",
            "there is no kind of document “\(paper.kind)”; these cases know: \(known.joined(separator: ", "))"
        )
    }

    /// What an item would come to, taken back again.
    func tried(_ row: BulkRow, _ item: BulkItem) throws -> BulkItem {
        do {
            try self.book.part {
                throw OnlyTried(outcome: try self.bulkCarrying.carryOut(row, item))
            }
            return item
        } catch let tried as OnlyTried {
            // Whatever it would come to, it waits until it is run.
            var waiting = item
            if tried.outcome.status != .failed { waiting.title = tried.outcome.title }
            guard row.kind == .import else {
                return waiting.planned(tried.outcome.status != .failed, tried.outcome.result)
            }
            return self.importPlanning.waiting(waiting, tried.outcome)
        }
    }
}
