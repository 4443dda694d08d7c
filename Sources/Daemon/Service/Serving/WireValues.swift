// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import WorkCalendar
internal import Workflow

/// Small values of the wire, checked once.
enum WireValues {
    static func badDay(_ path: String, _ text: String) -> CaseworkError {
        CaseworkError(
            .invalid,
            Label(
                "\(path):“\(text)”不是日期,应如 2025-04-01、2025年4月1日、4月1日或今天",
                "\(path): “\(text)” is no day such as 2025-04-01, 2025/4/1 or today"))
    }

    static func note(_ text: String) throws(CaseworkError) -> String {
        guard text.utf8.count <= CaseworkLimits.noteBytes, !text.utf8.contains(0) else {
            throw CaseworkError(
                .invalid,
                Label(
                    "note:超过\(CaseworkLimits.noteBytes)字节或含空字符",
                    "note: longer than \(CaseworkLimits.noteBytes) bytes, or contains NUL"))
        }
        return text
    }

    static func bytes(of message: some ProtoMessage) throws(CaseworkError) -> [UInt8] {
        do {
            return try message.bytes()
        } catch {
            throw CaseworkError(
                .internal, Label("请求无法编码:\(error)", "the request cannot be encoded: \(error)"))
        }
    }

    static func bulk(
        _ asked: V1.PlanBulkRequest, by caller: Caller
    ) throws(CaseworkError) -> BulkActCommand {
        BulkActCommand(
            caseIDs: asked.caseIds, event: asked.event, fields: Render.values(asked.fields),
            roles: asked.roles,
            happenedOn: try caller.day(asked.happenedOn, "happened_on", isPast: true),
            note: try self.note(asked.note), forOffice: asked.forOffice.given)
    }

    /// A word of a closed list.
    static func oneOf<T: RawRepresentable & CaseIterable>(
        _ text: String, at path: String, as type: T.Type = T.self
    ) throws(CaseworkError) -> T where T.RawValue == String {
        if let value = T(rawValue: text) { return value }
        let known = T.allCases.map(\.rawValue).joined(separator: ", ")
        throw CaseworkError(
            .invalid,
            Label(
                "\(path) 应为\(known)之一,不是“\(text)”",
                "\(path) must be one of \(known), is “\(text)”"))
    }
}

extension String {
    /// The text, unless it is empty: unset on the wire.
    var given: String? {
        self.isEmpty ? nil : self
    }
}
