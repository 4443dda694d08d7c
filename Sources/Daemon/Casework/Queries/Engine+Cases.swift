// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import Rulebook
package import Storage
package import WorkCalendar
package import Workflow

/// A case as a question sees it: at one moment, complete.
package struct CaseView: Sendable {
    /// The row.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition
    /// Its facts, roles of the parent included.
    package var facts: CaseFacts
    /// Its papers.
    package var documents: [DocumentRow]
    /// Its letters.
    package var deliveries: [DeliveryRow]
    /// Its children with their definitions.
    package var children: [CaseHead]
    /// Cases it is linked with.
    package var linked: [CaseHead]
    /// Office code → name.
    package var officeNames: [String: String]
    /// User id → name.
    package var userNames: [String: String]
    /// Today in the case's time zone.
    package var today: Day
}

/// A case in a list.
package struct CaseHead: Sendable {
    /// The row.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition

    /// A case in a list.
    package init(row: CaseRow, definition: WorkflowDefinition) {
        self.row = row
        self.definition = definition
    }
}

/// What stands between a case and its events.
package struct WhyView: Sendable {
    /// The case.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition
    /// One answer for each event asked about.
    package var answers: [WhyAnswer]
    /// Today in the case's time zone.
    package var today: Day
}

/// History lines and what is needed to read them.
package struct HistoryView: Sendable {
    /// The lines.
    package var lines: [HistoryRow]
    /// The definition the case pins.
    package var definition: WorkflowDefinition
    /// Office code → name.
    package var officeNames: [String: String]
}

// Questions about cases.
extension Engine {
    /// Runs a question on a snapshot, with errors in this module's terms.
    func ask<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws(CaseworkError) -> R {
        do {
            return try await self.store.read(body)
        } catch let error as CaseworkError {
            throw error
        } catch {
            if !(error is CancellationError) {
                self.logger.error("a question failed", metadata: ["error": "\(error)"])
            }
            throw CaseworkError(.internal, Label("读取失败:\(error)", "reading failed: \(error)"))
        }
    }

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

    /// A case, complete.
    package func view(_ id: String) async throws(CaseworkError) -> CaseView {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.ask { reader in
            guard let row = try reader.caseRow(id) else { throw CaseworkError.noCase(id) }
            let loaded = try CaseLoader(reader, rules, now).load(row)
            let children = try reader.children(of: id).map { child in
                CaseHead(row: child, definition: try rules.definition(child.definitionHash, reader))
            }
            return CaseView(
                row: row, definition: loaded.definition, facts: loaded.facts,
                documents: try reader.documents(of: id), deliveries: try reader.deliveries(of: id),
                children: children,
                linked: try reader.linked(with: id).map {
                    CaseHead(row: $0, definition: try rules.definition($0.definitionHash, reader))
                },
                officeNames: try Engine.officeNames(reader),
                userNames: try Engine.userNames(reader, loaded),
                today: CivilZone(loaded.definition.timeZone).day(of: now))
        }
    }

    /// The names of the users that a case's fields name.
    private static func userNames(
        _ reader: any StoreReader, _ loaded: LoadedCase
    ) throws -> [String: String] {
        var names: [String: String] = [:]
        for field in loaded.definition.fields.items where field.type.element == .user {
            for text in loaded.facts.fields[field.name]?.texts ?? [] {
                names[text] = try Int64(text).flatMap(reader.user)?.name
            }
        }
        return names
    }

    static func officeNames(_ reader: any StoreReader) throws -> [String: String] {
        try reader.offices().reduce(into: [:]) { $0[$1.code] = $1.name }
    }

    /// Cases, newest first.
    package func list(_ query: CaseQuery) async throws(CaseworkError) -> [CaseHead] {
        let rules = self.rules
        var asked = query
        asked.limit = Swift.min(
            query.limit > 0 ? query.limit : CaseworkLimits.listedByDefault, CaseworkLimits.listed)
        let bounded = asked
        return try await self.ask { reader in
            var query = bounded
            if let office = query.office { query.office = try reader.knownOffice(office) }
            var rows = try reader.cases(query)
            // Of a retired workflow there may be cases still; a slip of the pen finds none.
            if rows.isEmpty, let state = try Engine.state(meantBy: query, rules.rulebook) {
                query.state = state
                rows = try reader.cases(query)
            }
            return try rows.map { row in
                CaseHead(row: row, definition: try rules.definition(row.definitionHash, reader))
            }
        }
    }

    /// The code of a state that was called by its label; nil when there is nothing to mend.
    ///
    /// - Throws: ``CaseworkError`` when nothing can be called so.
    private static func state(
        meantBy query: CaseQuery, _ rulebook: Rulebook
    ) throws(CaseworkError) -> String? {
        if let name = query.workflow, !rulebook.workflowNames.contains(name) {
            throw CaseworkError.noWorkflow(name, known: rulebook.workflowNames)
        }
        guard let asked = query.state else { return nil }
        var known: [StateDefinition] = []
        for name in query.workflow.map({ [$0] }) ?? rulebook.workflowNames {
            for profile in rulebook.profileNames {
                let definition = rulebook.workflow(name, profile: profile)?.definition
                if definition?.states[asked] != nil { return nil }
                known += definition?.states.items ?? []
            }
        }
        let meant = known.first { [$0.labels.zh, $0.labels.en].contains(asked) }
        if let meant { return meant.name }
        let all =
            query.workflow == nil ? "" : ": " + known.map(\.name).unique.joined(separator: ", ")
        throw CaseworkError.invalid(
            "state", "没有状态“\(asked)”;caseadm workflow show 可查\(all)",
            "there is no state “\(asked)”; see caseadm workflow show\(all)")
    }

    /// Why events are possible or not, for the asking person.
    ///
    /// Without an event: all of the state.
    package func why(
        _ id: String, event: String?, fields: [String: Value], principal: Principal,
        forOffice: String?
    ) async throws(CaseworkError) -> WhyView {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.ask { reader in
            let loaded = try CaseLoader(reader, rules, now).load(id)
            let definition = loaded.definition
            let today = CivilZone(definition.timeZone).day(of: now)
            let office = try forOffice.flatMap { try reader.officeCodes(called: $0).first ?? $0 }
            let roles = definition.actingRoles(
                principal.standings(for: office).map(\.standing), holders: loaded.facts.roles)
            let moment = StepMoment(today: today, sequence: Int64.max)
            let events = event.map { [$0] } ?? loaded.machine.possible(loaded.facts)
            let answers = events.map { event in
                loaded.machine.why(
                    loaded.facts,
                    StepCommand(
                        event: event, fields: fields, happenedOn: today,
                        actor: StepActor(user: String(principal.uid), roles: roles)),
                    moment, loaded.surroundings)
            }
            try loaded.surroundings.check()
            return WhyView(
                row: loaded.row, definition: definition, answers: answers, today: today)
        }
    }

    /// A case's history.
    package func history(
        _ id: String, after sequence: Int64, limit: Int
    ) async throws(CaseworkError) -> HistoryView {
        let rules = self.rules
        let bounded = Swift.min(limit > 0 ? limit : CaseworkLimits.listed, CaseworkLimits.listed)
        return try await self.ask { reader in
            guard let row = try reader.caseRow(id) else { throw CaseworkError.noCase(id) }
            return HistoryView(
                lines: try reader.history(of: id, after: sequence, limit: bounded),
                definition: try rules.definition(row.definitionHash, reader),
                officeNames: try Engine.officeNames(reader))
        }
    }

    /// Letters of a case, or of all.
    ///
    /// - Parameter pendingOnly: only those that somebody must still see to: failed ones too.
    package func deliveries(
        of id: String?, pendingOnly: Bool, ids: [Int64] = [], after: Int64 = 0, limit: Int
    ) async throws(CaseworkError) -> [DeliveryView] {
        let rules = self.rules
        let bounded = Swift.min(limit > 0 ? limit : CaseworkLimits.listed, CaseworkLimits.listed)
        return try await self.ask { reader in
            if let id, try reader.caseRow(id) == nil { throw CaseworkError.noCase(id) }
            let named = try ids.unique.map { number in
                guard let row = try reader.delivery(number) else {
                    throw CaseworkError(
                        .notFound, Label("没有函件\(number)", "there is no letter \(number)"))
                }
                return row
            }
            let rows =
                !named.isEmpty
                ? named
                : try id.map { try reader.deliveries(of: $0) }
                    ?? reader.deliveries(pendingOnly: pendingOnly, after: after, limit: bounded)
            let waiting: Set<DeliveryStatus> = [.pending, .failed]
            return try rows.filter { !pendingOnly || waiting.contains($0.status) }.map { row in
                guard let caseRow = try reader.caseRow(row.caseID) else {
                    throw CaseworkError.noCase(row.caseID)
                }
                let kind = try rules.definition(caseRow.definitionHash, reader).deliveries[row.kind]
                return DeliveryView(
                    row: row, label: kind?.labels ?? Label(same: row.kind),
                    document: kind?.document ?? "", job: try reader.sendingJob(of: row))
            }
        }
    }
}

/// A letter as people see it.
package struct DeliveryView: Sendable {
    /// The letter.
    package var row: DeliveryRow
    /// Its kind.
    package var label: Label
    /// The paper it carries.
    package var document: String
    /// What sends it; nil where people carry it, or it is not asked.
    package var job: JobRow?

    /// A letter.
    package init(row: DeliveryRow, label: Label, document: String, job: JobRow? = nil) {
        self.row = row
        self.label = label
        self.document = document
        self.job = job
    }
}

extension StoreReader {
    fileprivate func sendingJob(of letter: DeliveryRow) throws -> JobRow? {
        guard letter.status == .pending,
            let office = try letter.recipient.office.flatMap(self.office),
            let kind = office.channel.job
        else { return nil }
        return try self.job(of: JobSubject(kind, "letter \(letter.id)"))
    }
}
