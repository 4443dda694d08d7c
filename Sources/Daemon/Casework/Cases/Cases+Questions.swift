// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
package import WorkCalendar
package import Workflow

// Questions about cases.
extension Cases {
    /// A definition that a case pins; no read once it is known.
    package func definition(_ hash: String) async throws(CaseworkError) -> WorkflowDefinition {
        if let known = self.rules.known(hash) { return known }
        let rules = self.rules
        return try await self.ask { try rules.definition(hash, $0) }
    }

    /// Today in a workflow's time zone.
    package func today(_ definition: WorkflowDefinition) -> Day {
        CivilZone(definition.timeZone).day(of: self.clock.now)
    }

    /// The id of the case that is called so: by its id in whatever form, or by a number on its paper.
    ///
    /// - Returns: the word as it is where nothing that is seen is called so.
    package func id(called word: String) async throws(CaseworkError) -> String {
        if CaseNumber.normal(word) == word { return word }
        return try await self.look(
            admittingAdministrators: true, admittingParticipants: true
        ) { _, visibility in
            try visibility.caseID(called: word)
        }
    }

    /// A case, complete.
    ///
    /// - Parameter vantage: from when it is looked at.
    package func view(
        _ id: String, from vantage: Vantage = Vantage()
    ) async throws(CaseworkError) -> CaseView {
        try await self.view(id, isTold: true, from: vantage)
    }

    /// A case, complete; where only dates of it are told, nothing of what is in it is noted as read.
    func view(
        _ id: String, isTold: Bool, admittingParticipants admitsParticipants: Bool = true,
        from vantage: Vantage = Vantage(), isPublic: Bool = false
    ) async throws(CaseworkError) -> CaseView {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.look(admittingParticipants: admitsParticipants) {
            reader, visibility in
            let row = try visibility.row(id)
            let seen = try CaseLoader(reader, rules, now).load(row, from: vantage, in: reader)
            let loaded = try seen.standing(id, vantage)
            func keptOf(_ row: CaseRow) throws -> Kept {
                try isPublic ? visibility.keptFromThePublic(in: row) : visibility.kept(in: row)
            }
            let kept = try keptOf(row)
            let today = vantage.today(CivilZone(loaded.definition.timeZone).day(of: now))
            let judge = loaded.machine.judge(loaded.facts, on: today, in: loaded.surroundings)
            let accrued = Set(loaded.facts.clocks.map(\.clock)).filter(kept.tells).reduce(into: [:])
            { $0[$1] = Accrued($1, judge, until: today) }
            let documents = try reader.documents(of: id).compactMap {
                vantage.isNow ? $0 : $0.seen(in: loaded.facts)
            }
            let deliveries = try reader.deliveries(of: id).compactMap {
                vantage.isNow ? $0 : $0.seen(in: loaded.facts, on: today)
            }
            if isTold {
                visibility.tell(row, kept, documents, deliveries)
            } else {
                visibility.tell(row.id, kept)
            }
            return CaseView(
                row: kept.shown(loaded.row), definition: loaded.definition,
                facts: kept.shown(loaded.facts),
                documents: documents.compactMap(kept.shown),
                withdrawals: try documents.reduce(into: [:]) {
                    $0[$1.id] = try Withdrawal(of: $1, in: reader, kept)
                },
                isKept: kept.keeps(row, documents),
                templates: kept.outside == nil
                    ? rules.rulebook.papers.names(of: loaded.definition) : [],
                deliveries: deliveries.compactMap(kept.shown),
                children: try visibility.heads(of: reader.children(of: id)).map { head in
                    guard isPublic else { return head }
                    return CaseHead(
                        row: try keptOf(head.row).shown(head.row), definition: head.definition)
                },
                linked: try visibility.heads(of: reader.linked(with: id)),
                officeNames: try Cases.officeNames(reader),
                userNames: try Cases.userNames(
                    reader, loaded.facts.fields, loaded.definition),
                today: today, accrued: accrued)
        }
    }

    /// The names of the users that a case's fields name.
    private static func userNames(
        _ reader: any StoreReader, _ fields: [String: Value], _ definition: WorkflowDefinition
    ) throws -> [String: String] {
        var names: [String: String] = [:]
        for field in definition.fields.items where field.type.element == .user {
            for text in fields[field.name]?.texts ?? [] {
                names[text] = try Int64(text).flatMap { try reader.user($0) }?.name
            }
        }
        return names
    }

    /// What offices are called; of one that has ended, who does now what it did.
    static func officeNames(_ reader: any StoreReader) throws -> [String: String] {
        try reader.offices().reduce(into: [:]) { names, office in
            names[office.code] = try reader.calledNow(office)
        }
    }

    /// Cases, newest first.
    package func list(_ query: CaseQuery) async throws(CaseworkError) -> [CaseHead] {
        try await self.page(query, CaseWords()).heads
    }

    /// A page of cases, newest first.
    package func page(
        _ query: CaseQuery, _ words: CaseWords
    ) async throws(CaseworkError) -> CasePage {
        let (rules, now) = (self.rules, self.clock.now)
        var asked = query
        asked.limit = Swift.min(
            query.limit > 0 ? query.limit : CaseworkLimits.listedByDefault, CaseworkLimits.listed)
        let bounded = asked
        return try await self.look(admittingParticipants: true) { reader, visibility in
            var query = bounded
            query.sight = try visibility.sight()
            query.unsearched = visibility.secretFields
            query.paperText = query.text.flatMap(PaperWords.asked)
            query.workflow = try Cases.workflow(called: query.workflow, rules.rulebook)
            if let office = query.office {
                let code = try reader.knownOffice(office)
                (query.office, query.predecessors) = (code, try reader.predecessors(of: code))
            }
            query.role = try words.role.map { try rules.rulebook.role(called: $0) }
            var running: RunningClocks?
            if words.areRead {
                let reading = CaseWordsReading(rules.rulebook, reader, of: query.workflow)
                let today = rules.nationalZone.day(of: now)
                query.fields = try reading.fields(words.fields, on: today)
                if let number = words.number { query.fields.append(reading.number(number)) }
                if words.isByClock {
                    let due = DueReading(reader, visibility, rules, now)
                    running = try reading.running(words, due, of: visibility.person, on: today)
                }
            }
            if !words.vantage.isNow {
                let loader = CaseLoader(reader, rules, now)
                return try PastList(query, words, reader, visibility).page(by: loader)
            }
            var rows = try Cases.page(query, running, reader, visibility)
            // Of a retired workflow there may be cases still; a slip of the pen finds none.
            if rows.isEmpty, let state = try Cases.state(meantBy: query, rules.rulebook) {
                query.state = state
                rows = try Cases.page(query, running, reader, visibility)
            }
            var total: Int?
            if words.isCounted, query.text == nil, query.fields.isEmpty {
                // A page that is not full holds them all.
                let isAll = query.after == nil && rows.count < query.limit
                // What is worked out of each case is counted by nobody.
                let isCounted =
                    running.map { $0.light == nil && query.sight?.cases.isEmpty ?? true } ?? true
                if isAll {
                    total = rows.count
                } else if isCounted {
                    total = try reader.number(of: query, running: running?.query)
                }
            }
            return try Cases.told(rows, of: query, words, total, reader, visibility)
        }
    }

    /// A page as it is told: whole cases as far as one message has room for them.
    private static func told(
        _ rows: [CaseRow], of query: CaseQuery, _ words: CaseWords, _ total: Int?,
        _ reader: any StoreReader, _ visibility: Visibility
    ) throws -> CasePage {
        var page = CasePage(heads: [], total: total)
        let fitting = words.isWhole ? Cases.fitting(rows) : rows[...]
        if rows.count >= query.limit || fitting.count < rows.count { page.next = fitting.last?.id }
        page.heads = try visibility.heads(of: Array(fitting), areWhole: words.isWhole)
        if words.isWhole { try Cases.nameAll(in: &page, reader) }
        return page
    }

    /// Those of the first cases for whose fields one message has room; one at least.
    static func fitting(_ rows: [CaseRow]) -> ArraySlice<CaseRow> {
        var room = CaseworkLimits.wholeBytes
        return rows.prefix { row in
            let hasRoom = room > 0
            room -= row.fields.values.reduce(0) { $0 + $1.line.utf8.count }
            return hasRoom
        }
    }

    /// What offices and users are called that fields of a page name.
    static func nameAll(in page: inout CasePage, _ reader: any StoreReader) throws {
        page.officeNames = try Cases.officeNames(reader)
        for head in page.heads {
            page.userNames.merge(
                try Cases.userNames(reader, head.row.fields, head.definition)
            ) { $1 }
        }
    }

    /// A page of cases: what somebody does not read in one finds it for him neither.
    ///
    /// A page that is short for it goes on: how many are left out is nobody's to see.
    private static func page(
        _ query: CaseQuery, _ running: RunningClocks?, _ reader: any StoreReader,
        _ visibility: Visibility
    ) throws -> [CaseRow] {
        guard query.text != nil || !query.fields.isEmpty || running != nil else {
            return try reader.cases(query)
        }
        var (query, found) = (query, [CaseRow]())
        while true {
            let rows = try reader.cases(query, running: running?.query)
            found += try rows.filter { row in
                let kept = try visibility.kept(in: row)
                guard try running?.isFound(in: row, kept) ?? true else { return false }
                let shown = query.fields.isEmpty ? [:] : kept.shown(row).fields
                return try visibility.isFound(row, by: query, kept, in: reader)
                    && query.fields.allSatisfy { $0.contains { $0.holds(in: shown) } }
            }
            guard rows.count == query.limit, found.count < query.limit, let last = rows.last else {
                return Array(found.prefix(query.limit))
            }
            query.after = last.id
        }
    }

    /// The workflow that is called so; of a retired one there may be cases still.
    private static func workflow(
        called word: String?, _ rulebook: Rulebook
    ) throws(CaseworkError) -> String? {
        guard let word else { return nil }
        return try rulebook.vocabulary.name(
            word, at: Remedy.Term("workflow", Label("流程", "workflow")))
    }

    /// The code of a state that was called by its label; nil when there is nothing to mend.
    ///
    /// - Throws: ``CaseworkError`` when nothing can be called so.
    private static func state(
        meantBy query: CaseQuery, _ rulebook: Rulebook
    ) throws(CaseworkError) -> String? {
        if let name = query.workflow { _ = try rulebook.workflow(called: name) }
        guard let asked = query.state else { return nil }
        var known: [StateDefinition] = []
        for name in query.workflow.map({ [$0] }) ?? rulebook.workflowNames {
            for profile in rulebook.profileNames {
                let definition = rulebook.workflow(name, profile: profile)?.definition
                if definition?.states[asked] != nil { return nil }
                known += definition?.states.items ?? []
            }
        }
        var names: Set<String> = []
        let states = NamedList(known.filter { names.insert("\($0.name) \($0.labels.zh)").inserted })
        let vocabulary = states.vocabulary
        switch vocabulary.meaning(of: asked) {
        case .name(let name): return name
        // In several workflows a label may stand for states of different names: each is looked for in turn.
        case .several(let terms) where Set(terms.map(\.name)).count == 1: return terms[0].name
        case .several(let terms):
            throw .several(asked, terms, at: Remedy.Term("state", Label("状态", "state")))
        case .unknown(let near):
            let all = Vocabulary(vocabulary.terms).terms.told
            let listed =
                query.workflow == nil
                ? near.perhaps : Label(";状态有:\(all.zh)", "; its states: \(all.en)")
            throw CaseworkError.invalid(
                "state", "没有状态“\(asked)”\(listed.zh)", "there is no state “\(asked)”\(listed.en)",
                remedy: .look(at: .states(workflow: query.workflow)))
        }
    }

    /// Why events are possible or not, for the asking person.
    ///
    /// Without an event: all of the state.
    package func why(
        _ id: String, event: String?, fields: [String: Value], principal: Principal,
        forOffice: String?
    ) async throws(CaseworkError) -> WhyView {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.look(admittingParticipants: true) { reader, visibility in
            let row = try visibility.row(id)
            let kept = try visibility.kept(in: row)
            visibility.tell(id, kept)
            let loaded = try CaseLoader(reader, rules, now).load(id)
            let definition = loaded.definition
            let today = CivilZone(definition.timeZone).day(of: now)
            let office = try forOffice.flatMap { try reader.officeCodes(called: $0).first ?? $0 }
            var actor = principal.actor(
                by: principal.standings(for: office), in: definition,
                holders: loaded.facts.roles)
            let moment = StepMoment(today: today, sequence: Int64.max)
            let wording = Wording(definition, today: today)
            let event = try event.map { try wording.event($0) }
            let fields = try wording.values(try wording.fields(fields, of: event ?? "")).fields
            var events = event.map { [$0] } ?? loaded.machine.possible(loaded.facts)
            var parts: [ParticipantRow] = []
            if let outside = kept.outside {
                // What the offices still lack is theirs.
                events = events.filter(outside.own.contains)
                parts = try visibility.parts(in: row)
                actor.roles = Set(parts.map(\.role))
            }
            let answers = events.map { event in
                let command = StepCommand(
                    event: event, fields: fields, happenedOn: today, actor: actor)
                return loaded.why(command, at: moment, by: parts)
            }
            try loaded.surroundings.check()
            return WhyView(
                row: kept.shown(loaded.row), definition: definition, answers: answers,
                officeNames: try Cases.officeNames(reader),
                userNames: try Cases.userNames(reader, loaded.facts.fields, definition),
                today: today)
        }
    }

    /// A case's lines as the chain covers them, so that whoever may read them can check them.
    package func chain(
        _ id: String, after sequence: Int64, limit: Int
    ) async throws(CaseworkError) -> ChainView {
        let bounded = Self.bounded(limit)
        return try await self.look(admittingParticipants: true) { reader, visibility in
            let kept = try visibility.kept(in: visibility.row(id))
            let rows = try reader.history(of: id, after: sequence, limit: bounded)
            visibility.tell(id, kept, rows)
            return ChainView(
                lines: rows.map { row in
                    let text = Chain.text(of: row)
                    let isRead = kept.shown(row).map(Chain.text) == text
                    return ChainView.Line(
                        sequence: row.sequence, previousHash: row.previousHash, hash: row.hash,
                        text: isRead ? text : nil)
                }, isFull: rows.count == bounded, head: try reader.chainHead())
        }
    }

    /// A case's history.
    package func history(
        _ id: String, after sequence: Int64, limit: Int
    ) async throws(CaseworkError) -> HistoryView {
        let rules = self.rules
        let bounded = Self.bounded(limit)
        return try await self.look(admittingParticipants: true) { reader, visibility in
            let row = try visibility.row(id)
            let kept = try visibility.kept(in: row)
            let lines = try reader.history(of: id, after: sequence, limit: bounded)
            visibility.tell(id, kept, lines)
            let definition = try rules.definition(row.definitionHash, reader)
            let shown = lines.compactMap(kept.shown)
            return HistoryView(
                lines: shown, definition: definition,
                officeNames: try Cases.officeNames(reader),
                userNames: try shown.flatMap(\.changes).reduce(into: [:]) { names, change in
                    for value in [change.before, change.after].compactMap({ $0 }) {
                        let fields = [change.field: value]
                        names.merge(try Cases.userNames(reader, fields, definition)) { $1 }
                    }
                },
                next: lines.count == bounded ? lines.last?.sequence : nil)
        }
    }
}
