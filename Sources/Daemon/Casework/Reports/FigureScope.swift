// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Which cases belong to a report, and whose they are.
struct FigureScope {
    let query: FiguresQuery
    /// The event whose day counts; nil: the opening's.
    let event: String?
    /// The code of the only office asked for.
    let office: String?
    /// The directory, by code.
    let offices: [String: OfficeRow]

    private var isBounded: Bool { self.query.from != nil || self.query.to != nil }

    /// Whether a case can belong to it, as far as its row says: all that is asked where the opening's
    /// day counts.
    func mayHold(_ row: CaseRow) -> Bool {
        guard !row.isQuarantined, self.query.caseID.map({ $0 == row.id }) ?? true else {
            return false
        }
        return self.event != nil || !self.isBounded || self.isInPeriod(row.openedOn)
    }

    /// Whether a case belongs to it.
    func holds(_ loaded: LoadedCase) -> Bool {
        let office = self.office(of: loaded)
        if let code = self.office, office?.code != code { return false }
        if let place = self.query.place, office?.place != place { return false }
        guard let event = self.event else { return true }
        return loaded.facts.history.contains { fact in
            fact.event == event && (!self.isBounded || self.isInPeriod(fact.happenedOn))
        }
    }

    /// What has no day belongs to no period.
    private func isInPeriod(_ day: Day?) -> Bool {
        guard let day else { return false }
        return (self.query.from ?? day) <= day && day <= (self.query.to ?? day)
    }

    private func office(of loaded: LoadedCase) -> OfficeRow? {
        self.party(of: loaded)?.office.flatMap { self.offices[$0] }
    }

    private func party(of loaded: LoadedCase) -> Party? {
        loaded.definition.counted(for: loaded.facts.roles)
    }

    /// A part of a report.
    struct PartName {
        /// By what it is told from others.
        var code: String
        /// What people read; of a value in both languages.
        var text: String
        var labels: Label?
    }

    /// The part of the report that a case belongs to.
    func part(_ split: FiguresQuery.Split, _ loaded: LoadedCase) -> PartName {
        switch split {
        case .office:
            let office = self.office(of: loaded)
            let name = office?.name ?? self.party(of: loaded)?.name ?? ""
            return PartName(code: office?.code ?? name, text: name)
        case .place:
            let place = self.office(of: loaded)?.place ?? ""
            return PartName(code: place, text: place)
        case .field(let field):
            guard let value = loaded.facts.fields[field]?.text else {
                return PartName(code: "", text: "")
            }
            let words = GuardWords(loaded.definition)
            return PartName(code: value, text: value, labels: words.value(value, of: field))
        }
    }
}
