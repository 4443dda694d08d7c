// SPDX-License-Identifier: Apache-2.0

import Letters
import Testing

/// What a letter says, by the names that rulebooks use.
@Suite struct LetterFieldTests {
    /// Read from the sessions by eye.
    @Test(arguments: [
        ("市十七届人大四次会议", "市人大"), ("市政协八届六次会议", "市政协"), ("示例县第十一届人民代表大会第5次会议", "示例县人民代表大会"),
        ("区政协十届二次", "区政协"), ("市人大", "市人大"), ("", ""),
    ])
    func assemblyIsTheSessionWithoutItsNumbers(_ session: String, _ assembly: String) {
        #expect(AssemblyName.of(session: session) == assembly)
    }

    /// 泉州 and 漳州 both have a suggestion 1373 of 市十七届人大四次会议: the place tells them apart.
    @Test(arguments: [
        ("市人大", "泉州市", "泉州市人大"), ("市人大", "漳州市", "漳州市人大"), ("区政协", "福田区", "福田区政协"),
        ("省人大", "泉州市", "省人大"), ("泉州市人大", "泉州市", "泉州市人大"), ("市人大", "", "市人大"),
        ("自治区人大", "宁夏回族自治区", "宁夏回族自治区人大"), ("市人大", "市", "市人大"),
    ])
    func assemblyOfTheOfficesOwnLevelBearsThePlacesName(
        _ name: String, _ place: String, _ full: String
    ) {
        #expect(AssemblyName.full(name, in: place) == full)
    }

    /// Where nobody knows whose place it is, the letter's own words do: who signs, helped, or is told.
    @Test(arguments: [
        ("市人大", ["漳州市民政局"], "漳州市人大"), ("区政协", ["枫桥区体育事业发展中心"], "枫桥区政协"),
        ("县人大", ["青禾县林业局"], "青禾县人大"), ("镇人大", ["柳塘镇人民政府"], "柳塘镇人大"),
        ("市人大", ["市民政局", "泉州市财政局"], "泉州市人大"), ("市人大", ["福州市鼓楼区民政局"], "福州市人大"),
        ("区人大", ["福州市鼓楼区民政局"], "鼓楼区人大"), ("市人大", ["石门县城市管理局"], "市人大"),
        ("市人大", ["城市管理局"], "市人大"), ("县政协", ["县图书馆"], "县政协"),
        ("省人大", ["泉州市民政局"], "省人大"), ("市人大", ["景德镇市民政局"], "景德镇市人大"),
    ])
    func theLettersOwnOfficesTellThePlace(_ name: String, _ offices: [String], _ full: String) {
        #expect(AssemblyName.full(name, in: "", naming: offices) == full)
        #expect(AssemblyName.full(name, in: "某镇某村", naming: offices) == full)
    }

    private func read<T>(_ value: T) -> Read<T> { Read(value: value, source: "词", confidence: 0.5) }

    @Test func emptyLetterLacksEverythingButWhatFollowsFromElse() {
        let names = LetterFields().notGiven.map(\.rawValue)
        #expect(
            names == [
                "doc_number", "reply_type", "body", "session", "number", "title", "proposers",
                "lead_office", "co_offices", "signer", "contact", "phone", "disclosure", "copies",
                "date",
            ])
        #expect(LetterFields().given.isEmpty)
    }

    @Test func numberInLettersIsANumberGiven() {
        var fields = LetterFields()
        fields.numberText = self.read("B-12")
        #expect(!fields.notGiven.contains(.number))
        #expect(fields.given.map(\.field) == [.numberText])
    }

    @Test func valuesKeepTheirShapeTheirWordsAndTheLettersOrder() {
        var fields = LetterFields()
        fields.copies = self.read([LetterCopy(office: "市政府督查室", copies: 2)])
        fields.proposers = self.read(["甲", "乙"])
        fields.number = self.read(7)
        fields.session = self.read("市十七届人大四次会议")
        #expect(
            fields.given.map(\.value) == [
                .text("市十七届人大四次会议"), .integer(7), .list(["甲", "乙"]),
                .records([["office": "市政府督查室", "copies": "2"]]),
            ])
        #expect(fields.given.allSatisfy { $0.source == "词" && $0.confidence == 0.5 })
        #expect(fields[.assembly]?.value == .text("市人大"))
        #expect(fields[.title] == nil)
    }

    @Test func everyFieldGivenHasTheShapeItsNamePromises() {
        var fields = LetterFields()
        (fields.proposers, fields.coOffices) = (self.read(["甲"]), self.read(["局"]))
        fields.copies = self.read([LetterCopy(office: "局", copies: 1)])
        (fields.title, fields.number) = (self.read("题"), self.read(1))
        for given in fields.given {
            switch (given.field.shape, given.value) {
            case (.text, .text), (.text, .integer), (.list, .list): continue
            case (.records(let parts), .records(let records)):
                #expect(records.allSatisfy { Set($0.keys) == Set(parts) })
            default: Issue.record("\(given)")
            }
        }
    }
}
