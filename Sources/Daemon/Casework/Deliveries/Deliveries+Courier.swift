// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Jobs
package import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// A message that a courier took to hand over.
package struct LeasedMessage: Sendable {
    /// The job.
    package var job: JobRow
    /// What it sends.
    package var message: Message
    /// The documents' content.
    package var contents: [[UInt8]]
}

// Messages that another process hands over: it runs in a sandbox of its own.
extension Deliveries {
    /// Takes messages for a courier; what is not reported in time is given to the next.
    ///
    /// - Parameter seconds: how long the courier needs at most; 0 for the kind's usual time.
    package func lease(
        _ kinds: Set<JobKind>, limit: Int, seconds: Int = 0
    ) async throws -> [LeasedMessage] {
        self.engine.courierSeen.withLock { $0 = DaemonClock.machine }
        try await self.desk.rescue()
        let couriers = kinds.filter(\.isCouriers)
        let share = Swift.min(Swift.max(limit, 1), CaseworkLimits.leased)
        let widths = Dictionary(uniqueKeysWithValues: couriers.map { ($0, share) })
        let lease =
            seconds > 0 ? Swift.min(Int64(seconds), CaseworkLimits.leaseSeconds) * 1000 : nil
        // None of those taken may have anything left to send; an empty answer means that none waits.
        while try await self.desk.isDue(couriers) {
            let jobs = try await self.desk.claim(widths, lease: lease)
            FaultPoint.pass("leased")
            let leased = try await self.messages(for: jobs)
            if jobs.isEmpty || !leased.isEmpty { return leased }
        }
        return []
    }

    private func messages(for jobs: [JobRow]) async throws -> [LeasedMessage] {
        var leased: [LeasedMessage] = []
        var room = CaseworkLimits.leasedBytes
        for job in jobs {
            let (rules, now) = (self.rules, self.clock.now)
            let message = try await self.store.read { reader in
                try MessageMaker(reader: reader, rules: rules, now: now).message(for: job)
            }
            guard let message else {
                try await self.desk.write { try $0.ledger.jobs.cancel(job.subject, now: $0.now) }
                continue
            }
            let size = message.enclosures.reduce(Int64(0)) { $0 + $1.size }
            // What does not fit into one answer goes into the next one, untried.
            guard leased.isEmpty || size <= room else {
                try await self.desk.release(job)
                continue
            }
            room -= size
            do {
                let contents = try self.desk.contents(of: message)
                leased.append(LeasedMessage(job: job, message: message, contents: contents))
            } catch {
                try await self.desk.fail(job, error)
            }
        }
        return leased
    }

    /// A courier says what became of a message.
    ///
    /// - Parameters:
    ///   - error: why it was not handed over; nil when it was.
    ///   - isFinal: another attempt would be in vain.
    /// - Returns: false when the message was given to somebody else meanwhile, or is not to be sent
    ///   any more: what was handed over all the same is a double.
    package func report(
        _ id: Int64, token: Int64, error: String?, isFinal: Bool
    ) async throws(CaseworkError) -> Bool {
        guard let job = try await self.ask({ try $0.job(id) }), job.subject.kind.isCouriers else {
            throw CaseworkError(
                .notFound, Label("没有投递任务\(id)", "there is no sending job \(id)"))
        }
        var held = job
        held.token = token
        let mine = held
        do {
            if let error {
                return try await self.desk.fail(mine, error, isFinal: isFinal)
            }
            return try await self.desk.write { transaction in
                let done = try transaction.sending.sent(mine)
                FaultPoint.pass("in report")
                return done
            }
        } catch let error as CaseworkError {
            throw error
        } catch {
            throw CaseworkError(.internal, Label("内部错误:\(error)", "internal error: \(error)"))
        }
    }
}
