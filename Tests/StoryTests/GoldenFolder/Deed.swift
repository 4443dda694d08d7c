// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Foundation
import Storage
import TownHall
import WorkCalendar
import Workflow

/// One thing that somebody does in a town, written down so that it can be done again: a line of JSON.
struct Deed: Codable {
    /// What is done.
    enum Kind: String, Codable {
        case open, act, file, tick, annul, correct
        /// A letter that was published, made a case.
        case letter
        /// Rows of a file, or one act for many cases, planned; and the plan carried out.
        case planRows, planAct, run
        /// A right given or taken, a name an office is called by.
        case grant, revoke, call
        /// Rules put in force, and live cases moved to them.
        case install, migrate
    }

    /// The morning on which it is done.
    var day: String
    var kind: Kind
    /// Who does it; nobody's name for what administrators do.
    var who: String
    var caseID: String?
    /// The workflow, the event, the kind of paper, how far a letter is, the line, the role.
    var what: String?
    var fields: [String: Value]?
    var roles: [String: String]?
    var profile: String?
    /// When it happened, if on an earlier day.
    var on: String?
    var note: String?
    var rows: [[String: String]]?
    var cases: [String]?
    var requestID: String?

    init(_ day: Day, _ kind: Kind, by who: Who?, of caseID: String? = nil, _ what: String? = nil) {
        self.day = day.description
        self.kind = kind
        self.who = who.map { "\($0)" } ?? ""
        self.caseID = caseID
        self.what = what
    }

    /// As a line; the same deed is the same line.
    func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    static func read(_ text: String) throws -> [Deed] {
        try text.split(separator: "\n").map {
            try JSONDecoder().decode(Deed.self, from: Data($0.utf8))
        }
    }

    private func request(_ town: TownHall) -> Engine.Request {
        var request = town.adminRequest
        if let who = Who.allCases.first(where: { "\($0)" == self.who }) {
            request.principal = town.principal(who)
        }
        guard let id = self.requestID else { return request }
        request.id = id
        request.payload = Array(id.utf8)
        return request
    }

    private var happenedOn: Day? { self.on.flatMap { Day($0) } }

    /// Does it, through the doors that everybody uses.
    ///
    /// - Parameter rules: what can be installed, by number from 1.
    /// - Returns: where it led; nil for what has no such answer.
    @discardableResult
    func carryOut(
        in town: TownHall, rules: [[String: String]] = []
    ) async throws -> CommandResult? {
        let (engine, request) = (town.engine, self.request(town))
        let (id, what) = (self.caseID ?? "", self.what ?? "")
        switch self.kind {
        case .open:
            return try await engine.cases.open(
                OpenCaseCommand(
                    workflow: what, fields: self.fields ?? [:], roles: self.roles ?? [:],
                    profile: self.profile, happenedOn: self.happenedOn), request)
        case .act:
            return try await engine.cases.act(
                ActCommand(
                    caseID: id, event: what, fields: self.fields ?? [:], roles: self.roles ?? [:],
                    happenedOn: self.happenedOn, note: self.note ?? ""), request)
        case .file:
            _ = try await engine.documents.attach(
                AttachCommand(
                    caseID: id, kind: what, name: "\(what).pdf", size: 1,
                    sha256: String(repeating: "0", count: 64), happenedOn: self.happenedOn),
                request)
        case .tick:
            _ = try await engine.deliveries.tick(
                TickDeliveriesCommand(
                    ids: [], caseID: id, status: DeliveryStatus(rawValue: what) ?? .sent,
                    note: self.note ?? ""), request)
        case .annul:
            return try await engine.cases.annul(
                AnnulCommand(caseID: id, act: what, reason: self.note ?? ""), request)
        case .correct:
            return try await engine.cases.correct(
                CorrectCommand(
                    caseID: id, act: what, fields: self.fields ?? [:],
                    happenedOn: self.happenedOn, reason: self.note ?? ""), request)
        case .letter:
            let text = Array((self.note ?? "").utf8)
            return try await engine.imports.importLetter(
                try engine.imports.read(letter: text, file: what), content: text, profile: nil,
                workflow: nil, request)
        case .planRows, .planAct, .run:
            try await self.carryOutForMany(in: town, request)
        case .grant, .revoke, .call, .install, .migrate:
            try await self.carryOutAsAdministrator(in: town, rules)
        }
        return nil
    }

    private func carryOutForMany(in town: TownHall, _ request: Engine.Request) async throws {
        switch self.kind {
        case .planRows:
            _ = try await town.engine.bulk.plan(
                ImportCommand(
                    workflow: self.what ?? "", profile: nil, forOffice: nil, rows: self.rows ?? [],
                    common: self.roles ?? [:]), reason: self.note ?? "", request)
        case .planAct:
            _ = try await town.engine.bulk.plan(
                BulkActCommand(
                    caseIDs: self.cases ?? [], event: self.what ?? "", fields: [:], roles: [:],
                    happenedOn: nil, note: "", forOffice: nil), reason: self.note ?? "", request)
        default:
            try await town.engine.bulk.run(Int64(self.what ?? "") ?? 0, request)
            try await town.engine.time.pass()
        }
    }

    private func carryOutAsAdministrator(
        in town: TownHall, _ rules: [[String: String]]
    ) async throws {
        switch self.kind {
        case .install:
            let number = Int(self.what ?? "") ?? 0
            try await town.install(rules[number - 1], reason: self.note ?? "")
        case .migrate:
            try await town.migrate(reason: self.note ?? "")
            try await town.engine.time.pass()
        case .call:
            let known = try await town.engine.directory.offices().first { $0.code == self.caseID }
            guard var office = known else { return }
            office.aliases.append(self.what ?? "")
            _ = try await town.engine.directory.add(office, self.request(town))
        default:
            let uid = Who.allCases.first { "\($0)" == self.note }?.rawValue ?? 0
            let right = MembershipRow(
                office: self.caseID ?? "", role: self.what ?? "", kind: .member)
            _ = try await town.engine.directory.change(
                uid, right, grant: self.kind == .grant, self.request(town))
        }
    }
}
