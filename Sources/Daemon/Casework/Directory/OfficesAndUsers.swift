// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// The directory: offices, users and their rights.
package struct OfficesAndUsers: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Raised by each change of the directory: whoever remembers users asks again when it differs.
    package var generation: Int { self.engine.generation.load(ordering: .acquiring) }

    /// Adds an office, or changes it.
    ///
    /// - Parameter keepsChannel: no channel was given: a known office keeps its own.
    package func add(
        _ office: OfficeRow, keepsChannel: Bool = false, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.engine.generation.add(1, ordering: .releasing) }
        let result = try await self.perform(request, .alone) {
            try DirectoryChanges(transaction: $0).add(office, keepsChannel: keepsChannel)
        }
        self.wake()
        return result
    }

    /// Adds a user, or changes him.
    package func add(
        _ user: UserRow, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.engine.generation.add(1, ordering: .releasing) }
        return try await self.perform(request) { try DirectoryChanges(transaction: $0).add(user) }
    }

    /// Gives a user a right, or takes it away.
    package func change(
        _ uid: Int64, _ membership: MembershipRow, grant: Bool, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.engine.generation.add(1, ordering: .releasing) }
        var result = try await self.perform(request) {
            try DirectoryChanges(transaction: $0).change(uid, membership, grant: grant)
        }
        if !grant { result.remarks += try await self.losses(uid, membership) }
        return result
    }

    /// Which open cases lose a person, or all hands.
    private func losses(
        _ uid: Int64, _ membership: MembershipRow
    ) async throws(CaseworkError) -> [Label] {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.ask { reader in
            guard let user = try reader.user(uid) else { return [] }
            let hands = LosingHands(reader: reader, loader: CaseLoader(reader, rules, now))
            return try hands.remarks(user, without: membership)
        }
    }

    /// All offices.
    package func offices() async throws(CaseworkError) -> [OfficeRow] {
        try await self.ask { try $0.offices() }
    }

    /// All users.
    package func users() async throws(CaseworkError) -> [UserRow] {
        try await self.ask { try $0.users() }
    }

    /// A user by uid.
    package func user(_ uid: Int64) async throws(CaseworkError) -> UserRow? {
        try await self.ask { try $0.user(uid) }
    }
}
