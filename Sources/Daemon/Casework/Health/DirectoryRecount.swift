// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Storage
internal import Workflow

/// Holds offices and people against the last line that tells of each: who may do what is told by the chain.
///
/// Mail, telephone and what a line leaves out are told by none.
struct DirectoryRecount {
    /// What the last line said, by what it is about.
    private var offices: [String: String] = [:]
    private var users: [String: String] = [:]

    /// Notes what a line tells.
    mutating func note(_ line: HistoryRow) {
        guard line.caseID == nil else { return }
        for change in line.changes {
            guard let after = change.after?.text else { continue }
            if line.event == HistoryLine.office { self.offices[change.field] = after }
            if line.event == HistoryLine.user { self.users[change.field] = after }
        }
    }

    /// Who is otherwise than the last line about him says.
    func problems(_ reader: any StoreReader) throws -> [String] {
        let (offices, users) = (try reader.offices(), try reader.users())
        // Rights are kept in no order.
        func isSame(_ told: String?, _ summary: String) -> Bool {
            told.map { $0.components(separatedBy: "; ").sorted() }
                == summary.components(separatedBy: "; ").sorted()
        }
        var problems: [String] = []
        for office in offices where !isSame(self.offices[office.code], office.summary) {
            problems.append("office \(office.code) is otherwise than the history tells")
        }
        for user in users where !isSame(self.users[String(user.number)], user.summary) {
            problems.append("user \(user.number) is otherwise than the history tells")
        }
        let gone =
            Set(self.offices.keys).subtracting(offices.map(\.code)).map { "office \($0)" }
            + Set(self.users.keys).subtracting(users.map { String($0.number) }).map { "user \($0)" }
        return problems + gone.sorted().map { "the history tells of \($0), which is gone" }
    }
}
