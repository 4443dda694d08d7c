// SPDX-License-Identifier: Apache-2.0
package import CaseProto

// Rows of directory files, who acts for whom, what the caller may do.
extension Report {
    /// What became of the rows of a file.
    package init(_ answer: V1.ImportDirectoryResponse, _ language: Language) {
        let objects = answer.rows.map(\.json)
        self.init(
            json: .array(objects), csv: CSV(["outcome", "sentence"], objects: objects, language))
        table(.outcomes(answer.rows, language))
        let counts = Dictionary(grouping: answer.rows, by: \.outcome).mapValues(\.count)
        let told = ["added", "changed", "unchanged", "refused"].compactMap { code in
            counts[code].map { "\(DirectoryWords.outcome(code)(language)) \($0)" }
        }
        line(told.joined(separator: Words.listSeparator(language)))
    }

    /// One delegation.
    package init(_ row: V1.Delegation, _ language: Language) {
        self.init(json: row.json, csv: CSV(Self.delegationNames, objects: [row.json], language))
        table(.delegations([row], language))
    }

    /// Who acts for whom.
    package init(_ list: V1.ListDelegationsResponse, _ language: Language) {
        let objects = list.delegations.map(\.json)
        self.init(
            json: .array(objects), csv: CSV(Self.delegationNames, objects: objects, language))
        guard !list.delegations.isEmpty else {
            line(DirectoryWords.noDelegation(language))
            return
        }
        table(.delegations(list.delegations, language))
    }

    private static let delegationNames = [
        "id", "from_number", "from_name", "to_number", "to_name", "office", "role", "since",
        "until", "ended_on",
    ]

    /// What the caller may do in a case.
    package init(mayDo why: V1.WhyResponse, _ language: Language) {
        let events = why.events.filter(\.yours)
        let objects = events.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(["event", "label", "possible"], objects: objects, language))
        guard !events.isEmpty else {
            line(DirectoryWords.nothing(language))
            return
        }
        table(.mayDo(events, language))
    }
}

extension Table {
    fileprivate static func delegations(_ rows: [V1.Delegation], _ language: Language) -> Table {
        Table(
            [
                Column(Words.number(language), alignsRight: true),
                Column(DirectoryWords.absent(language)), Column(DirectoryWords.deputy(language)),
                Column(DirectoryWords.from(language)), Column(DirectoryWords.until(language)),
                Column(DirectoryWords.scope(language)), Column(DirectoryWords.closed(language)),
            ],
            rows: rows.map { row in
                [
                    Cell(String(row.id)), Cell("\(row.fromName) (\(row.fromNumber))"),
                    Cell("\(row.toName) (\(row.toNumber))"), Cell(row.since), Cell(row.until),
                    Cell(
                        [row.office, row.roleLabel.typed(row.role, language)]
                            .filter { !$0.isEmpty }.joined(separator: ":")),
                    Cell(row.endedOn),
                ]
            })
    }

    /// Rows of a file, numbered as in it below its head.
    fileprivate static func outcomes(
        _ rows: [V1.DirectoryRowOutcome], _ language: Language
    ) -> Table {
        Table(
            [
                Column(DirectoryWords.row(language), alignsRight: true),
                Column(DirectoryWords.result(language)),
                Column(DirectoryWords.sentence(language)),
            ],
            rows: rows.enumerated().map { index, row in
                let sentence = row.outcome == "refused" ? row.sentence?.text(language) ?? "" : ""
                return [
                    Cell(String(index + 1)),
                    Cell(DirectoryWords.outcome(row.outcome)(language)), Cell(sentence),
                ]
            })
    }

    fileprivate static func mayDo(_ events: [V1.WhyEvent], _ language: Language) -> Table {
        Table(
            [Column(Words.event(language)), Column(DirectoryWords.possible(language))],
            rows: events.map { event in
                [
                    Cell(event.label.named(event.event, language)),
                    Cell((event.possible ? Words.yes : Words.no)(language)),
                ]
            })
    }
}
