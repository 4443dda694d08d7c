// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import CaseworkCore
import Invention
import Rulebook
import Storage
import TownHall
import Witness
import WorkCalendar
import Workflow

/// A town that lives by a seed: every workflow is opened, cases are moved by whoever may move them,
/// with made-up values, papers and letters; some acts are taken back or put right.
///
/// Only the engine's own doors are used. What was done is written down as it is done; what was
/// refused is not.
final class TownLife {
    /// How the life goes.
    struct Pace {
        /// Days from one morning to the next, at most.
        var stride = 2
        /// Cases opened on a morning, at most.
        var openings = 2
        /// Cases taken up on a morning.
        var turns = 10
        /// Nothing is opened by somebody's choice any more when there are so many cases.
        var cases = 240
        /// Cases taken up on a morning in which a mistake is made or put right: papers taken back,
        /// cases merged.
        var mishaps = 0
        /// Ways that somebody sees cases through, and how many cases.
        var errands: [UndoWalk.Way] = []
        var errandCount = 0
    }

    /// The offices that cases are given to, by code.
    struct Hands {
        var leads = ["mzj"]
        var coHandler = "czj"
    }

    /// Somebody who looks on, and does nothing.
    protocol Watcher: AnyObject {
        /// A morning's work of the daemon is done, and nobody has come yet.
        func morning(of life: TownLife) async throws
        /// Something was done.
        func saw(_ deed: Deed, _ result: CommandResult?) async throws
    }

    static let plan = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"),
            .lead: .init("市民政局", "mzj", duties: ["registrar_office", "handling_unit"]),
            .coHandler: .init("市财政局", "czj", duties: ["handling_unit"]),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor", "party_supervision"]),
        ])

    let town: TownHall
    let pace: Pace
    let hands: Hands
    /// Who looks on.
    var watcher: (any Watcher)?
    var numbers: SeededNumbers
    private(set) var deeds: [Deed] = []
    private(set) var refused = 0
    var errands: [Errand] = []
    /// The case that was opened last.
    private(set) var lastOpened: String?
    /// Workflow and transition → how often its event was chosen.
    var tried: [String: Int] = [:]
    /// There are as many cases as there shall be.
    private(set) var isFull = false
    /// Definition hash → what is made of it once.
    private var grounds: [String: Ground] = [:]

    /// What does not change while cases of one definition live.
    struct Ground {
        var machine: Machine
        var vocabulary: Stock
    }

    init(_ town: TownHall, seed: UInt64, pace: Pace = Pace(), hands: Hands = Hands()) {
        self.town = town
        self.hands = hands
        self.pace = pace
        self.numbers = SeededNumbers(seed: seed)
    }

    var today: Day { self.town.engine.today }

    func chance(_ one: Int, in many: Int) -> Bool {
        Int.random(in: 0..<many, using: &self.numbers) < one
    }

    /// Lives on until a day; what is put down for certain days is done on the first morning after.
    func live(until end: Day, _ agenda: [(day: Day, act: (TownLife) async throws -> Void)] = [])
        async throws
    {
        var rest = agenda[...]
        while self.today < end {
            let stride = Int.random(in: 1...self.pace.stride, using: &self.numbers)
            try await self.town.wait(until: min(end, self.today.adding(days: stride)))
            while let next = rest.first, next.day <= self.today {
                try await next.act(self)
                rest = rest.dropFirst()
            }
            try await self.morning()
        }
    }

    private func morning() async throws {
        try await self.watcher?.morning(of: self)
        try await self.runErrands()
        let all = try await self.town.engine.cases.list(CaseQuery(limit: 1_000)).map(\.row)
        self.isFull = all.count >= self.pace.cases
        let open = all.filter { !$0.isFinal }
        if !self.isFull {
            for _ in 0..<Int.random(in: 0...self.pace.openings, using: &self.numbers) {
                try await self.openSomething()
            }
        }
        // Half of the care goes to cases, half to workflows, of which some have many cases.
        let byWorkflow = Dictionary(grouping: open, by: \.workflow).sorted { $0.key < $1.key }
        for turn in 0..<self.pace.turns {
            let cases =
                turn % 2 == 0 ? open : byWorkflow.randomElement(using: &self.numbers)?.value ?? []
            guard let row = cases.randomElement(using: &self.numbers) else { continue }
            try await self.takeUp(row.id)
        }
        for _ in 0..<self.pace.mishaps {
            guard let row = open.randomElement(using: &self.numbers) else { return }
            try await self.mishap(row.id)
        }
    }

    /// One of the offices that lead, by chance where there are several.
    func lead() -> String {
        self.hands.leads.count == 1
            ? self.hands.leads[0] : self.hands.leads.randomElement(using: &self.numbers) ?? "mzj"
    }

    // MARK: - Doing

    /// Does something and writes it down.
    ///
    /// - Returns: why it was refused; nil when it was done.
    func attempt(_ deed: Deed, rules: [[String: String]] = []) async throws -> CaseworkError? {
        var deed = deed
        // Some say which request it was; it is part of the line that is hashed.
        if self.deeds.count % 8 == 0, !deed.who.isEmpty {
            deed.requestID = "deed-\(self.deeds.count)"
        }
        let result: CommandResult?
        do {
            result = try await deed.carryOut(in: self.town, rules: rules)
        } catch let error as CaseworkError where error.code != .internal {
            self.refused += 1
            return error
        }
        if !(result?.isUnchanged ?? false) { self.deeds.append(deed) }
        if deed.kind == .open { self.lastOpened = result?.caseID }
        try await self.watcher?.saw(deed, result)
        return nil
    }

    /// What must not be refused.
    func insist(_ deed: Deed, rules: [[String: String]] = []) async throws {
        if let error = try await self.attempt(deed, rules: rules) { throw error }
    }

    // MARK: - Values

    func ground(_ definition: WorkflowDefinition, _ hash: String) throws -> Ground {
        if let known = self.grounds[hash] { return known }
        let calendar = try self.town.engine.rules.calendars(definition.calendar, on: self.today)
        let ground = Ground(
            machine: Machine(definition, calendar), vocabulary: Stock(definition))
        self.grounds[hash] = ground
        return ground
    }

    func fields(
        _ names: [String], _ facts: CaseFacts, _ ground: Ground
    ) -> [String: Value] {
        let maker = ValueMaker(
            machine: ground.machine, vocabulary: ground.vocabulary, facts: facts,
            today: self.today, surroundings: NothingElse(),
            offices: ["mzj", "czj", "rdgw"],
            users: [Who.officer, .secondOfficer, .leader, .hearingChair].map(TownHall.id(of:)))
        var fields = maker.fields(names, &self.numbers)
        for name in names { fields[name] = fields[name].map(self.named) }
        return fields
    }

    /// Organisations in lists become cases, which know the kinds of organisations there are.
    private func named(_ value: Value) -> Value {
        switch value {
        case .text: return value
        case .list(let items):
            let isRecords = items.contains { if case .record = $0 { true } else { false } }
            return .list(items.prefix(isRecords ? 2 : items.count).map(self.named))
        case .record(var parts):
            if parts["org_type"] != nil {
                parts["org_type"] = self.chance(1, in: 2) ? "association" : "foundation"
                let number = Int.random(in: 100...999, using: &self.numbers)
                (parts["party_code"], parts["party_name"]) = ("51\(number)", "某\(number)协会")
            }
            return .record(parts)
        }
    }

    /// Somebody who has one of these roles; of an outside role, whoever enters it.
    func somebody(_ roles: [String]) -> Who? {
        Who.allCases.filter { who in roles.contains { who.roles.contains($0) } }
            .randomElement(using: &self.numbers)
    }
}

/// No other case is known to whoever makes values up.
private struct NothingElse: Surroundings {
    func children() -> [ChildFacts] { [] }
    func linked() -> [ChildFacts] { [] }
    func cases(with field: String, _ value: Value, in workflows: [String]) -> [ChildFacts] { [] }
    func outline(of caseID: String) -> ChildFacts? { nil }
    func days(of event: String, in caseID: String) -> [Day] { [] }
    func parentHistory() -> [(event: String, on: Day?)] { [] }
    func parentField(_ name: String) -> Value? { nil }
    func place() -> String? { nil }
    func offices(withDuty duty: String) -> [Party] { [] }
    func officeName(_ code: String) -> String? { nil }
    func officeCode(called name: String) -> String? { nil }
    func userName(_ id: String) -> String? { nil }
    func userIDs(called name: String) -> [String] { [] }
    func user(_ id: String, holds qualification: String) -> Bool { false }
    func caseExists(_ id: String) -> Bool { false }
}

extension Engine {
    /// Today in the country.
    var today: Day { CivilZone("Asia/Shanghai").day(of: self.clock.now) }
}
