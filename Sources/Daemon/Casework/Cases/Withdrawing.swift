// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Takes back what acts made besides the case's own facts: deliveries that have not gone out, documents
/// called for, documents filed by mistake, cases that nobody has worked on.
struct Withdrawing: Decision {
    let transaction: Transaction

    /// A line that is no act, and what it made.
    enum Paper {
        case document(DocumentRow)
        case ticks(line: HistoryRow)

        /// The line.
        var sequence: Int64 {
            switch self {
            case .document(let row): row.sequence
            case .ticks(let line): line.sequence
            }
        }
    }

    /// The line that a number or a name means, when it is no act.
    ///
    /// - Throws: ``CaseworkError`` when the document was taken back already.
    func paper(_ name: String, in loaded: LoadedCase, _ lines: [Fact]) throws -> Paper? {
        let number = Int64(name)
        if let number, lines.contains(where: { $0.sequence == number }) { return nil }
        let filed = try self.book.documents(of: loaded.row.id).filter { $0.sha256 != nil }
        if let row = filed.last(where: { $0.sequence == number }) {
            guard row.withdrawn == nil else {
                throw CaseworkError(
                    .refused, Label("“\(row.name)”已经撤回", "“\(row.name)” was taken back already"))
            }
            return .document(row)
        }
        if name == "attach", let row = filed.last(where: \.isOnFile) { return .document(row) }
        guard number != nil || name == "deliver" else { return nil }
        return try self.ticks(number, of: loaded.row.id).map { .ticks(line: $0) }
    }

    /// The line by which deliveries were ticked off: this one, or the last.
    private func ticks(_ number: Int64?, of id: String) throws -> HistoryRow? {
        let store = try self.book.wholeStore()
        if let number {
            let line = try store.history(of: id, after: number - 1, limit: 1).first
            return line.flatMap { $0.sequence == number && $0.event == "deliver" ? $0 : nil }
        }
        var last: HistoryRow?
        var after: Int64 = 0
        while true {
            let lines = try store.history(of: id, after: after, limit: CaseworkLimits.listed)
            last = lines.last { $0.event == "deliver" } ?? last
            guard let end = lines.last, lines.count == CaseworkLimits.listed else { return last }
            after = end.sequence
        }
    }

    /// The daemon's own acts that came of it.
    func followed(from paper: Paper, in loaded: LoadedCase) -> [Int64] {
        guard case .ticks = paper else { return [] }
        return loaded.facts.history.filter { fact in
            guard fact.enteredBy == nil, fact.sequence > paper.sequence else { return false }
            let transition = loaded.definition.transitions.first { $0.id == fact.transition }
            if case .deliveries = transition?.trigger { return true }
            return false
        }.map(\.sequence)
    }

    /// Takes it back.
    ///
    /// - Parameter line: the number of the line that says so.
    func take(_ paper: Paper, back loaded: LoadedCase, by line: Int64) throws -> [Label] {
        switch paper {
        case .document(let row):
            try self.ledger.papers.withdraw(row, by: line, calling: try self.call(for: row, loaded))
            let label = loaded.definition.documents[row.kind]?.labels ?? Label(same: row.kind)
            return try [
                Label(
                    "〈\(label.zh)〉“\(row.name)”已撤回,今后不再作数;原件仍留档",
                    "‹\(label.en)› “\(row.name)” is taken back and counts no more; its content is kept"
                )
            ] + self.rested(on: row, loaded)
        case .ticks(let history):
            return try history.changes.compactMap { change in
                guard case .delivery(let mark, let before, let after) = change.change else {
                    return nil
                }
                return try self.untick(mark.id, from: after, to: before, of: loaded)
            }
        }
    }

    /// Acts that were possible by a document which is taken back: they stand, and whoever takes it back is told.
    private func rested(on row: DocumentRow, _ loaded: LoadedCase) throws -> [Label] {
        let others = try self.book.documents(of: loaded.row.id).filter {
            $0.kind == row.kind && $0.isOnFile && $0.sequence > row.sequence
        }
        let acts = loaded.facts.history.filter { fact in
            guard fact.sequence > row.sequence,
                !others.contains(where: { $0.sequence < fact.sequence }),
                let transition = loaded.definition.transitions.first(where: {
                    $0.id == fact.transition
                })
            else { return false }
            return (transition.requires?.questions ?? []).contains {
                if case .document(let leaf) = $0 { leaf.kind == row.kind } else { false }
            }
        }
        guard !acts.isEmpty else { return [] }
        let named = acts.map { act in
            let label = loaded.definition.events[act.event]?.labels ?? Label(same: act.event)
            return Label(
                "〈\(label.zh)〉(第\(act.sequence)行)", "‹\(label.en)› (line \(act.sequence))")
        }.joined
        return [
            Label(
                "\(named.zh)曾以它为据,仍然有效;有误的,请一并撤销",
                "\(named.en) rested on it and still stands: annul what is wrong, too")
        ]
    }

    /// That a document is called for again which is taken back: by the act that stands.
    private func call(for row: DocumentRow, _ loaded: LoadedCase) throws -> DocumentRow? {
        guard let act = loaded.facts.history.first(where: { $0.sequence == row.called }) else {
            return nil
        }
        let name = try act.enteredBy.flatMap { Int64($0) }.flatMap { try self.book.user($0) }?.name
        return DocumentRow(
            caseID: row.caseID, kind: row.kind, name: "", size: nil, sha256: nil,
            addedOn: act.happenedOn, addedBy: name ?? "cased", sequence: act.sequence)
    }

    private func untick(
        _ id: Int64, from: DeliveryStatus, to status: DeliveryStatus, of loaded: LoadedCase
    ) throws -> Label? {
        guard var row = try self.book.delivery(id) else { return nil }
        guard row.status == from else {
            throw CaseworkError(
                .refused,
                Label(
                    "函件\(id)此后又有登记,请先撤销后一次登记",
                    "delivery \(id) was ticked again since; annul that first"))
        }
        row.status = status
        if status != .acknowledged { row.acknowledgedOn = nil }
        if status == .pending || status == .failed { row.sentOn = nil }
        if status != .failed { row.reason = "" }
        try self.ledger.papers.update(row)
        if status == .pending, let office = try row.recipient.office.flatMap(self.book.office) {
            try self.sending.send(.delivery(row.id), to: office, caseID: row.caseID)
        }
        return Label(
            "函件\(id)(\(row.recipient.name))恢复为登记前的状态",
            "delivery \(id) (\(row.recipient.name)) is as it was before")
    }

    /// Deliveries that have not gone out are taken back, documents not on file are no longer called
    /// for, cases that nobody has worked on go with the act; what has gone out is named.
    func withdraw(_ about: [Int64], _ loaded: LoadedCase) throws -> [Label] {
        var remarks: [Label] = []
        for var delivery in try self.book.deliveries(of: loaded.row.id)
        where about.contains(delivery.sequence) && delivery.status != .withdrawn {
            if delivery.status == .pending || delivery.status == .failed {
                delivery.status = .withdrawn
                try self.ledger.papers.update(delivery)
                try self.sending.stopSending(.delivery(delivery.id))
                remarks.append(
                    Label(
                        "函件\(delivery.id)(\(delivery.recipient.name))尚未发出,已撤下",
                        "delivery \(delivery.id) (\(delivery.recipient.name)) had not gone out and is withdrawn"
                    ))
            } else {
                remarks.append(
                    Label(
                        "函件\(delivery.id)已发给\(delivery.recipient.name),不能收回",
                        "delivery \(delivery.id) has gone out to \(delivery.recipient.name): it cannot be unsaid"
                    ))
            }
        }
        for sequence in about {
            try self.ledger.papers.withdrawCalls(of: loaded.row.id, sequence: sequence)
        }
        return try remarks + self.withdrawCases(openedBy: about, loaded)
    }

    private func withdrawCases(
        openedBy about: [Int64], _ loaded: LoadedCase
    ) throws -> [Label] {
        let others =
            try self.book.children(of: loaded.row.id)
            + self.book.linked(with: loaded.row.id)
        return try others.flatMap { other -> [Label] in
            let opening = try self.book.facts(of: other.id).first?.sequence ?? 0
            guard about.contains(where: { self.opened(opening, by: $0, loaded) }) else { return [] }
            guard try self.voiding.isUntouched(other.id), !other.isQuarantined else {
                return [
                    Label(
                        "由此开立的\(other.id)仍在,须另行处理",
                        "case \(other.id), which it opened, still stands and is to be dealt with")
                ]
            }
            let daemon = Transaction(self.book, rules: self.rules, now: self.now)
            return try Voiding(transaction: daemon).void(
                self.loader.load(other.id), loaded.row.id, nil
            ).remarks
        }
    }

    /// A case was opened by an act when its first line follows that act before the case's next one.
    private func opened(_ opening: Int64, by act: Int64, _ loaded: LoadedCase) -> Bool {
        let next = loaded.facts.history.map(\.sequence).filter { $0 > act }.min() ?? .max
        return opening > act && opening < next
    }
}
