// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Takes the next step of a clock's run when its time has come.
struct StepTaking: Decision {
    let transaction: Transaction

    /// Does the next step of a clock's run and makes its job stand for the one after it.
    ///
    /// A job that was taken over, or whose run is another by now, does nothing.
    func carryOut(clock job: JobRow) throws {
        guard try self.ledger.jobs.held(job) != nil,
            case .clock(let caseID, let clock, let number) = job.subject
        else { return }
        guard let row = try self.book.caseRow(caseID), !row.isQuarantined else {
            return try self.ledger.jobs.cancel(job.subject, now: self.now)
        }
        // Counted by the calendar now known: the date may be another than the job was made for.
        let loaded = try self.load(row.id)
        var hasChanged = false
        if let watched = try self.book.watchedRun(row.id, clock, number),
            watched.run.isOpen, !watched.run.isPaused, watched.run.due?.description == job.stamp,
            let step = try self.runs.nextStep(watched, loaded),
            self.runs.moment(of: step, loaded.definition) <= self.now
        {
            try self.take(step, watched.run, loaded)
            hasChanged = step.kind.changesCase
        }
        let after = hasChanged ? try self.loader.load(row.id) : loaded
        if let run = after.facts.clocks.first(where: { $0.clock == clock && $0.run == number }) {
            try self.runs.schedule(run, after)
        } else {
            try self.ledger.jobs.cancel(job.subject, now: self.now)
        }
    }

    private func take(_ step: ClockStep, _ run: ClockRun, _ loaded: LoadedCase) throws {
        switch step.kind {
        case .expiry:
            try self.expire(run, of: loaded)
        case .warning:
            let whose = loaded.definition.clocks[run.clock]?.whose ?? ""
            try self.telling.tell([whose], step, run, loaded)
        case .chase:
            guard let clock = loaded.definition.clocks[run.clock], let ladder = clock.ladder else {
                return
            }
            let before = try self.book.chainHead().sequence
            if let event = ladder.event {
                try self.following.actBySystem(
                    loaded, event: event, on: nil, cause: .clock(run.clock), depth: 0)
            }
            // Who gets a delivery by the event itself needs no second one.
            let deliveries = try self.book.deliveries(of: loaded.row.id)
                .filter { $0.sequence > before }
            var byDelivery: [String: Int64] = [:]
            for delivery in deliveries {
                if let office = delivery.recipient.office { byDelivery[office] = delivery.id }
            }
            try self.telling.tell([clock.whose], step, run, loaded, byDelivery: byDelivery)
        case .escalation:
            let roles = loaded.definition.clocks[run.clock]?.ladder?.thenTell ?? []
            try self.telling.tell(roles, step, run, loaded)
        }
    }

    /// A clock of a case ran out: the transitions that wait for it are tried, as of the due date.
    func expire(_ expired: ClockRun, of loaded: LoadedCase) throws {
        guard let index = loaded.facts.clocks.firstIndex(of: expired), expired.isOpen,
            let due = expired.due, due < self.today(loaded.definition)
        else { return }
        var marked = loaded
        marked.facts.clocks[index].expiryHandled = true
        try self.runs.storeClocks([marked.facts.clocks[index]], before: [expired], loaded)
        let waiting = loaded.definition.transitions.first { transition in
            guard case .clocks(let clocks) = transition.trigger else { return false }
            return clocks.contains(expired.clock) && transition.from.contains(loaded.facts.state)
        }
        guard let waiting else { return }
        try self.following.actBySystem(
            marked, event: waiting.event, on: due, cause: .clock(expired.clock), depth: 0)
    }
}
