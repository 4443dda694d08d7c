// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Jobs
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What becomes of jobs that did not end well.
struct Settling: Decision {
    let transaction: Transaction

    /// Settles a failed attempt: another one later, or none; then what it would have sent has failed.
    ///
    /// - Returns: false when somebody else holds the job by now.
    func failed(_ job: JobRow, _ reason: String, isFinal: Bool) throws -> Bool {
        if try self.isReachedOtherwise(job) { return true }
        let policy = JobPolicy(job.subject.kind)
        let isOver = isFinal || job.attempt >= policy.attempts
        var generator = SystemRandomNumberGenerator()
        let later = self.now.adding(
            milliseconds: policy.delay(after: job.attempt, using: &generator))
        let mine = try self.ledger.jobs.settle(
            job, isOver ? .discarded : .retryable,
            dueAt: isOver ? nil : later, error: reason, now: self.now)
        if mine, isOver { try self.sending.giveUp(sending: job.subject, reason) }
        return mine
    }

    /// A message that did not go out, whose office got another channel meanwhile, goes that way.
    private func isReachedOtherwise(_ job: JobRow) throws -> Bool {
        let kind = job.subject.kind
        guard Channel.allCases.contains(where: { $0.job == kind }),
            try self.ledger.jobs.held(job) != nil,
            let office = try self.book.office(job.stamp), office.channel.job != kind
        else { return false }
        try self.ledger.jobs.cancel(job.subject, now: self.now)
        if case .message(let message, _, let caseID) = job.subject {
            try self.sending.reroute(message, to: office, caseID: caseID)
        }
        return true
    }

    /// A job whose holder is gone: at once again, or never when it took its holder with it too often.
    func rescued(_ job: JobRow) throws {
        let reason = "whoever ran it was gone before it was settled"
        if job.subject.kind.isCouriers {
            let before = try self.book.setting(Setting.doubled).flatMap { Int($0) } ?? 0
            self.ledger.set(Setting.doubled, to: String(before + 1))
        }
        if try self.isReachedOtherwise(job) { return }
        if job.attempt >= JobPolicy(job.subject.kind).attempts {
            _ = try self.failed(job, reason, isFinal: true)
        } else {
            _ = try self.ledger.jobs.settle(
                job, .retryable, dueAt: self.now, error: reason,
                now: self.now)
        }
    }
}
