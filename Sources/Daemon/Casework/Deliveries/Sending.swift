// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Messages on their way through a channel: made, stopped, sent, given up.
struct Sending: Decision {
    let transaction: Transaction

    /// Makes the job that sends a message through an office's channel; none where people carry it.
    ///
    /// - Parameter caseID: the case that a sent message changes.
    func send(_ message: MessageSubject, to office: OfficeRow, caseID: String? = nil) throws {
        let office = try self.book.present(office)
        guard let kind = office.channel.job else { return }
        self.transaction.bringsWork = true
        try self.ledger.jobs.put(
            .message(message, by: kind, caseID: caseID), stamp: office.code, dueAt: self.now,
            now: self.now)
    }

    /// What waits to be sent to an office goes another way: its channel has changed, or another office
    /// carries on what it did.
    ///
    /// What somebody holds at this moment may have gone out already: he says how it went.
    ///
    /// Asks the whole store.
    func reroute(from office: OfficeRow, to present: OfficeRow) throws {
        for job in try self.book.wholeStore().sendingJobs(to: office.code) {
            try self.ledger.jobs.cancel(job.subject, now: self.now)
        }
        for notice in try self.book.wholeStore().pendingNotices(to: office.code) {
            try self.reroute(.notice(notice.id), to: present, caseID: nil)
        }
        guard present.channel.job != nil else { return }
        var last: Int64 = 0
        while true {
            let page = try self.book.wholeStore().deliveries(
                pendingOnly: true, after: last, limit: CaseworkLimits.listed)
            for delivery in page
            where delivery.status == .pending && delivery.recipient.office == office.code {
                try self.reroute(.delivery(delivery.id), to: present, caseID: delivery.caseID)
            }
            guard let end = page.last else { return }
            last = end.id
        }
    }

    /// A message goes through the channel that an office now has; where it has none, a delivery waits for
    /// people, and what was only to be told stands on the board.
    func reroute(_ message: MessageSubject, to office: OfficeRow, caseID: String?) throws {
        guard office.channel.job == nil else {
            guard try !self.isHeld(message) else { return }
            return try self.send(message, to: office, caseID: caseID)
        }
        guard case .notice(let id) = message, var notice = try self.book.notice(id),
            notice.status == .pending
        else { return }
        notice.status = .shown
        self.ledger.papers.update(notice)
    }

    /// Whether somebody is sending a message at this moment.
    private func isHeld(_ message: MessageSubject) throws -> Bool {
        try Channel.allCases.compactMap(\.job).contains { kind in
            try self.book.job(of: .message(message, by: kind, caseID: nil))?.state == .running
        }
    }

    /// Ends the jobs that would send a message.
    func stopSending(_ message: MessageSubject) throws {
        for channel in Channel.allCases {
            guard let kind = channel.job else { continue }
            try self.ledger.jobs.cancel(.message(message, by: kind, caseID: nil), now: self.now)
        }
    }

    /// A message went out: its delivery or notice says so, and what waited for it follows.
    ///
    /// - Returns: false when somebody else holds the job by now.
    func sent(_ job: JobRow) throws -> Bool {
        let mine = try self.ledger.jobs.settle(
            job, .completed, dueAt: nil, error: "", now: self.now)
        guard mine else { return false }
        if case .message(let message, _, _) = job.subject {
            try self.mark(message, .sent, reason: "")
        }
        return true
    }

    /// A message will not go out: its delivery or notice says why.
    func giveUp(sending job: JobSubject, _ reason: String) throws {
        guard case .message(let message, _, _) = job else { return }
        try self.mark(message, .failed, reason: reason)
    }

    private func mark(
        _ message: MessageSubject, _ status: DeliveryStatus, reason: String
    ) throws {
        switch message {
        case .delivery(let id):
            guard try self.book.delivery(id)?.status == .pending else { return }
            _ = try self.ticking.tick(
                TickDeliveriesCommand(
                    ids: [id], caseID: nil, status: status, happenedOn: nil, note: reason,
                    forOffice: nil))
        case .notice(let id):
            guard var notice = try self.book.notice(id), notice.status == .pending else { return }
            notice.status = status == .sent ? .sent : .failed
            notice.reason = reason
            self.ledger.papers.update(notice)
        }
    }
}
