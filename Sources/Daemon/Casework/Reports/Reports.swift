// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
internal import Storage
package import WorkCalendar
package import Workflow

/// A figure as counted.
package struct FigureView: Sendable {
    /// Which figure.
    package var name: String
    /// What people read.
    package var labels: Label
    /// The denominator, or what is counted.
    package var denominator = 0
    /// The numerator; nil for a plain count.
    package var numerator: Int?
    /// Counts by value, in order of the values.
    package var groups: [(value: String, labels: Label, count: Int)] = []
}

/// The figures of a workflow, counted over its cases.
package struct FiguresView: Sendable {
    /// The workflow.
    package var labels: Label
    /// Cases of the period.
    package var cases = 0
    /// The day on which conditions are judged.
    package var cutOff: Day
    /// Cases that could not be gone through for that day.
    package var unread = 0
    /// Each figure.
    package var figures: [FigureView]
    /// The same for each office, place or value, in order of their codes; empty unless asked.
    package var parts: [Part] = []

    /// What one office, or one place, has done; or the cases in which a field has one value.
    package struct Part: Sendable {
        /// The office's code, the place, or the value.
        package var code: String
        /// What people read.
        package var name: String
        /// What people read of a value, in both languages.
        package var labels: Label?
        /// Its cases of the period.
        package var cases: Int
        /// Each figure.
        package var figures: [FigureView]
    }
}

/// Which cases are counted, and what they are split by.
package struct FiguresQuery: Sendable {
    /// What the whole is split by.
    package enum Split: Hashable, Sendable {
        /// Offices, or the places of offices.
        case office, place
        /// The values of a field, by its code or label: a session, a category.
        case field(String)

        private enum Whose: String {
            case office, place

            static let called: [String: Whose] = ["单位": .office, "地区": .place]
        }

        /// As it is asked for in a word.
        package init(_ word: String) {
            switch Whose.called[word] ?? Whose(rawValue: word) {
            case .office: self = .office
            case .place: self = .place
            case nil: self = .field(word)
            }
        }
    }

    /// The workflow.
    package var workflow: String
    /// On or after this day.
    package var from: Day?
    /// On or before this day.
    package var to: Day?
    /// The event that must have happened in the period: its code or label; nil: the opening.
    package var by: String?
    /// Only this case, for the figures of one campaign.
    package var caseID: String?
    /// Only those of this office: its code or name.
    package var office: String?
    /// Only those of this place's offices.
    package var place: String?
    /// For each office, place or value by itself too.
    package var per: Split?
    /// From when they are looked at.
    package var vantage: Vantage

    /// Cases of a workflow: all, or those of a period.
    package init(
        _ workflow: String, by event: String? = nil, from: Day? = nil, to: Day? = nil,
        caseID: String? = nil, office: String? = nil, place: String? = nil, per: Split? = nil,
        vantage: Vantage = Vantage()
    ) {
        self.vantage = vantage
        self.workflow = workflow
        self.by = event
        self.from = from
        self.to = to
        self.caseID = caseID
        self.office = office
        self.place = place
        self.per = per
    }
}

/// Figures that a workflow defines.
package struct Reports: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// The figures that the rulebook defines for a workflow, over the cases opened in a period, or
    /// of which an event happened in it.
    package func figures(
        _ query: FiguresQuery
    ) async throws(CaseworkError) -> FiguresView {
        let (rules, now) = (self.rules, self.clock.now)
        var named = query
        named.workflow = try rules.rulebook.workflow(called: query.workflow)
        let query = named
        let newest = rules.rulebook.workflow(query.workflow, profile: rules.nationalProfile)
        guard let definition = newest?.definition else {
            throw CaseworkError.noWorkflow(query.workflow, among: rules.rulebook.vocabulary)
        }
        if let from = query.from, let to = query.to, from > to {
            throw CaseworkError.invalid(
                "to", "止日\(to)早于起日\(from)", "the last day \(to) comes before the first, \(from)")
        }
        let event = try query.by.map { (named) throws(CaseworkError) in
            try definition.countedEvent(named)
        }
        let split = try query.per.map { (split) throws(CaseworkError) in
            try definition.counted(split)
        }
        let cutOff = query.vantage.today(CivilZone(definition.timeZone).day(of: now))
        return try await self.look { reader, visibility in
            if let id = query.caseID { _ = try visibility.row(id) }
            let loader = CaseLoader(reader, rules, now)
            let scope = FigureScope(
                query: query, event: event,
                office: try query.office.map { try reader.knownOffice($0) },
                offices: Dictionary(
                    uniqueKeysWithValues: try reader.offices().map { ($0.code, $0) }))
            var whole = FigureCount(definition, loader, cutOff, query.vantage, reader)
            var parts: [String: (name: FigureScope.PartName, count: FigureCount)] = [:]
            let sight = try visibility.sight()
            var unread = try reader.eachCase(
                of: query.workflow, in: scope, seenBy: sight, loader
            ) { loaded in
                guard let split else { return try whole.take(loaded) }
                let name = scope.part(split, loaded)
                var part =
                    parts[name.code] ?? (
                        name, FigureCount(definition, loader, cutOff, query.vantage, reader)
                    )
                try part.count.take(loaded)
                parts[name.code] = part
            }
            for part in parts.values { whole.add(part.count) }
            for other in Set(whole.others) {
                unread += try reader.eachCase(of: other, in: scope, seenBy: sight, loader) {
                    try whole.takeOther($0)
                }
            }
            var view = whole.view
            view.unread += unread
            view.parts = parts.sorted { $0.key < $1.key }.map { code, part in
                FiguresView.Part(
                    code: code, name: part.name.text, labels: part.name.labels,
                    cases: part.count.view.cases,
                    // What is counted over several workflows belongs to the whole.
                    figures: part.count.view.figures.filter { !whole.isShared($0.name) })
            }
            return view
        }
    }
}

extension StoreReader {
    /// - Returns: how many could not be gone through.
    fileprivate func eachCase(
        of workflow: String, in scope: FigureScope, seenBy sight: Sight?, _ loader: CaseLoader,
        _ body: (LoadedCase) throws -> Void
    ) throws -> Int {
        var unread = 0
        var query = CaseQuery(limit: CaseworkLimits.listed)
        query.workflow = workflow
        query.sight = sight
        query.includesVoid = scope.query.vantage.knownOn != nil
        while true {
            let rows = try self.cases(query)
            if rows.isEmpty { return unread }
            let vantage = scope.query.vantage
            for row in rows where scope.mayHold(row) {
                switch try loader.load(row, from: vantage, in: self) {
                case .notYet: continue
                case .unclear: unread += 1
                case .stands(let loaded): if scope.holds(loaded) { try body(loaded) }
                }
            }
            query.after = rows.last?.id
        }
    }
}

extension WorkflowDefinition {
    /// What a report is split by: a field by its code.
    ///
    /// One that has several values at once, or that not
    /// everybody may read, splits nothing.
    fileprivate func counted(
        _ split: FiguresQuery.Split
    ) throws(CaseworkError) -> FiguresQuery.Split {
        guard case .field(let named) = split else { return split }
        let fields = self.fields.items.filter { $0.isOneValueForAll }
        let vocabulary = NamedList(fields).vocabulary
        let term = Remedy.Term("per", Label("分列", "per"))
        let name = try vocabulary.name(named, at: term)
        if fields.contains(where: { $0.name == name }) { return .field(name) }
        let near = vocabulary.near(named)
        let known = (near.isEmpty ? vocabulary.terms : near).told
        throw CaseworkError.invalid(
            "per", "per 应为 office(单位)、place(地区)或字段,没有“\(named)”;字段有:\(known.zh)",
            "per must be office, place or a field, not “\(named)”; fields: \(known.en)"
        )
    }

    /// The event of this code or label.
    fileprivate func countedEvent(_ named: String) throws(CaseworkError) -> String {
        let vocabulary = self.events.vocabulary
        let name = try vocabulary.name(named, at: Remedy.Term("by", Label("事件", "event")))
        if self.events.contains(name) { return name }
        let near = vocabulary.near(named)
        let known = (near.isEmpty ? vocabulary.terms : near).told
        throw CaseworkError.invalid(
            "by", "没有事件“\(named)”;事件有:\(known.zh)",
            "there is no event “\(named)”; there are: \(known.en)")
    }
}

extension FieldDefinition {
    /// Whether a case has one value of it at most, which whoever sees the case reads.
    fileprivate var isOneValueForAll: Bool {
        if case .list = self.type { return false }
        return self.secret == nil && !self.isPersonal && self.type != .recipient
    }
}
