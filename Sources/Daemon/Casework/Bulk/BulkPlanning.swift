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
        let visibility = self.transaction.visibility
        let ids = try command.caseIDs.map { try visibility.caseID(called: $0, isToAct: true) }
            .unique
        guard !ids.isEmpty else {
            throw CaseworkError.invalid("case_ids", "没有指定案件", "no case is named")
        }
        guard ids.count <= CaseworkLimits.bulkItems else {
            throw CaseworkError.invalid(
                "case_ids", "一次最多\(CaseworkLimits.bulkItems)件",
                "at most \(CaseworkLimits.bulkItems) cases at once",
                remedy: .supply(.fewerCases))
        }
        let named = try self.known(command, among: ids)
        let row = BulkRow(
            kind: .act, parameters: try named.parameters, reason: reason.isEmpty ? "-" : reason,
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
    ///
    /// - Returns: the command with names in place of words, where all of them call it the same.
    private func known(
        _ asked: BulkActCommand, among ids: [String]
    ) throws -> BulkActCommand {
        var command = asked
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
        if let paper = command.paper {
            try self.checkKnown(paper, among: definitions)
            command.paper?.kind = self.name(
                paper.kind, among: definitions.map(\.documents.vocabulary))
        }
        command.event = self.name(event, among: definitions.map(\.events.vocabulary))
        let isPaperAlone = event.isEmpty && command.paper != nil
        guard !isPaperAlone,
            !definitions.contains(where: { $0.events.vocabulary.knows(event) })
        else { return command }
        let known = self.told(definitions.flatMap { $0.events.vocabulary.terms }, near: event)
        throw CaseworkError.invalid(
            "event", "没有事项“\(event)”;这些案件的事项有:\(known.zh)",
            "there is no event “\(event)”; these cases know: \(known.en)")
    }

    /// The one name that a word has among several workflows; the word where it has several.
    private func name(_ word: String, among vocabularies: [Vocabulary]) -> String {
        let names = vocabularies.compactMap { vocabulary -> String? in
            if case .name(let name) = vocabulary.meaning(of: word) { name } else { nil }
        }.unique
        return names.count == 1 ? names[0] : word
    }

    /// Those of some things that are spelt nearly like a word; all of them where none is.
    private func told(_ terms: [Remedy.Term], near word: String) -> Label {
        let all = Vocabulary(terms.unique.sorted { $0.name < $1.name })
        let near = all.near(word)
        return (near.isEmpty ? all.terms : near).told
    }

    private func checkKnown(_ paper: BulkPaper, among definitions: [WorkflowDefinition]) throws {
        guard !definitions.contains(where: { $0.documents.vocabulary.knows(paper.kind) }) else {
            return
        }
        let known = self.told(
            definitions.flatMap { $0.documents.vocabulary.terms }, near: paper.kind)
        throw CaseworkError.invalid(
            "document", "没有文书种类“\(paper.kind)”;这些案件的种类有:\(known.zh)",
            "there is no kind of document “\(paper.kind)”; these cases know: \(known.en)")
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
