// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Storage
internal import WorkCalendar
internal import Workflow

// A result as it is kept with its request id.
extension CommandResult {
    /// The forms in which answers are kept; the first byte tells them from JSON, which came before.
    private enum Form: UInt8 {
        /// Consequences without their kind; clocks without the limit that binds.
        case first = 1
        /// What ``packed`` writes.
        case present = 2
    }

    /// As bytes.
    package var packed: [UInt8] {
        var packer = Packer()
        packer.add(self.caseID)
        packer.add(self.version)
        packer.add(self.state)
        packer.add(self.previousState)
        packer.add(self.transition)
        packer.add(self.sequence)
        packer.add(self.isUnchanged)
        packer.add(each: self.consequences) { packer, item in
            packer.add(item.kind.rawValue)
            packer.add(item.caseID)
            packer.add(item.event)
            packer.add(item.state)
        }
        packer.add(self.definitionHash)
        packer.add(each: self.clocks) { $0.add(run: $1) }
        packer.add(each: self.holders.sorted { $0.key < $1.key }) { packer, item in
            packer.add(item.key)
            packer.add(item.value.office) { $0.add($1) }
            packer.add(item.value.name)
        }
        packer.add(each: self.made) { $0.add($1) }
        packer.add(each: self.notGiven) { $0.add($1) }
        packer.add(each: self.remarks) { packer, remark in
            packer.add(remark.zh)
            packer.add(remark.en)
        }
        packer.add(self.bringsWork)
        packer.add(self.quarantined) { $0.add($1) }
        return [Form.present.rawValue] + packer.bytes
    }

    /// Reads what ``packed`` wrote, or what an earlier version kept.
    ///
    /// - Throws: when it is neither.
    package init(packed bytes: [UInt8]) throws {
        guard let form = bytes.first.flatMap(Form.init) else {
            self = try JSONDecoder().decode(CommandResult.self, from: Data(bytes))
            return
        }
        var unpacker = Unpacker(bytes.dropFirst())
        self.init()
        self.caseID = try unpacker.text()
        self.version = Int(try unpacker.number())
        self.state = try unpacker.text()
        self.previousState = try unpacker.text()
        self.transition = try unpacker.text()
        self.sequence = try unpacker.number()
        self.isUnchanged = try unpacker.flag()
        self.consequences = try unpacker.list { unpacker throws(Unpacker.Damaged) in
            try unpacker.consequence(hasKind: form != .first)
        }
        self.definitionHash = try unpacker.text()
        self.clocks = try unpacker.list { unpacker throws(Unpacker.Damaged) in
            try unpacker.run(hasBinding: form != .first)
        }
        let holders = try unpacker.list { unpacker throws(Unpacker.Damaged) in
            let role = try unpacker.text()
            let office = try unpacker.optional { unpacker throws(Unpacker.Damaged) in
                try unpacker.text()
            }
            return (role, Party(office: office, name: try unpacker.text()))
        }
        self.holders = Dictionary(holders) { $1 }
        self.made = try unpacker.list { unpacker throws(Unpacker.Damaged) in
            try unpacker.number()
        }
        self.notGiven = try unpacker.list { unpacker throws(Unpacker.Damaged) in
            try unpacker.text()
        }
        self.remarks = try unpacker.list { unpacker throws(Unpacker.Damaged) in
            Label(try unpacker.text(), try unpacker.text())
        }
        self.bringsWork = try unpacker.flag()
        self.quarantined = try unpacker.optional { unpacker throws(Unpacker.Damaged) in
            try unpacker.text()
        }
    }
}

extension Packer {
    fileprivate mutating func add(day: Day?) { self.add(day) { $0.add($1.number) } }

    fileprivate mutating func add(run: ClockRun) {
        self.add(run.clock)
        self.add(run.run)
        self.add(day: run.startedOn)
        self.add(run.startSequence)
        self.add(each: run.limits) { $0.add($1) }
        self.add(run.calendar) { $0.add($1) }
        self.add(each: run.extensions) { packer, item in
            packer.add(item.sequence)
            packer.add(item.asked.number)
        }
        self.add(each: run.pauses) { packer, pause in
            packer.add(pause.reason)
            packer.add(day: pause.from)
            packer.add(pause.fromSequence)
            packer.add(day: pause.to)
            packer.add(pause.toSequence) { $0.add($1) }
        }
        self.add(day: run.stoppedOn)
        self.add(run.stopSequence) { $0.add($1) }
        self.add(day: run.due)
        self.add(day: run.originalDue)
        self.add(run.isProvisional)
        self.add(run.expiryHandled)
        self.add(run.binding) { $0.add($1) }
        self.add(run.holder) { packer, holder in
            packer.add(holder.office) { $0.add($1) }
            packer.add(holder.name)
        }
    }
}

extension Unpacker {
    fileprivate mutating func consequence(hasKind: Bool) throws(Damaged) -> Consequence {
        let name = hasKind ? try self.text() : nil
        let (caseID, event, state) = (try self.text(), try self.text(), try self.text())
        guard let name else { return Consequence(earlier: event, caseID: caseID, state: state) }
        guard let kind = Consequence.Kind(rawValue: name) else { throw Damaged() }
        return Consequence(kind, caseID: caseID, event: event, state: state)
    }

    fileprivate mutating func day() throws(Damaged) -> Day? {
        try self.optional { unpacker throws(Damaged) in
            Day(number: Int(try unpacker.number()))
        }
    }

    private mutating func sequence() throws(Damaged) -> Int64? {
        try self.optional { unpacker throws(Damaged) in try unpacker.number() }
    }

    fileprivate mutating func run(hasBinding: Bool) throws(Damaged) -> ClockRun {
        var run = ClockRun(
            clock: try self.text(), run: Int(try self.number()), startedOn: try self.day(),
            startSequence: try self.number(),
            limits: try self.list { unpacker throws(Damaged) in Int(try unpacker.number()) })
        run.calendar = try self.optional { unpacker throws(Damaged) in try unpacker.text() }
        run.extensions = try self.list { unpacker throws(Damaged) in
            ClockRun.Granted(
                sequence: try unpacker.number(), asked: Day(number: Int(try unpacker.number())))
        }
        run.pauses = try self.list { unpacker throws(Damaged) in
            var pause = ClockRun.Pause(
                reason: try unpacker.text(), from: try unpacker.day(),
                fromSequence: try unpacker.number())
            pause.to = try unpacker.day()
            pause.toSequence = try unpacker.sequence()
            return pause
        }
        run.stoppedOn = try self.day()
        run.stopSequence = try self.sequence()
        run.due = try self.day()
        run.originalDue = try self.day()
        run.isProvisional = try self.flag()
        run.expiryHandled = try self.flag()
        guard hasBinding else { return run }
        run.binding = try self.optional { unpacker throws(Damaged) in Int(try unpacker.number()) }
        run.holder = try self.optional { unpacker throws(Damaged) in
            let office = try unpacker.optional { unpacker throws(Damaged) in try unpacker.text() }
            return Party(office: office, name: try unpacker.text())
        }
        return run
    }
}
