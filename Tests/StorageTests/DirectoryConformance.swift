// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
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
            #expect(try reader.users().map(\.uid) == [0, 1001, 2000])
            #expect(try reader.userIDs(called: "甲") == [0, 1001, 2000])
            #expect(try reader.userIDs(called: "乙").isEmpty)
        }
        let without = UserRow(uid: 1001, name: "乙", memberships: [])
        try store.write([.user(without)])
        #expect(try store.look { try $0.user(1001) } == without)
        #expect(try store.look { try $0.userIDs(called: "乙") } == [1001])
    }
}

extension DirectoryConformance {
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
            Refused("a user without name", .user(UserRow(uid: 1002, name: "", memberships: []))),
            Refused("a right in no office", self.user("o9", "lead")),
            Refused("a right to no role", self.user("o1", "")),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(DirectoryConformance.refused, kind)
    }
}
