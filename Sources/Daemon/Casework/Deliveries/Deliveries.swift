// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
package import Workflow

/// Deliveries: what is sent to each recipient; ticked off, sent again, listed.
package struct Deliveries: Room {
    package let engine: Engine

    /// Ticks deliveries off.
    package func tick(
        _ command: TickDeliveriesCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> TickedDeliveries {
        let result = try await self.perform(request) {
            try Ticking(transaction: $0).tick(command)
        }
        return TickedDeliveries(ids: result.made, consequences: result.consequences)
    }

    /// Sends failed deliveries again.
    ///
    /// - Returns: their numbers.
    package func retry(
        _ ids: [Int64], caseID: String?, forOffice: String?, _ request: Engine.Request
    ) async throws(CaseworkError) -> [Int64] {
        let result = try await self.perform(request) {
            try Resending(transaction: $0).retry(ids, caseID: caseID, forOffice: forOffice)
        }
        self.wake()
        return result.made
    }

    /// Deliveries of a case, or of all.
    ///
    /// - Parameter pendingOnly: only those that somebody must still see to: failed ones too.
    package func list(
        of id: String?, pendingOnly: Bool, ids: [Int64] = [], after: Int64 = 0, limit: Int
    ) async throws(CaseworkError) -> [DeliveryView] {
        let rules = self.rules
        let bounded = Self.bounded(limit)
        return try await self.ask { reader in
            if let id, try reader.caseRow(id) == nil { throw CaseworkError.noCase(id) }
            let named = try ids.unique.map { number in
                guard let row = try reader.delivery(number) else {
                    throw CaseworkError(
                        .notFound, Label("没有函件\(number)", "there is no delivery \(number)"))
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

/// Deliveries that were ticked off.
package struct TickedDeliveries: Sendable {
    /// Their numbers.
    package var ids: [Int64]
    /// What followed by itself.
    package var consequences: [Consequence]
}

/// A delivery as people see it.
package struct DeliveryView: Sendable {
    /// The delivery.
    package var row: DeliveryRow
    /// Its kind.
    package var label: Label
    /// The document it carries.
    package var document: String
    /// What sends it; nil where people carry it, or it is not asked.
    package var job: JobRow?

    /// A delivery.
    package init(row: DeliveryRow, label: Label, document: String, job: JobRow? = nil) {
        self.row = row
        self.label = label
        self.document = document
        self.job = job
    }
}

extension StoreReader {
    fileprivate func sendingJob(of delivery: DeliveryRow) throws -> JobRow? {
        guard delivery.status == .pending,
            let office = try delivery.recipient.office.flatMap(self.office),
            let kind = office.channel.job
        else { return nil }
        return try self.job(of: .message(.delivery(delivery.id), by: kind, caseID: delivery.caseID))
    }
}
