// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// A saved view as somebody sees it.
package struct SavedViewShown: Sendable {
    /// The row.
    package var row: SavedViewRow
    /// What its owner is called.
    package var ownerName: String
    /// What the office is called that shares it.
    package var officeName: String
    /// Whether the asking person saved it.
    package var isOwn: Bool
}

// What is asked of lists again and again.
extension Cases {
    /// Keeps a view under its name; one of the same name is replaced.
    package func save(
        view name: String, sharedWith office: String?, _ words: [String: String],
        _ request: Engine.Request
    ) async throws(CaseworkError) {
        _ = try await self.perform(request) { transaction in
            try SavingViews(transaction: transaction).save(name, office, words)
        }
    }

    /// Keeps it no longer.
    package func remove(view name: String, _ request: Engine.Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transaction in
            try SavingViews(transaction: transaction).remove(name)
        }
    }

    /// The asking person's own views, then those that others share with his offices.
    package func views() async throws(CaseworkError) -> [SavedViewShown] {
        guard case .person(let person, _) = self.viewer else { return [] }
        return try await self.ask { reader in
            var rows = try reader.savedViews(of: person.number)
            for office in person.offices.sorted() {
                // Who does not work there any more shares nothing there.
                rows += try reader.savedViews(sharedWith: office).filter { row in
                    guard row.owner != person.number, let owner = try reader.user(row.owner) else {
                        return false
                    }
                    return owner.status == .active
                        && owner.memberships.contains { $0.office == office }
                }
            }
            return try rows.map { row in
                SavedViewShown(
                    row: row, ownerName: try reader.user(row.owner)?.name ?? "\(row.owner)",
                    officeName: try row.office.flatMap(reader.office)?.name ?? "",
                    isOwn: row.owner == person.number)
            }
        }
    }
}

/// Keeps what somebody asks lists for.
private struct SavingViews: Decision {
    let transaction: Transaction

    func save(
        _ given: String, _ office: String?, _ words: [String: String]
    ) throws -> CommandResult {
        let owner = try self.owner()
        let name = given.trimmed
        let isPlain = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard !name.isEmpty, name.count <= 40, isPlain else {
            throw CaseworkError.invalid(
                "name", "筛选方案的名称应为1至40个字,不含换行等控制字符",
                "a saved view has a name of 1 to 40 characters in one line")
        }
        guard !words.isEmpty else {
            throw CaseworkError.invalid(
                "words", "筛选方案没有任何条件", "a saved view asks for nothing")
        }
        let bytes = words.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard bytes <= CaseworkLimits.savedViewBytes else {
            throw CaseworkError.invalid(
                "words", "条件最多\(CaseworkLimits.savedViewBytes)字节",
                "at most \(CaseworkLimits.savedViewBytes) bytes of conditions")
        }
        let own = try self.book.savedViews(of: owner.number)
        guard own.count < CaseworkLimits.savedViews || own.contains(where: { $0.name == name })
        else {
            throw CaseworkError(
                .refused,
                Label(
                    "每人最多保存\(CaseworkLimits.savedViews)个筛选方案:请先删去不用的",
                    "at most \(CaseworkLimits.savedViews) saved views each: remove one that is not used"
                ))
        }
        var shared: String?
        if let office {
            let code = try self.book.officeCodes(called: office).first ?? office
            guard owner.offices.contains(code) else {
                throw CaseworkError(
                    .permission,
                    Label(
                        "筛选方案只能与本人所在单位共用;“\(office)”不是",
                        "a saved view is shared with an office of one's own; “\(office)” is none"))
            }
            try self.requireNothingSecret(words)
            shared = code
        }
        try self.ledger.store(
            SavedViewRow(owner: owner.number, name: name, office: shared, words: words))
        return CommandResult()
    }

    /// What a view asks for is read by everybody with whom it is shared.
    private func requireNothingSecret(_ words: [String: String]) throws {
        let secret = self.transaction.visibility.secretWords
        let asked = words.keys.compactMap { $0.split(separator: ".").last.map(String.init) }
        guard let found = asked.sorted().first(where: secret.contains) else { return }
        throw CaseworkError(
            .permission,
            Label(
                "条件中有保密的〈\(found)〉,不能与单位共用:共用的人都能看到条件",
                "“\(found)” is secret and stands among the conditions: whoever it is shared with would read them"
            ))
    }

    func remove(_ name: String) throws -> CommandResult {
        let owner = try self.owner()
        guard
            let row = try self.book.savedViews(of: owner.number)
                .first(where: { $0.name == name.trimmed })
        else {
            throw CaseworkError(
                .notFound,
                Label(
                    "您没有名为“\(name)”的筛选方案;别人共用的,由其本人删去",
                    "you have no saved view “\(name)”; one that somebody shares is removed by himself"
                ))
        }
        try self.ledger.drop(row)
        return CommandResult()
    }

    private func owner() throws -> Principal {
        guard let owner = self.principal, owner.user != nil else {
            throw CaseworkError(
                .permission,
                Label(
                    "名录里没有您,不能保存筛选方案", "who is not in the directory saves no view"))
        }
        return owner
    }
}
