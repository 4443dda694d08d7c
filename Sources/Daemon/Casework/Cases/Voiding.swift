// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Takes a whole case back that was opened in error: it counts nowhere and frees its natural key; its
/// history stays, with a line that says why.
struct Voiding: Decision {
    let transaction: Transaction

    /// Takes the opening back.
    ///
    /// - Throws: ``CaseworkError`` when a part of it was worked on by somebody: that is dealt with first.
    func void(
        _ loaded: LoadedCase, _ reason: String, _ forOffice: String?, depth: Int = 0
    ) throws -> CommandResult {
        try self.transaction.countConsequence(depth: depth)
        var remarks: [Label] = []
        for child in try self.book.children(of: loaded.row.id) {
            guard try self.isUntouched(child.id) else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "分件\(child.id)已有人办理,请先处理分件",
                        "its part \(child.id) was worked on; deal with that first"))
            }
            let part = try self.loader.load(child.id)
            remarks += try self.void(part, reason, forOffice, depth: depth + 1).remarks
        }
        let opening = try self.book.facts(of: loaded.row.id).first?.sequence ?? 0
        var after = loaded
        after.row.version += 1
        after.row.isFinal = true
        after.row.naturalKey = nil
        after.row.isVoid = true
        try self.ledger.update(after.row, previousVersion: loaded.row.version)
        try self.marking.mark(after, before: loaded.row, isLive: true)
        var line = try self.lines.line(
            about: loaded,
            LineHead(
                event: HistoryLine.annul, happenedOn: self.today(loaded.definition), mode: .live,
                note: reason, forOffice: forOffice))
        line.version = after.row.version
        line.from = loaded.row.state
        line.changes = [ChangeRow(.lines([opening]))]
        try self.ledger.append(line)
        after.facts.clocks = loaded.facts.clocks.map { run in
            guard run.isOpen else { return run }
            var run = run
            run.stoppedOn = line.happenedOn
            run.stopSequence = line.sequence
            return run
        }
        try self.runs.storeClocks(after.facts.clocks, before: loaded.facts.clocks, after)
        let all = loaded.facts.history.map(\.sequence)
        remarks += try self.withdrawing.withdraw(all, loaded)
        remarks.insert(
            Label("\(loaded.row.id)已作废,不再计入", "\(loaded.row.id) is void and counts no more"), at: 0)
        var result = CommandResult()
        result.take(after)
        result.previousState = loaded.row.state
        result.sequence = line.sequence
        result.transition = HistoryLine.annul
        result.remarks = remarks
        return result
    }

    /// Whether nobody did anything in a case since it was opened.
    func isUntouched(_ id: String) throws -> Bool {
        try self.book.facts(of: id).dropFirst().allSatisfy { $0.enteredBy == nil }
            && self.book.documents(of: id).allSatisfy { !$0.isOnFile }
    }
}
