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
        let (reached, wanted) = (
            loaded.definition.states[loaded.row.state]?.labels ?? Label(same: loaded.row.state),
            loaded.definition.states[at]?.labels ?? Label(same: at)
        )
        throw CaseworkError.invalid(
            "at", "所列事实使案件处于“\(reached.zh)”,而非“\(wanted.zh)”",
            "the facts given lead to “\(reached.en)”, not to “\(wanted.en)”")
    }

    func replay(
        _ fact: OpenCaseCommand.GivenFact, _ loaded: LoadedCase, note: String
    ) throws -> LoadedCase {
        let moment = try self.moment(loaded.definition)
        let step = StepCommand(
            event: fact.event, fields: fact.fields, happenedOn: fact.happenedOn,
            actor: StepActor(user: self.principal.map { String($0.number) }, roles: []),
            mode: .record, cause: .source)
        guard fact.happenedOn <= moment.today else {
            let label = loaded.definition.events[fact.event]?.labels ?? Label(same: fact.event)
            throw CaseworkError.invalid(
                "fact", "\(label.zh)=\(fact.happenedOn)晚于今天",
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
            throw CaseworkError.invalid(problems, in: loaded.definition)
        case .unchanged(let reason):
            throw CaseworkError(.refused, reason)
        case .unreachable(let reason):
            throw StoreError.unusable(reason)
        }
    }

    /// Cases that agree in what the rulebook calls alike are pointed out, not refused.
    ///
    /// - Returns: their ids.
    @discardableResult
    func noteLikeness(_ loaded: LoadedCase) throws -> [String] {
        let definition = loaded.definition
        guard !definition.alike.isEmpty, loaded.row.parent == nil,
            let title = loaded.facts.fields[definition.titleField]?.text
        else { return [] }
        var alike: [String] = []
        let visibility = self.transaction.visibility
        let near = try self.marking.alike(loaded)
        let same = try self.book.caseIDs(workflow: loaded.row.workflow, title: title)
        for id in (same + near).unique
        where id != loaded.row.id {
            guard let other = try self.book.caseRow(id), other.parent == nil,
                try visibility.sees(other),
                definition.alike.allSatisfy({
                    $0 == definition.titleField || other.fields[$0] == loaded.facts.fields[$0]
                })
            else { continue }
            alike.append(id)
            self.transaction.consequences.append(
                Consequence(.similar, caseID: id, state: other.state))
        }
        return alike
    }

    /// Asks whether a new case is one that is there already, where no number tells.
    ///
    /// - Parameter alike: those with its title.
    /// - Throws: ``CaseworkError`` naming those that may be the same.
    func askWhetherItIsThere(_ loaded: LoadedCase, among alike: [String]) throws {
        let definition = loaded.definition
        guard !definition.doubles.isEmpty, loaded.row.naturalKey == nil else { return }
        var same: [String] = []
        for id in alike {
            guard let other = try self.book.caseRow(id), other.naturalKey == nil, !other.isVoid,
                definition.mayBeOne(loaded.row, other)
            else { continue }
            same.append(id)
        }
        guard !same.isEmpty else { return }
        let labels = definition.doubles.map { definition.fields[$0]?.labels ?? Label(same: $0) }
        let others = same.prefix(CaseworkLimits.named)
        let more = same.count > others.count
        throw CaseworkError(
            .exists,
            Label(
                "与\(others.joined(separator: "、"))\(more ? "等" : "")"
                    + "\(labels.map(\.zh).joined(separator: "、"))相同,又都没有编号:是同一件吗?如确为另一件,请注明",
                "\(others.joined(separator: ", "))\(more ? " and others" : ""): the same "
                    + labels.map { $0.en.lowercased() }.joined(separator: " and ")
                    + ", and no number tells them apart. Is it the same matter? If it is another, say so"
            ), remedy: .supply(.anotherMatter))
    }
}

extension WorkflowDefinition {
    /// Whether nothing tells two cases apart that have one title: neither who raised them nor what they
    /// have of their natural keys.
    fileprivate func mayBeOne(_ row: CaseRow, _ other: CaseRow) -> Bool {
        func folded(_ value: Value?) -> Set<String> {
            Set((value?.texts ?? []).map(Folding.key).filter { !$0.isEmpty })
        }
        let agree = self.doubles.filter { !self.alike.contains($0) }.allSatisfy { name in
            let mine = folded(row.fields[name])
            return !mine.isEmpty && mine == folded(other.fields[name])
        }
        return agree
            && self.naturalKey.allSatisfy { name in
                let (mine, others) = (row.fields[name], other.fields[name])
                guard let mine, let others, !mine.isEmpty, !others.isEmpty else { return true }
                return Folding.key(mine.line) == Folding.key(others.line)
            }
    }

    /// In what cases agree that are alike: 标题、提出人.
    var likeness: Label {
        let labels = self.alike.map { self.fields[$0]?.labels ?? Label(same: $0) }
        return Label(
            labels.map(\.zh).joined(separator: "、"),
            labels.map { $0.en.lowercased() }.joined(separator: " and "))
    }
}
