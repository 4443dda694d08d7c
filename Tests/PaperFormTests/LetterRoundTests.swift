// SPDX-License-Identifier: Apache-2.0
import Letters
import OfficeFiles
import PaperForm
import Rulebook
import Testing
import WorkCalendar
import Witness
import Workflow

/// A reply letter that is made of a case and read back tells what the case says: letter out, letter in.
@Suite struct LetterRoundTests {
    private static let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜")
    private static let given = Array("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰建国志文华海")
    private static let offices = [
        "示例市民政局", "示例市教育局", "示例市财政局", "示例市卫生健康委员会", "示例市住房和城乡建设局", "示例市交通运输局",
        "示例市人力资源和社会保障局", "示例市生态环境局", "示例市市场监督管理局", "示例市文化和旅游局",
    ]
    private static let subjects = ["加快", "推进", "完善", "规范", "支持"]
    private static let matters = ["社区养老服务", "学前教育资源布局", "老旧小区改造", "农村公路养护", "社会组织发展", "基层医疗服务"]
    private static let tails = ["的建议", "工作的建议", "体系建设的建议", "的若干建议"]

    private struct Drawn {
        var numbers: SeededNumbers

        mutating func one<T>(_ items: [T]) -> T {
            items[Int.random(in: 0..<items.count, using: &self.numbers)]
        }
        mutating func number(_ range: ClosedRange<Int>) -> Int {
            Int.random(in: range, using: &self.numbers)
        }
        mutating func chance(_ percent: Int) -> Bool { self.number(1...100) <= percent }
        mutating func name() -> String {
            let length = self.number(1...2)
            return String(self.one(LetterRoundTests.surnames))
                + (0..<length).map { _ in String(self.one(LetterRoundTests.given)) }.joined()
        }
    }

    private static let sessions = ["十六届三次", "十七届四次", "十五届二次", "十八届一次"]

    /// What a letter says, by the reader's names.
    private static func told(_ text: String) throws -> [String: String] {
        guard case .letter(let reading) = LetterReader().read(text) else { return [:] }
        let fields = reading.fields
        return [
            "number": fields.number.map { "\($0.value)" } ?? "",
            "session": fields.session?.value ?? "",
            "title": fields.title?.value ?? "",
            "proposers": (fields.proposers?.value ?? []).joined(separator: "、"),
            "lead": fields.leadOffice?.value ?? "",
            "co": (fields.coOffices?.value ?? []).joined(separator: "、"),
            "doc": fields.docNumber?.value ?? "",
            "type": fields.replyType?.value ?? "",
            "signer": fields.signer?.value ?? "",
            "contact": fields.contact?.value ?? "",
            "phone": fields.phone?.value ?? "",
            "disclosure": fields.disclosure?.value ?? "",
            "date": fields.date?.value ?? "",
        ]
    }

    @Test func aThousandLettersComeBackAsTheyWentOut() throws {
        let rulebook = try Rulebook.load(ShippedRulebook.files)
        var drawn = Drawn(numbers: SeededNumbers(seed: 20_250_301))
        var wrong: [String] = []
        for index in 0..<1_000 {
            let kind = drawn.chance(50) ? "proposal" : "motion"
            let resolved = try #require(rulebook.workflow(kind, profile: "cn"))
            let definition = resolved.definition
            let answered = try #require(
                Day(
                    year: drawn.number(2_023...2_026), month: drawn.number(1...12),
                    day: drawn.number(1...28)))
            let lead = drawn.number(0...(Self.offices.count - 1))
            let others =
                drawn.chance(40)
                ? Array(
                    Set(
                        (0..<drawn.number(1...3)).map { _ in
                            drawn.number(0...(Self.offices.count - 1))
                        }
                    )
                    .subtracting([lead])
                ).sorted() : []
            let proposers = Array(Set((0..<drawn.number(1...4)).map { _ in drawn.name() })).sorted()
            let title =
                "关于\(drawn.one(Self.subjects))\(drawn.one(Self.matters))\(drawn.one(Self.tails))"
            let session = drawn.one(Self.sessions)
            let type = drawn.one(["A", "B", "C"])
            let disclosure = drawn.one(["public", "on_request", "not_public"])
            let (signer, contact) = (drawn.name(), drawn.name())
            let phone = "0595-\(drawn.number(2_000_000...8_999_999))"
            let letter = "某民函〔\(answered.year)〕\(drawn.number(1...300))号"
            let number = drawn.number(1...1_999)
            var facts = CaseFacts(id: "X", state: "answered", version: 9)
            facts.fields = [
                "assembly": .text(kind == "proposal" ? "示例市人大" : "示例市政协"),
                "session": .text(session), "number": .text("\(number)"), "title": .text(title),
                "proposers": .list(proposers.map(Value.text)),
                "proposer_kind": .text(
                    proposers.count > 1 ? "joint" : kind == "proposal" ? "deputy" : "member"),
                "co_handlers": .list(others.map { .text("o\($0)") }),
                "letter_number": .text(letter), "reply_type": .text(type), "signer": .text(signer),
                "disclosure": .text(disclosure), "contact_person": .text(contact),
                "contact_phone": .text(phone),
            ]
            facts.roles = [
                "lead": Party(office: "o\(lead)", name: Self.offices[lead]),
                "assigner": Party(office: "npc", name: "示例市人大常委会代表工委"),
            ]
            facts.history = [
                Fact(
                    sequence: 1, event: "answer", transition: "answer", happenedOn: answered,
                    from: "received", to: "answered", changes: [:], enteredBy: nil)
            ]
            var matter = PaperMatter(definition: definition, today: answered)
            matter.facts = facts
            for (place, name) in Self.offices.enumerated() {
                matter.officeNames["o\(place)"] = name
            }
            matter.officeNames["npc"] = "示例市人大常委会代表工委"
            let text = try #require(
                rulebook.papers.paper("reply_letter", of: matter, for: ["o\(lead)"]) { name in
                    rulebook.workflow(name, profile: "cn", parent: kind)?.definition
                })
            let bytes = try ZipWriting.zip(WordPaper(PaperMarkup.paper(text)).parts)
            let told = try Self.told(WordFile(bytes).text)
            let options = definition.fields["disclosure"]?.type
            let wanted = [
                "number": "\(number)", "title": title,
                "proposers": proposers.joined(separator: "、"),
                "lead": Self.offices[lead],
                "co": others.map { Self.offices[$0] }.joined(separator: "、"),
                "doc": letter, "type": type, "signer": signer, "contact": contact, "phone": phone,
                "disclosure": options?.label(ofOption: disclosure)?.zh ?? "",
                "date": answered.description,
            ]
            for (field, value) in wanted.sorted(by: { $0.key < $1.key }) where told[field] != value
            {
                wrong.append(
                    "\(index) \(kind) \(field): wanted \(value), read \(told[field] ?? "nothing")")
            }
            if !(told["session"] ?? "").contains(session) {
                wrong.append(
                    "\(index) \(kind) session: wanted \(session), read \(told["session"] ?? "")")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(30).joined(separator: "\n"))")
    }
}
