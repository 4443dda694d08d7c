// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What letters become is written in the rulebook: an office's own workflow takes letters by its YAML
/// alone.
@Suite struct LetterRulesTests {
    /// 政协来函登记: an office that only keeps the CPPCC's letters, with names of its own.
    private static let register = """
        workflow: letter_register
        version: 1
        effective: 2015-01-01
        prefix: HD
        labels: {zh: 政协来函登记, en: Register of letters}
        title_field: subject
        alike: [subject, asked_by]
        initial: [entered, kept, circulated]
        roles: {keeper: case}
        opening: {by: keeper, basis: practice}
        fields:
          subject:    {type: text, required: true, labels: {zh: 事由, en: Subject}}
          asked_by:   {type: list, of: text, labels: {zh: 来函人, en: Asked by}}
          reference:  {type: text, labels: {zh: 文号, en: Reference}}
          about:      {type: text, labels: {zh: 提案号, en: About}}
          from_whom:  {type: text, labels: {zh: 机构, en: From}}
          readers:
            type: list
            of: {who: text, sheets: integer}
            labels: {zh: 阅者, en: Readers}
        documents: {scan: {labels: {zh: 来函, en: Scan}}}
        states:
          entered:    {labels: {zh: 已登记, en: Entered}}
          kept:       {labels: {zh: 留存, en: Kept}}
          circulated: {labels: {zh: 传阅, en: Circulated}}
          done:       {final: true, labels: {zh: 已归, en: Done}}
        letters:
          body: 政协
          state: kept
          state_with: {copies: circulated}
          roles: {keeper: lead_office}
          document: scan
          fields:
            subject:   title
            asked_by:  proposers
            reference: [doc_number, number]
            about:     [number, number_text]
            from_whom: assembly
            readers:   {from: copies, parts: {who: office, sheets: copies}}
        events:
          keep: {labels: {zh: 归档, en: Keep}}
        transitions:
          - {event: keep, from: [entered, kept, circulated], to: done, by: keeper, basis: practice}
        """

    /// The shipped roles, and one more; without the lists of workflows that are not here.
    private static let head =
        (TownHall.shippedFiles["rulebook.yaml"] ?? "")
        .replacing(/(?:lists|headings|circular|publications):\n(?: +.*\n)+/, with: "")
        + "\n  keeper: {labels: {zh: 档案室, en: Registry}}\n"

    /// The nation's profile bears another name here, and another time.
    private static let place = """
        profile: home
        version: 1
        effective: 2015-01-01
        labels: {zh: 本地, en: Home}
        calendar: cn-holidays
        time_zone: Asia/Tokyo
        settings: {}
        """

    private static let files = [
        "rulebook.yaml": head, "profiles/home.yaml": place,
        "workflows/letter_register.yaml": register,
        "calendars/cn-holidays.csv": TownHall.shippedFiles["calendars/cn-holidays.csv"] ?? "",
    ]

    private static let letter = """
        关于对市政协四届三次会议第042号提案的答复
        示例界别小组：

        你们好！你们提出的“关于完善校门口步行环境”的提案收悉。此为示例信件，所述均属虚构。现答复如下：

        一、示例市已在八所学校门口划设步行通道，上下学时段由交警值守。

        二、其余学校待道路改造后一并划设，预计两年内完成。

        感谢你们的提案。

        二〇二三年七月三日

        联系单位：市样本交通局规划科

        联系电话：7654321    联系人：何样本
          抄送：市政协示例提案委（2份），市委市政府示例督查局（3份）。
        """

    private func town() async throws -> TownHall {
        let plan = TownHall.Plan(
            place: "某市", profile: "", offices: [.lead: .init("市样本交通局", "jtj")])
        return try await TownHall(plan, on: "2025-04-01", livingBy: Self.files)
    }

    private func imported(
        _ text: String, in town: TownHall, workflow: String? = nil
    ) async throws -> CommandResult {
        let bytes = Array(text.utf8)
        return try await town.engine.imports.importLetter(
            try town.engine.imports.read(letter: bytes, file: "来函.txt"), content: bytes,
            profile: nil, workflow: workflow, self.request)
    }

    /// Of the office whose cases they become.
    private var request: Engine.Request {
        let right = MembershipRow(office: "jtj", role: "keeper", kind: .member)
        let user = UserRow(number: 0, name: "管理员", memberships: [right])
        return Engine.Request(
            principal: Principal(uid: 0, isAdmin: true, user: user), id: "", payload: [])
    }

    /// The town lives on 1 April 2025.
    @Test(.timeLimit(.minutes(60))) func aLetterOfTomorrowIsRefused() async throws {
        let town = try await self.town()
        let tomorrow = Self.letter.replacing("二〇二三年七月三日", with: "二〇二五年四月二日")
        let refused = await #expect(throws: CaseworkError.self) {
            _ = try await self.imported(tomorrow, in: town)
        }
        #expect(refused?.sentence.zh.contains("2025-04-02") == true)
        let today = Self.letter.replacing("二〇二三年七月三日", with: "二〇二五年四月一日")
        #expect(try await !self.imported(today, in: town).caseID.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func ownWorkflowTakesLettersByItsRulesAlone() async throws {
        let town = try await self.town()
        let result = try await self.imported(Self.letter, in: town)
        let view = try await town.engine.cases.view(result.caseID)
        #expect(view.row.id == "HD-2025-000001" && view.row.profile == "home")
        #expect(view.row.state == "circulated" && view.row.title == "关于完善校门口步行环境")
        #expect(view.row.openedOn == "2023-07-03")
        #expect(view.row.roles["keeper"] == Party(office: "jtj", name: "市样本交通局"))
        #expect(
            view.facts.fields == [
                "subject": .text("关于完善校门口步行环境"), "asked_by": .list([.text("示例界别小组")]),
                "reference": .text("42"), "about": .text("42"), "from_whom": .text("某市政协"),
                "readers": .list([
                    .record(["who": "市政协示例提案委", "sheets": "2"]),
                    .record(["who": "市委市政府示例督查局", "sheets": "3"]),
                ]),
            ])
        #expect(
            result.notGiven == ["doc_number", "reply_type", "co_offices", "signer", "disclosure"])
        #expect(view.documents.map(\.kind) == ["scan"])
        #expect(result.remarks.isEmpty)
        // Another letter of the same people about the same subject.
        let again = try await self.imported(
            Self.letter.replacing("第042号", with: "第043号"), in: town)
        #expect(
            again.remarks == [
                Label("与HD-2025-000001事由、来函人相同", "same subject and asked by as HD-2025-000001")
            ])
    }

    @Test(.timeLimit(.minutes(60)))
    func letterOfABodyThatNoWorkflowTakesNamesThoseThatThereAre() async throws {
        let town = try await self.town()
        let other = Self.letter.replacing("政协四届", with: "四届人大").replacing("提案", with: "建议")
        let refused = await #expect(throws: CaseworkError.self) {
            _ = try await self.imported(other, in: town)
        }
        #expect(refused?.code == .invalid)
        let sentence = try #require(refused?.sentence)
        #expect(sentence.zh.contains("〈政协来函登记〉"), "\(sentence)")
        #expect(refused?.unmet.first?.remedies == [.supply(.workflow)], "\(sentence)")
        // A person may say which.
        let named = try await self.imported(other, in: town, workflow: "letter_register")
        #expect(named.caseID == "HD-2025-000001")
    }

    /// Days begin as the rulebook's nation says: at 23:30 in China it is the next day in Tokyo.
    @Test(.timeLimit(.minutes(60)))
    func daysBeginByTheNationsProfile() async throws {
        let town = try await self.town()
        let rules = town.engine.rules
        #expect(rules.nationalProfile == "home" && rules.nationalZone.name == "Asia/Tokyo")
        let late = CivilZone("Asia/Shanghai").start(of: "2025-04-02").adding(
            milliseconds: -1_800_000)
        _ = try await town.engine.time.setClock(
            to: late, by: Principal(uid: 0, isAdmin: true, user: nil))
        let result = try await self.imported(
            Self.letter.replacing("二〇二三年七月三日\n", with: ""), in: town)
        let filed = try await town.engine.cases.view(result.caseID).documents
        #expect(filed.map(\.addedOn) == ["2025-04-02"])
    }
}
