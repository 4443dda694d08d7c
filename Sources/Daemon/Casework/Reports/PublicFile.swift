// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
package import Storage
package import WorkCalendar
package import Workflow

/// A text of the public file (公开、公示), as the public reads it.
package struct PublicText: Sendable {
    /// The case, without what the public must not read.
    package var head: CaseHead
    /// The document that is the text.
    package var document: DocumentRow
    /// Since when it is published.
    package var publishedOn: Day
    /// The last day of its term; nil where it has none.
    package var until: Day?
    /// By what the term is bound.
    package var basis: Label?
    /// What is told beside it, with what it is called.
    package var told: [(label: Label, value: Label)]
    /// What the case keeps secret: a text in which it stands is not for the public.
    package var secrets: [String]
}

/// A page of the public file.
package struct PublicPage: Sendable {
    /// What is published.
    package var texts: [PublicText] = []
    /// Published by an act, but its text is not there for the asking person: told so that nobody takes the file for
    /// complete.
    package var missing: [String] = []
    /// What was published until its term ended.
    package var ended = 0
    /// After which case there may be more; nil at the end.
    package var next: String?
    /// Of what was known before: cases that the asking person reads and that are published no more.
    package var gone: [String] = []
    /// Today.
    package var today: Day
}

extension Reports {
    /// Texts that are published and within their term, of the cases that the asking person reads.
    ///
    /// - Parameters:
    ///   - after: the case at which the page before ended.
    ///   - known: cases that were published before; what of them is not any more is told where he reads it.
    package func publicFile(
        after: String?, known: [String] = []
    ) async throws(CaseworkError) -> PublicPage {
        guard known.count <= CaseworkLimits.importedRows else {
            throw CaseworkError.invalid(
                "known", "最多\(CaseworkLimits.importedRows)件",
                "at most \(CaseworkLimits.importedRows) cases")
        }

        let (rules, now) = (self.rules, self.clock.now)
        let today = rules.nationalZone.day(of: now)
        let publications = rules.rulebook.conventions.publications
        return try await self.look { reader, visibility in
            var page = PublicPage(today: today)
            let reading = PublicReading(reader: reader, visibility: visibility, today: today)
            var query = CaseQuery(limit: CaseworkLimits.listed)
            query.sight = try visibility.sight()
            query.after = after
            let rows = try reader.cases(query)
            for row in rows where !row.isQuarantined {
                guard let publication = publications[row.workflow] else { continue }
                try reading.add(row, publication, to: &page)
            }
            page.next = rows.count == query.limit ? rows.last?.id : nil
            for id in known {
                // Of what he does not read he cannot say that it is published no more.
                guard let row = try reader.caseRow(id), try visibility.sees(row) else { continue }
                var only = PublicPage(today: today)
                if let publication = publications[row.workflow], !row.isVoid {
                    try reading.add(row, publication, to: &only)
                }
                if only.texts.isEmpty { page.gone.append(id) }
            }
            return page
        }
    }
}

/// Reads what of a case is published.
private struct PublicReading {
    let reader: any StoreReader
    let visibility: Visibility
    let today: Day

    func add(
        _ row: CaseRow, _ publication: PublicationDefinition, to page: inout PublicPage
    ) throws {
        let definition = try self.visibility.definition(of: row)
        let facts = definition.standing(try self.reader.facts(of: row.id))
        let last = facts.last {
            publication.up.contains($0.event) || publication.down.contains($0.event)
        }
        guard let last, publication.up.contains(last.event), let day = last.happenedOn,
            day <= self.today
        else { return }
        let until = PublicReading.end(publication, facts)
        if let until, until < self.today {
            page.ended += 1
            return
        }
        let kept = try self.visibility.keptFromThePublic(in: row)
        // The text that was there when it was published: one filed since waits for its own act.
        let document = try self.reader.documents(of: row.id).last {
            $0.kind == publication.document && $0.sha256 != nil && $0.withdrawn == nil
                && $0.sequence <= last.sequence
        }
        let own = try self.visibility.kept(in: row)
        // Whoever does not read what is secret cannot see to it that the text keeps it.
        guard let document, own.opens(document), !own.keepsWords else {
            page.missing.append(row.id)
            return
        }
        var shown = document
        shown.name = kept.shown(document.name)
        let fields = kept.shown(row.fields)
        let names = try self.officeNames(fields, definition, publication)
        page.texts.append(
            PublicText(
                head: CaseHead(row: kept.shown(row), definition: definition), document: shown,
                publishedOn: day, until: until, basis: until.flatMap { _ in publication.basis },
                told: publication.shows.compactMap { name in
                    guard let field = definition.fields[name], let value = fields[name],
                        !value.isEmpty
                    else { return nil }
                    return (field.labels, definition.told(value, of: field, naming: names))
                }, secrets: try self.visibility.secrets(of: row)))
    }

    /// The last day: as many years on the same day (民法典 201, 202), or the month's last.
    private static func end(_ publication: PublicationDefinition, _ facts: [Fact]) -> Day? {
        guard let event = publication.from,
            let from = facts.last(where: { $0.event == event })?.happenedOn
        else { return nil }
        return from.adding(months: 12 * publication.years)
    }

    private func officeNames(
        _ fields: [String: Value], _ definition: WorkflowDefinition,
        _ publication: PublicationDefinition
    ) throws -> [String: String] {
        var names: [String: String] = [:]
        for name in publication.shows where definition.fields[name]?.type.element == .office {
            for code in fields[name]?.texts ?? [] {
                names[code] = try self.reader.office(code)?.name
            }
        }
        return names
    }
}
