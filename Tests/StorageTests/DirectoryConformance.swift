// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with offices and users.
@Suite struct DirectoryConformance {
    @Test(arguments: StoreKind.allCases)
    func officeIsFoundByCodeNameAndAlias(_ kind: StoreKind) throws {
        let store = try kind.make()
        let office = OfficeRow(
            code: "mzj", name: "市民政局", aliases: ["民政局"], place: "某市", profile: "cn",
            duties: ["supervisor"], numberCode: "民", channel: .sendmail, address: "a@example.org")
        try store.write([.office(office)])
        func codes(_ name: String) throws -> [String] {
            try store.look { try $0.officeCodes(called: name) }
        }
        for name in ["mzj", "市民政局", "民政局"] { #expect(try codes(name) == ["mzj"]) }
        #expect(try codes("民政").isEmpty)
        #expect(try store.look { try $0.office("mzj") } == office)
        #expect(try store.look { try $0.office("none") } == nil)
        // Called otherwise from now on.
        var renamed = office
        (renamed.name, renamed.aliases, renamed.channel) = ("民政局", ["b", "a"], .manual)
        (renamed.duties, renamed.address) = ([], "")
        try store.write([.office(renamed)])
        renamed.aliases = ["a", "b"]
        #expect(try store.look { try $0.office("mzj") } == renamed)
        #expect(try codes("市民政局").isEmpty)
        #expect(try codes("a") == ["mzj"])
    }

    @Test(arguments: StoreKind.allCases)
    func codeComesBeforeNamesAndOfficesMayShareAName(_ kind: StoreKind) throws {
        let store = try kind.make()
        var offices = ["z", "b", "a"].map { StoreRows.office($0) }
        offices[0].name = "信访局"
        offices[1].aliases = ["信访局", "a", "信访局", offices[1].name]
        try store.write(offices.map(Change.office))
        try store.look { reader throws in
            #expect(try reader.officeCodes(called: "信访局") == ["b", "z"])
            #expect(try reader.officeCodes(called: "a") == ["a"])
            #expect(try reader.offices().map(\.code) == ["a", "b", "z"])
            // Its name is no other name, and one is enough.
            #expect(try reader.office("b")?.aliases == ["a", "信访局"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func userKeepsHisRights(_ kind: StoreKind) throws {
        let store = try kind.make()
        let user = StoreRows.user(
            1001,
            [
                .init(office: "o1", role: "assistant", kind: .member),
                .init(office: "o1", role: "lead", kind: .entry),
                .init(office: "o1", role: "lead", kind: .member),
                .init(office: "o2", role: "a", kind: .member),
            ])
        var given = user
        given.memberships = user.memberships.reversed() + user.memberships
        try store.write([
            .office(StoreRows.office("o1")), .office(StoreRows.office("o2")),
            .user(StoreRows.user(2000)), .user(given), .user(StoreRows.user(0)),
        ])
        try store.look { reader throws in
            #expect(try reader.user(1001) == user)
            #expect(try reader.user(1) == nil)
            #expect(try reader.users().map(\.number) == [0, 1001, 2000])
            #expect(try reader.userNumbers(called: "甲") == [0, 1001, 2000])
            #expect(try reader.userNumbers(called: "乙").isEmpty)
        }
        let without = UserRow(number: 1001, name: "乙", memberships: [])
        try store.write([.user(without)])
        #expect(try store.look { try $0.user(1001) } == without)
        #expect(try store.look { try $0.userNumbers(called: "乙") } == [1001])
    }
}

extension DirectoryConformance {
    @Test(arguments: StoreKind.allCases)
    func officeHasAPastATreeAndAnEnd(_ kind: StoreKind) throws {
        let store = try kind.make()
        var office = StoreRows.office("o3")
        office.upper = "o1"
        office.formerNames = [
            .init(name: "旧局", until: StoreRows.day.adding(days: -9)),
            .init(name: "老局", until: StoreRows.day),
        ]
        office.closing = .init(on: StoreRows.day, successor: "o2")
        try store.write([
            .office(StoreRows.office("o1")), .office(StoreRows.office("o2")), .office(office),
        ])
        try store.look { reader throws in
            #expect(try reader.office("o3") == office)
            #expect(try reader.officeCodes(called: "旧局") == ["o3"])
            #expect(try reader.officeCodes(called: "老局") == ["o3"])
        }
        #expect(office.name(on: StoreRows.day.adding(days: -10)) == "旧局")
        #expect(office.name(on: StoreRows.day.adding(days: -9)) == "老局")
        #expect(office.name(on: StoreRows.day) == office.name)
    }

    @Test(arguments: StoreKind.allCases)
    func userIsKnownInSeveralWays(_ kind: StoreKind) throws {
        let store = try kind.make()
        var user = StoreRows.user(UserRow.firstWithoutUID)
        user.login = .init(uid: 2001, name: "jia")
        (user.signIn, user.mail, user.telephone) = ("jia@x", "jia@example.org", "0595-1")
        (user.validFrom, user.validUntil) = (StoreRows.day, StoreRows.day.adding(days: 9))
        user.status = .disabled
        try store.write([.user(user), .user(StoreRows.user(2001))])
        #expect(try store.look { try $0.user(UserRow.firstWithoutUID) } == user)
        #expect(try store.look { try $0.user(ofUID: 2001) } == user)
        #expect(try store.look { try $0.user(ofUID: 2002) } == nil)
        // What he was known by is free again.
        var other = StoreRows.user(2001)
        other.login = user.login
        user.login = nil
        try store.write([.user(user), .user(other)])
        #expect(try store.look { try $0.user(ofUID: 2001)?.number } == 2001)
    }

    @Test(arguments: StoreKind.allCases)
    func delegationIsKeptAndEnds(_ kind: StoreKind) throws {
        let store = try kind.make()
        var row = DelegationRow(
            id: 1, from: 1001, to: 1002, since: StoreRows.day, until: StoreRows.day.adding(days: 5))
        (row.office, row.role) = ("o1", "lead")
        try store.write([
            .office(StoreRows.office("o1")), .user(StoreRows.user(1001)),
            .user(StoreRows.user(1002)), .delegation(row),
        ])
        #expect(try store.look { try $0.delegations() } == [row])
        #expect(try store.look { try $0.lastNumber(in: .delegations) } == 1)
        row.endedOn = StoreRows.day.adding(days: 2)
        try store.write([.delegation(row)])
        #expect(try store.look { try $0.delegations() } == [row])
        #expect(row.holds(on: StoreRows.day.adding(days: 1)))
        #expect(!row.holds(on: StoreRows.day.adding(days: 2)))
        #expect(!row.holds(on: StoreRows.day.adding(days: -1)))
    }

    private static func office(_ spoil: (inout OfficeRow) -> Void) -> Change {
        .office(Refused.spoiled(StoreRows.office("x"), spoil))
    }

    private static func user(_ office: String, _ role: String) -> Change {
        .user(StoreRows.user(1002, [.init(office: office, role: role, kind: .member)]))
    }

    static var refused: [Refused] {
        [
            Refused("an office without code", self.office { $0.code = "" }),
            Refused(
                "a code that is too long",
                self.office { $0.code = String(repeating: "x", count: 65) }),
            Refused("an office without name", self.office { $0.name = "" }),
            Refused("mail without address", self.office { $0.channel = .sendmail }),
            Refused("a hook without name", self.office { $0.channel = .hook }),
            Refused("a uid below 0", .user(StoreRows.user(-1))),
            Refused("a user without name", .user(UserRow(number: 1002, name: "", memberships: []))),
            Refused("an office above that is not there", self.office { $0.upper = "o9" }),
            Refused("an office above itself", self.office { $0.upper = "x" }),
            Refused(
                "a successor that is not there",
                self.office { $0.closing = .init(on: StoreRows.day, successor: "o9") }),
            Refused(
                "an office that follows itself",
                self.office { $0.closing = .init(on: StoreRows.day, successor: "x") }),
            Refused(
                "a name borne twice until one day",
                self.office {
                    let name = OfficeRow.FormerName(name: "旧局", until: StoreRows.day)
                    $0.formerNames = [name, name]
                }),
            Refused(
                "a uid that is none",
                .user(
                    Refused.spoiled(StoreRows.user(1002)) {
                        $0.login = .init(uid: 1 << 32, name: "")
                    })),
            Refused("a right in no office", self.user("o9", "lead")),
            Refused("a right to no role", self.user("o1", "")),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(DirectoryConformance.refused, kind)
    }
}
