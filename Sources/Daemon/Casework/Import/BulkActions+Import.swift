// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Storage
internal import Workflow

// Files whose rows become cases.
extension BulkActions {
    /// Says what rows of a file would become.
    ///
    /// The same rows sent again are not taken twice: a part has its place in the plan.
    ///
    /// - Returns: the number of the bulk action.
    package func plan(
        _ command: ImportCommand, reason: String, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64 {
        guard !command.rows.isEmpty else {
            throw CaseworkError.invalid("rows", "文件没有数据行", "the file has no rows")
        }
        guard command.rows.count <= CaseworkLimits.bulkItems else {
            throw CaseworkError.invalid(
                "rows", "一次最多\(CaseworkLimits.bulkItems)行",
                "at most \(CaseworkLimits.bulkItems) rows at once")
        }
        guard command.after >= 0, command.after + command.rows.count <= CaseworkLimits.importedRows
        else {
            throw CaseworkError.invalid(
                "rows", "一次导入最多\(CaseworkLimits.importedRows)行",
                "at most \(CaseworkLimits.importedRows) rows in one import")
        }
        let id: Int64
        if let plan = command.plan {
            id = plan
        } else {
            id = try await self.made(request) {
                try ImportPlanning(transaction: $0).begin(command, reason: reason)
            }
        }
        try await self.add(command, to: id, request)
        return id
    }

    private func add(
        _ command: ImportCommand, to id: Int64, _ request: Engine.Request
    ) async throws(CaseworkError) {
        let (isPlanned, there, known) = try await self.ask { reader in
            try BulkActions.planned(id, in: reader)
        }
        // A request that came again after the plan was run or cancelled adds nothing.
        guard isPlanned || command.plan != nil else { return }
        guard command.after <= there else {
            throw CaseworkError.invalid(
                "after", "前面只有\(there)行", "only \(there) rows came before")
        }
        let keys = RowKeys(known)
        var slice = Engine.Request(principal: request.principal, id: "", payload: [])
        slice.isDryRun = request.isDryRun
        var next = there - command.after
        while next < command.rows.count {
            let rows = command.rows[next...].prefix(CaseworkLimits.plannedAtOnce)
            let position = command.after + next + 1
            _ = try await self.perform(slice) { transaction in
                try ImportPlanning(transaction: transaction).add(
                    rows, common: command.common, to: id, from: position, keys)
                return CommandResult()
            }
            next += rows.count
        }
    }

    /// Whether a plan waits, how many rows it has, and what they name.
    private static func planned(
        _ id: Int64, in reader: any StoreReader
    ) throws -> (isPlanned: Bool, rows: Int, keys: [String: RowKeys.Place]) {
        var keys: [String: RowKeys.Place] = [:]
        var last = 0
        while true {
            let items = try reader.bulkItems(
                of: id, nil, after: last, limit: CaseworkLimits.listed)
            for item in items {
                guard let key = ImportedRow.key(in: item.payload), keys[key] == nil else {
                    continue
                }
                let row = ImportedRow(payload: item.payload).number
                keys[key] = RowKeys.Place(
                    position: item.position, row: row > 0 ? row : item.position)
            }
            guard let end = items.last?.position else { break }
            last = end
        }
        return (try reader.bulk(id)?.status == .planned, last, keys)
    }
}
