// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// What a line of the history says has changed.
///
/// The history stores each as a word with two values (``ChangeRow``), which the chain covers. This file
/// is the one place that knows those words; they never change. What it cannot read as anything else
/// stays a ``field(_:before:after:)``, so that no stored change is lost.
package enum HistoryChange: Hashable, Sendable {
    /// A field of the case, or a word of the line's own: an attached document, a user, the rules' hash.
    case field(String, before: Value?, after: Value?)
    /// Who holds a role.
    case role(String, before: Party?, after: Party?)
    /// The acts that a line takes back or corrects, by the numbers of their lines.
    case lines([Int64])
    /// The day on which a corrected act happened.
    case happenedOn(before: Day?, after: Day)
    /// The daemon's own acts that came to another day with it: line number → day.
    case redated([Int64: Day])
    /// A field that changed with what was taken back or corrected.
    case then(String, before: Value?, after: Value?)
    /// A clock that changed with what was taken back or corrected.
    case clock(String, before: ClockMark?, after: ClockMark?)
    /// A due date that a new calendar or new rules moved.
    case due(String, before: Day?, after: Day?)
    /// A draw, so that anybody can make it again.
    case draw(DrawRecord)
    /// How far a delivery is.
    case delivery(DeliveryMark, before: DeliveryStatus, after: DeliveryStatus)
    /// It was done for somebody absent: his number.
    case deputised(Int64)
    /// By which door whoever did it came in, who has no connection of his own.
    case door(Door)

    /// A clock's run, as far as a line tells of it.
    package struct ClockMark: Hashable, Sendable {
        /// When it is due.
        package var due: Day?
        /// Set once it has stopped: when, as far as that is known.
        package var stopped: Day??

        /// A run.
        package init(due: Day?, stopped: Day??) {
            self.due = due
            self.stopped = stopped
        }
    }

    /// What a draw was made from, and by.
    package struct DrawRecord: Hashable, Sendable {
        /// The field that took the sample.
        package var into: String
        /// The field that holds the pool.
        package var pool: String
        /// The seed of the lots.
        package var seed: UInt64
        /// How many could be drawn, and the digest of their names, a line each, in hex.
        package var candidates: Int
        package var digest: String
        /// How many were drawn.
        package var drawn: Int

        /// A draw.
        package init(
            into: String, pool: String, seed: UInt64, candidates: Int, digest: String, drawn: Int
        ) {
            self.into = into
            self.pool = pool
            self.seed = seed
            self.candidates = candidates
            self.digest = digest
            self.drawn = drawn
        }
    }

    /// Which delivery.
    package struct DeliveryMark: Hashable, Sendable {
        /// Its number.
        package var id: Int64
        /// Its kind.
        package var kind: String
        /// To whom.
        package var recipient: String

        /// A delivery.
        package init(_ row: DeliveryRow) {
            self.init(id: row.id, kind: row.kind, recipient: row.recipient.name)
        }

        fileprivate init(id: Int64, kind: String, recipient: String) {
            self.id = id
            self.kind = kind
            self.recipient = recipient
        }
    }
}

// MARK: - As it is stored

extension ChangeRow {
    /// A change as the history stores it.
    ///
    /// - Parameter seal: of a personal field.
    package init(_ change: HistoryChange, seal: Seal? = nil) {
        self.init(
            field: change.word.stored, before: change.values.before, after: change.values.after,
            seal: seal)
    }

    /// What the stored change says.
    package var change: HistoryChange {
        let read = HistoryChange.Word(self.field).change(self.before, self.after)
        // Only what is written back the same was read right.
        if let read, read.word.stored == self.field, read.values == (self.before, self.after) {
            return read
        }
        return .field(self.field, before: self.before, after: self.after)
    }
}

extension Fact {
    /// A line as deciding reads it: what is personal stands elsewhere.
    package init(_ row: HistoryRow) {
        self.init(
            sequence: row.sequence, event: row.event, transition: row.transition,
            happenedOn: row.happenedOn, from: row.from, to: row.to, changes: [:],
            enteredBy: row.enteredBy.map(String.init),
            persons: Fact.persons(
                enteredBy: row.enteredBy.map(String.init),
                isInPerson: row.actorName == row.enteredByName),
            mode: row.mode)
        for change in row.changes {
            self.take(stored: change.field, after: change.seal == nil ? change.after : nil)
        }
    }

    /// Whose act a line was in law: of who entered it, if it names him as the one who acts.
    package static func persons(enteredBy user: String?, isInPerson: Bool) -> Set<String> {
        isInPerson ? Set(user.map { [$0] } ?? []) : []
    }

    /// Takes over a stored change, as far as deciding needs it.
    package mutating func take(stored word: String, after: Value?) {
        switch HistoryChange.Word(word) {
        case .field(let name): self.changes[name] = .some(after)
        case .role(let name): self.roles[name] = .some(after.flatMap(Party.init(stored:)))
        case .lines: self.undo.lines = after?.numbers ?? []
        case .happenedOn: self.undo.happenedOn = after?.text.flatMap { Day($0) }
        case .redated: self.undo.redated = after?.days ?? [:]
        case .deputised:
            // Both are bound by it: who was absent, and who did it.
            self.persons = Set([self.enteredBy, after?.text].compactMap { $0 })
        case .then, .clock, .due, .draw, .delivery, .door: break
        }
    }
}

extension HistoryChange {
    /// What a change is of, as it is stored in front of its two values.
    fileprivate enum Word {
        case field(String)
        case role(String)
        case lines
        case happenedOn
        case redated
        case then(String)
        case clock(String)
        case due(String)
        case draw(String)
        case delivery(DeliveryMark)
        case deputised
        case door

        var stored: String {
            switch self {
            case .field(let name): name
            case .role(let name): "role." + name
            case .lines: "#lines"
            case .happenedOn: "#happened_on"
            case .redated: "#moved"
            case .then(let name): "#then " + name
            case .clock(let name): "#clock " + name
            case .due(let name): "clock " + name
            case .draw(let name): "#draw " + name
            case .deputised: "#deputised"
            case .door: "#door"
            case .delivery(let mark): "delivery \(mark.id) \(mark.kind) → \(mark.recipient)"
            }
        }

        init(_ stored: String) {
            // Names of fields hold neither; most words are one.
            guard stored.utf8.contains(where: { [0x20, 0x23, 0x2E].contains($0) }) else {
                self = .field(stored)
                return
            }
            let parts = stored.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            let rest = parts.count == 2 ? String(parts[1]) : ""
            switch (String(parts[0]), parts.count) {
            case ("#lines", 1): self = .lines
            case ("#happened_on", 1): self = .happenedOn
            case ("#moved", 1): self = .redated
            case ("#deputised", 1): self = .deputised
            case ("#door", 1): self = .door
            case ("#then", 2): self = .then(rest)
            case ("#clock", 2): self = .clock(rest)
            case ("clock", 2): self = .due(rest)
            case ("#draw", 2): self = .draw(rest)
            case ("delivery", 2):
                self = DeliveryMark(stored: rest).map(Word.delivery) ?? .field(stored)
            default:
                self =
                    stored.hasPrefix("role.")
                    ? .role(String(stored.dropFirst("role.".count))) : .field(stored)
            }
        }

        /// The change of these values; nil when they are no such change.
        func change(_ before: Value?, _ after: Value?) -> HistoryChange? {
            switch self {
            case .field(let name): return .field(name, before: before, after: after)
            case .role(let name):
                return .role(
                    name, before: before.flatMap(Party.init(stored:)),
                    after: after.flatMap(Party.init(stored:)))
            case .lines: return (after?.numbers).map(HistoryChange.lines)
            case .happenedOn:
                return after?.day.map { .happenedOn(before: before?.day, after: $0) }
            case .redated: return (after?.days).map(HistoryChange.redated)
            case .then(let name): return .then(name, before: before, after: after)
            case .clock(let name):
                return .clock(
                    name, before: before.flatMap(ClockMark.init(stored:)),
                    after: after.flatMap(ClockMark.init(stored:)))
            case .due(let name): return .due(name, before: before?.day, after: after?.day)
            case .draw(let name):
                return after.flatMap { DrawRecord(stored: $0, into: name) }
                    .map(HistoryChange.draw)
            case .deputised: return (after?.text).flatMap { Int64($0) }.map(HistoryChange.deputised)
            case .door: return (after?.text).flatMap(Door.init(rawValue:)).map(HistoryChange.door)
            case .delivery(let mark):
                guard let before = before?.text.flatMap(DeliveryStatus.init(rawValue:)),
                    let after = after?.text.flatMap(DeliveryStatus.init(rawValue:))
                else { return nil }
                return .delivery(mark, before: before, after: after)
            }
        }
    }

    fileprivate var word: Word {
        switch self {
        case .field(let name, _, _): .field(name)
        case .role(let name, _, _): .role(name)
        case .lines: .lines
        case .happenedOn: .happenedOn
        case .redated: .redated
        case .then(let name, _, _): .then(name)
        case .clock(let name, _, _): .clock(name)
        case .due(let name, _, _): .due(name)
        case .draw(let draw): .draw(draw.into)
        case .delivery(let mark, _, _): .delivery(mark)
        case .deputised: .deputised
        case .door: .door
        }
    }

    fileprivate var values: (before: Value?, after: Value?) {
        switch self {
        case .field(_, let before, let after), .then(_, let before, let after): (before, after)
        case .role(_, let before, let after): (before?.stored, after?.stored)
        case .lines(let numbers): (nil, .list(numbers.map { .text(String($0)) }))
        case .happenedOn(let before, let after): (before?.stored, after.stored)
        case .redated(let days):
            (
                nil,
                .record(
                    days.reduce(into: [:]) { $0[String($1.key)] = $1.value.description })
            )
        case .clock(_, let before, let after): (before?.stored, after?.stored)
        case .due(_, let before, let after): (before?.stored, after?.stored)
        case .draw(let draw): (nil, draw.stored)
        case .deputised(let number): (nil, .text(String(number)))
        case .door(let door): (nil, .text(door.rawValue))
        case .delivery(_, let before, let after):
            (.text(before.rawValue), .text(after.rawValue))
        }
    }
}

extension HistoryChange.ClockMark {
    /// `2025-06-30`, or of one that has stopped `2025-06-30 (2025-06-12)`; `-` for no day.
    fileprivate var stored: Value {
        let due = self.due?.description ?? "-"
        return .text(self.stopped.map { "\(due) (\($0?.description ?? "-"))" } ?? due)
    }

    fileprivate init?(stored: Value) {
        guard let text = stored.text else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let due = parts.first else { return nil }
        let stopped = parts.count == 2 ? parts[1].dropFirst().dropLast() : nil
        self.init(due: Day(String(due)), stopped: stopped.map { Day(String($0)) })
    }
}

extension HistoryChange.DrawRecord {
    fileprivate var stored: Value {
        .record([
            "pool": self.pool, "seed": String(self.seed), "candidates": String(self.candidates),
            "sha256": self.digest, "drawn": String(self.drawn),
        ])
    }

    fileprivate init?(stored: Value, into: String) {
        guard case .record(let parts) = stored, let pool = parts["pool"],
            let seed = parts["seed"].flatMap({ UInt64($0) }),
            let candidates = parts["candidates"].flatMap({ Int($0) }),
            let digest = parts["sha256"], let drawn = parts["drawn"].flatMap({ Int($0) })
        else { return nil }
        self.init(
            into: into, pool: pool, seed: seed, candidates: candidates, digest: digest,
            drawn: drawn)
    }
}

extension HistoryChange.DeliveryMark {
    fileprivate init?(stored: String) {
        guard let arrow = stored.firstRange(of: " → ") else { return nil }
        let head = stored[..<arrow.lowerBound].split(separator: " ", maxSplits: 1)
        guard head.count == 2, let id = Int64(head[0]) else { return nil }
        self.init(
            id: id, kind: String(head[1]), recipient: String(stored[arrow.upperBound...]))
    }
}

extension Party {
    fileprivate var stored: Value {
        .record(["name": self.name].merging(self.office.map { ["office": $0] } ?? [:]) { $1 })
    }

    fileprivate init?(stored: Value) {
        guard case .record(let parts) = stored, let name = parts["name"] else { return nil }
        self.init(office: parts["office"], name: name)
    }
}

extension Day {
    fileprivate var stored: Value { .text(self.description) }
}

extension Value {
    fileprivate var day: Day? { self.text.flatMap { Day($0) } }
    fileprivate var numbers: [Int64] { self.texts.compactMap { Int64($0) } }
    fileprivate var days: [Int64: Day] {
        guard case .record(let days) = self else { return [:] }
        return days.reduce(into: [:]) { found, entry in
            if let number = Int64(entry.key) { found[number] = Day(entry.value) }
        }
    }
}
