// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Offices and users from the rows of a file.
@Suite struct DirectoryRowTests {
    private static let users: [[String: String]] = [
        [
            "账号": "3001", "姓名": "张三", "单位": "市民政局", "角色": "lead+、clerk\u{FF0B}、leader",
            "电话": "0595-1",
        ],
        ["姓名": "李四", "登录名": "lisi", "单位": "czj", "角色": "co_handler", "有效期至": "2026年1月31日"],
        ["姓名": "李四", "登录名": "lisi", "单位": "mzj", "代录": "lead", "含下级": "是"],
        ["姓名": "王五", "单位": "无此局", "角色": "lead"],
        ["姓名": "赵六", "单位": "mzj", "角色": "无此角色"],
        ["姓名": "钱七", "单位": "mzj"],
        ["账号": "nobody-here", "姓名": "孙八"],
        ["姓名": "周九", "有效期自": "昨天"],
        ["姓名": "吴十", "性别": "男"],
    ]

    @Test(.timeLimit(.minutes(60)))
    func eachRowIsTakenOrToldWhatIsWrong() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let before = try await town.engine.directory.users().count
        let logins = [
            "3001": DirectoryRows.Account(
                login: UserRow.Login(uid: 3_001, name: ""), fullName: "")
        ]
        var trial = town.adminRequest
        trial.isDryRun = true
        let foreseen = try await town.engine.directory.add(
            Self.users, of: .users, logins: logins, trial)
        #expect(try await town.engine.directory.users().count == before)
        let told = try await town.engine.directory.add(
            Self.users, of: .users, logins: logins, town.adminRequest)
        #expect(foreseen.map(\.outcome) == told.map(\.outcome))
        #expect(told.prefix(3).map(\.outcome) == [.added, .added, .changed])
        #expect(told.dropFirst(3).allSatisfy { $0.outcome == .refused })
        let reasons = ["无此局", "无此角色", "有单位而无角色", "nobody-here", "昨天", "性别"]
        for (row, reason) in zip(told.dropFirst(3), reasons) {
            #expect(row.sentence.zh.contains(reason), "\(row)")
        }
        let li = try await town.engine.directory.user(named: "lisi")
        #expect(li.name == "李四" && li.validUntil == "2026-01-31" && li.number >= 1 << 32)
        #expect(
            li.memberships == [
                .member("czj", "co_handler"),
                MembershipRow(office: "mzj", role: "lead", kind: .entry, reach: .below),
            ])
        let zhang = try await town.engine.directory.user(named: "张三")
        #expect(
            Set(zhang.memberships) == [
                .member("mzj", "leader"),
                MembershipRow(office: "mzj", role: "lead", kind: .member, reach: .below),
                MembershipRow(office: "mzj", role: "clerk", kind: .member, reach: .below),
            ])
        #expect(zhang.telephone == "0595-1" && zhang.number == 3_001)
        // The same file again changes nothing, and writes nothing.
        let head = try await town.engine.health.status().head.sequence
        let again = try await town.engine.directory.add(
            Self.users, of: .users, logins: logins, town.adminRequest)
        #expect(again.prefix(3).allSatisfy { $0.outcome == .unchanged })
        #expect(try await town.engine.health.status().head.sequence == head)
    }

    @Test(.timeLimit(.minutes(60)))
    func officesComeWithTheirTree() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let rows: [[String: String]] = [
            // Before the one above it, and above each other.
            ["code": "c", "name": "某村", "upper": "某镇政府"],
            ["code": "p", "name": "甲所", "upper": "q"], ["code": "q", "name": "乙所", "upper": "p"],
            ["代码": "xf", "单位名称": "某县信访局", "地方": "某县", "地方规则": "cn", "上级": "市民政局"],
            ["code": "xz", "name": "某镇政府", "upper": "xf", "duties": "supervisor"],
            ["code": "y", "name": "某局", "upper": "none"],
            ["code": "z", "name": "某局", "profile": "none"],
            ["code": "w w", "name": "某局"],
        ]
        let told = try await town.engine.directory.add(
            rows, of: .offices, logins: [:], town.adminRequest)
        #expect(
            told.map(\.outcome) == [
                .added, .refused, .refused, .added, .added, .refused, .refused, .refused,
            ])
        let offices = try await town.engine.directory.offices()
        #expect(offices.first { $0.code == "xf" }?.upper == "mzj")
        #expect(offices.first { $0.code == "xz" }?.upper == "xf")
        #expect(offices.first { $0.code == "c" }?.upper == "xz")
    }

    @Test(.timeLimit(.minutes(60)))
    func onlyAnAdministratorImports() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        var request = town.adminRequest
        request.principal = town.principal(.leader)
        do {
            _ = try await town.engine.directory.add(
                Self.users, of: .users, logins: [:], request)
            Issue.record("imported")
        } catch { #expect(error.code == .permission) }
    }
}
