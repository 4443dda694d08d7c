// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Puts facts to a new case as its source tells them.
struct Replaying: Decision {
    let transaction: Transaction

    /// Puts the given facts to the case as its sources tell them.
    func replay(
        _ command: OpenCaseCommand, _ opened: LoadedCase, _ head: LineHead
    ) throws -> LoadedCase {
        var loaded = opened
        for fact in command.facts {
            loaded = try self.load(loaded.row.id)
            loaded = try self.replay(fact, loaded, note: command.note)
        }
        guard let at = command.at, loaded.row.state != at else { return loaded }
        throw CaseworkError.invalid(
            "at", "所列事实使案件处于“\(loaded.row.state)”,而非“\(at)”",
            "the facts given lead to “\(loaded.row.state)”, not to “\(at)”")
    }

    func replay(
        _ fact: OpenCaseCommand.GivenFact, _ loaded: LoadedCase, note: String
    ) throws -> LoadedCase {
        let moment = try self.moment(loaded.definition)
        let step = StepCommand(
            event: fact.event, fields: fact.fields, happenedOn: fact.happenedOn,
            actor: StepActor(user: self.principal.map { String($0.uid) }, roles: []),
            mode: .record, cause: .source)
        guard fact.happenedOn <= moment.today else {
            throw CaseworkError.invalid(
                "fact", "\(fact.event)=\(fact.happenedOn)晚于今天",
                "\(fact.event)=\(fact.happenedOn) is after today")
        }
        switch loaded.machine.step(loaded.attempt(step, at: moment)) {
        case .moved(let move):
            let gaps = move.notShown.map(\.sentence.zh).joined(separator: ";")
            let parts = [note, gaps.isEmpty ? "" : "来源未载:\(gaps)"].filter { !$0.isEmpty }
            return try self.recording.record(
                move, of: loaded, isNew: false,
                LineHead(
                    event: fact.event, happenedOn: fact.happenedOn, mode: .record,
                    note: parts.joined(separator: "。")), depth: 0)
        case .refused(let refused):
            throw self.refusal(
                refused, of: loaded.definition,
                Label("事实“\(fact.event)”不成立", "the fact “\(fact.event)” cannot be"))
        case .invalid(let problems):
            throw CaseworkError.invalid(problems)
        case .unchanged(let reason):
            throw CaseworkError(.refused, reason)
        case .unreachable(let reason):
            throw StoreError.unusable(reason)
        }
    }

    /// Cases with the same title and proposers are pointed out, not refused.
    func noteLikeness(_ loaded: LoadedCase) throws {
        guard let title = loaded.facts.fields["title"]?.text else { return }
        let others = try self.book.caseIDs(workflow: loaded.row.workflow, title: title)
        for id in others where id != loaded.row.id {
            guard let other = try self.book.caseRow(id), other.parent == nil,
                loaded.row.parent == nil,
                other.fields["proposers"] == loaded.facts.fields["proposers"]
            else { continue }
            self.transaction.consequences.append(
                Consequence(.similar, caseID: id, state: other.state))
        }
    }
}
