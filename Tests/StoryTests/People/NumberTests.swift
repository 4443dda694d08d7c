// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A person's number is his for ever, whatever he is known by.
@Suite struct NumberTests {
    private static func office() async throws -> DirectoryOffice {
        DirectoryOffice(town: try await TownHall(Suggestion.town, on: "2025-03-03"))
    }

    private static func named(_ name: String) -> UserDetails {
        var details = UserDetails()
        details.name = name
        return details
    }

    @Test(.timeLimit(.minutes(60)))
    func whoHasNoUIDIsNumberedAboveAllUIDs() async throws {
        let office = try await Self.office()
        #expect(try await office.add(Self.named("代表甲")) == 4_294_967_296)
        #expect(try await office.add(Self.named("代表乙")) == 4_294_967_297)
        #expect(try await office.add(UserDetails(name: "王某", uid: 3_001)) == 3_001)
    }

    @Test(.timeLimit(.minutes(60)))
    func uidThatIsUsedAgainIsAnotherPerson() async throws {
        let office = try await Self.office()
        try await office.add(UserDetails(name: "旧人", uid: 3_001), [.member("mzj", "lead")])
        var removed = UserDetails()
        removed.status = .removed
        _ = try await office.town.engine.directory.change(
            3_001, removed, evenSo: false, office.town.adminRequest)
        #expect(try await office.peer(ofUID: 3_001).user == nil)
        // Nor is he there again by being enabled.
        var enabled = UserDetails()
        enabled.status = .active
        do {
            _ = try await office.town.engine.directory.change(
                3_001, enabled, evenSo: true, office.town.adminRequest)
            Issue.record("whoever was removed was enabled")
        } catch { #expect(error.code == .refused && error.sentence.zh.contains("重新添加")) }
        let number = try await office.add(UserDetails(name: "新人", uid: 3_001))
        #expect(number == 4_294_967_296)
        let peer = try await office.peer(ofUID: 3_001)
        #expect(peer.name == "新人" && peer.number == number && peer.rights.isEmpty)
        // The history still knows whose number it was.
        #expect(try await office.town.engine.directory.user(3_001)?.name == "旧人")
        #expect(
            try await office.town.engine.directory.user(named: "3001").name == "新人")
    }

    @Test(.timeLimit(.minutes(60)))
    func ofOneNameIsEnteredTwiceOnlyWhenItIsSaid() async throws {
        let office = try await Self.office()
        try await office.add(Self.named("王伟"))
        do {
            try await office.add(Self.named("王伟"))
            Issue.record("entered twice")
        } catch { #expect(error.code == .exists && error.remedy == .supply(.another)) }
        let other = try await office.add(Self.named("王伟"), isAnother: true)
        do {
            _ = try await office.town.engine.directory.user(named: "王伟")
            Issue.record("one of two was taken")
        } catch { #expect(error.sentence.zh.contains(String(other))) }
    }

    @Test(.timeLimit(.minutes(60)))
    func whatOneIsKnownByIsNobodyElses() async throws {
        let office = try await Self.office()
        let directory = office.town.engine.directory
        var first = Self.named("甲")
        first.signIn = "jia"
        let number = try await office.add(first)
        let other = try await office.add(UserDetails(name: "乙", uid: 3_001))
        func refused(_ details: UserDetails, _ code: CaseworkError.Code) async {
            do {
                _ = try await directory.change(
                    other, details, evenSo: false, office.town.adminRequest)
                Issue.record("taken: \(details)")
            } catch { #expect(error.code == code) }
        }
        var details = UserDetails()
        details.signIn = "jia"
        await refused(details, .exists)
        details = UserDetails()
        details.mail = "nobody"
        await refused(details, .invalid)
        details = UserDetails()
        (details.validFrom, details.validUntil) = (.some("2025-05-01"), .some("2025-04-01"))
        await refused(details, .invalid)
        do {
            _ = try await directory.change(
                number, UserDetails(name: "甲", uid: 3_001), evenSo: false,
                office.town.adminRequest)
            Issue.record("a uid of two")
        } catch { #expect(error.code == .exists) }
    }

    @Test(.timeLimit(.minutes(60)))
    func validityIsDated() async throws {
        let office = try await Self.office()
        var details = UserDetails(name: "甲", uid: 3_001)
        (details.validFrom, details.validUntil) = (.some("2025-03-04"), .some("2025-03-05"))
        try await office.add(details, [.member("mzj", "lead")])
        func mayAct() async throws -> Bool { try await !office.peer(ofUID: 3_001).rights.isEmpty }
        #expect(try await !mayAct())
        _ = try await office.town.wait(until: "2025-03-04")
        #expect(try await mayAct())
        _ = try await office.town.wait(until: "2025-03-06")
        #expect(try await !mayAct())
    }

    /// Who was known by his uid before there were numbers is known by it as before.
    @Test(.timeLimit(.minutes(60)))
    func usersOfAnEarlierVersionAreKnownAsBefore() async throws {
        try await GoldenFolder.first.withDatabase { file in
            let town = try await TownHall(continuing: file, on: TownLife.lastDay)
            let users = try await town.engine.directory.users()
            #expect(users.count >= 5)
            for user in users {
                let peer = try await town.engine.directory.peer(ofUID: user.number)
                #expect(peer?.user == user && user.login?.name.isEmpty == true)
                #expect(
                    Set(peer?.rights.map(\.standing) ?? [])
                        == Set(user.memberships.map(\.standing)))
                #expect(peer?.rights.allSatisfy { $0.source == .own } ?? false)
            }
        }
    }
}
