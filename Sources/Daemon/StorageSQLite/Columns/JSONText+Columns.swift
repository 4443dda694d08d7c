// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

// What columns hold.
extension JSONText {
    /// Writes texts.
    mutating func add(_ texts: [String]) { self.add(texts) { $0.add($1) } }

    /// Writes texts by name.
    mutating func add(_ texts: [String: String]) {
        let sorted = texts.sorted { $0.key < $1.key }
        self.object { json in
            for (name, text) in sorted {
                json.name(data: name)
                json.add(text)
            }
        }
    }

    /// Writes fields.
    mutating func add(_ values: [String: Value]) {
        let sorted = values.sorted { $0.key < $1.key }
        self.object { json in
            for (name, value) in sorted {
                json.name(data: name)
                json.add(value)
            }
        }
    }

    /// Writes who holds roles.
    mutating func add(_ parties: [String: Party]) {
        let sorted = parties.sorted { $0.key < $1.key }
        self.object { json in
            for (name, party) in sorted {
                json.name(data: name)
                json.object { json in
                    json.member("name", party.name)
                    json.member("office", party.office)
                }
            }
        }
    }

    /// Writes a field's value.
    mutating func add(_ value: Value) {
        switch value {
        case .text(let text): self.add(text)
        case .list(let items): self.add(items) { $0.add($1) }
        case .record(let parts): self.add(parts)
        }
    }

    /// Writes a line's changes; what is personal stands in a table of its own.
    mutating func add(_ changes: [ChangeRow]) {
        self.add(changes) { json, change in
            json.object { json in
                json.member("a", change.seal == nil ? change.after : nil)
                json.member("b", change.seal == nil ? change.before : nil)
                json.member("d", change.seal?.digest)
                json.member("f", change.field)
            }
        }
    }

    /// Writes a clock's run.
    mutating func add(_ run: ClockRun) {
        self.object { json in
            if let binding = run.binding { json.member("binding", Int64(binding)) }
            json.member("calendar", run.calendar)
            json.member("clock", run.clock)
            json.member("due", run.due)
            json.name("expiryHandled")
            json.add(run.expiryHandled)
            json.name("extensions")
            json.add(run.extensions) { json, item in
                json.object { json in
                    json.member("asked", item.asked)
                    json.member("sequence", item.sequence)
                }
            }
            if let holder = run.holder {
                json.name("holder")
                json.object { json in
                    json.member("name", holder.name)
                    json.member("office", holder.office)
                }
            }
            json.name("isProvisional")
            json.add(run.isProvisional)
            json.name("limits")
            json.add(run.limits) { $0.add(Int64($1)) }
            json.member("originalDue", run.originalDue)
            json.name("pauses")
            json.add(run.pauses) { $0.add($1) }
            json.member("run", Int64(run.run))
            json.member("startSequence", run.startSequence)
            json.member("startedOn", run.startedOn)
            json.member("stopSequence", run.stopSequence)
            json.member("stoppedOn", run.stoppedOn)
        }
    }

    private mutating func add(_ pause: ClockRun.Pause) {
        self.object { json in
            json.member("from", pause.from)
            json.member("fromSequence", pause.fromSequence)
            json.member("reason", pause.reason)
            json.member("to", pause.to)
            json.member("toSequence", pause.toSequence)
        }
    }
}
