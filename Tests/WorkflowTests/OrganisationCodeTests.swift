// SPDX-License-Identifier: Apache-2.0
import Testing
import Workflow

/// Codes reckoned in Python by the weights of GB 32100-2015; the first is the standard's own example.
@Suite struct OrganisationCodeTests {
    @Test(arguments: [
        "91350100M000100Y43", "51110000500000000B", "531000005000051236", "51350500MJ0000000X",
        "52440304MJL000001U",
        // Not meant to be one: an old certificate's number, a number of the office's own.
        "闽社证字第0123号", "S1", "51440000X",
        // Fifteen figures: a registration number of before 2015.
        "440301102812345",
    ])
    func codeIsTaken(_ code: String) {
        #expect(OrganisationCode.fault(in: OrganisationCode.normal(code)) == nil)
    }

    @Test(arguments: [
        ("９１３５０１００ｍ０００１００ｙ４３", "91350100M000100Y43"),
        (" 51350500mj0000000x ", "51350500MJ0000000X"),
        ("52440304 MJL000001\u{200B}U", "52440304MJL000001U"),
    ])
    func widthCaseAndBlanksDoNotMatter(_ given: String, _ normal: String) {
        #expect(OrganisationCode.normal(given) == normal)
    }

    @Test(arguments: [
        ("91350100M000100Y44", OrganisationCode.Fault.check(expected: "3")),
        ("51350500MJ0000001X", .check(expected: "1")),
        ("91350100M000100Y4", .length(17)),
        ("51350500MI0000000X", .character("I")),
        ("51350500MJ0000000O", .character("O")),
        ("5.13E+17", .madeANumber), ("5.1E17", .madeANumber), ("513505000000000000", .madeANumber),
    ])
    func faultIsNamed(_ code: String, _ fault: OrganisationCode.Fault) {
        #expect(OrganisationCode.fault(in: code) == fault)
    }

    private struct Nobody: References {
        func officeCode(called name: String) -> String? { nil }
        func userIDs(called name: String) -> [String] { [] }
        func user(_ id: String, holds qualification: String) -> Bool { false }
        func caseExists(_ id: String) -> Bool { false }
    }

    private func field(isCode: Bool, type: FieldType = .text) -> FieldDefinition {
        var rules = FieldRestrictions()
        rules.isOrganisationCode = isCode
        return FieldDefinition(
            name: "code", type: type, labels: Label(same: "code"), isRequired: false,
            defaultValue: nil, isPersonal: false, restrictions: rules)
    }

    @Test func fieldThatIsACodeKeepsItInOneFormAndRefusesAWrongOne() throws {
        let field = self.field(isCode: true)
        let kept = try field.canonical(.text("51350500mj0000000ｘ"), Nobody(), lenient: false).get()
        #expect(kept == .text("51350500MJ0000000X"))
        let refused = #expect(throws: FieldProblems.self) {
            try field.canonical(.text("51350500MJ0000001X"), Nobody(), lenient: true).get()
        }
        let sentence = try #require(refused?.problems.first?.sentence)
        #expect(sentence.zh.contains("校验码不符") && sentence.en.contains("check character"))
        // What another case has looked at, by the rules of its own day, is not judged again.
        let told = try field.canonical(
            .text("51350500MJ0000001X"), Nobody(), lenient: true, verifyingCodes: false
        ).get()
        #expect(told == .text("51350500MJ0000001X"))
    }

    /// What to do is said: the column is to be text.
    @Test(arguments: ["5.13E+17", "5.1E17", "513505000000000000"])
    func aNumberMadeOfACodeIsExplained(_ cell: String) throws {
        let refused = #expect(throws: FieldProblems.self) {
            try self.field(isCode: true).canonical(.text(cell), Nobody(), lenient: true).get()
        }
        let sentence = try #require(refused?.problems.first?.sentence)
        #expect(sentence.zh.contains("设为文本") && sentence.en.contains("set the column to text"))
    }

    @Test func fieldThatIsNoneKeepsWhatIsGiven() throws {
        let kept = try self.field(isCode: false)
            .canonical(.text("51350500mj0000001x"), Nobody(), lenient: false).get()
        #expect(kept == .text("51350500mj0000001x"))
    }

    @Test func partOfARecordIsVerifiedToo() throws {
        let parts = [
            RecordPart(name: "party", type: .text, isOrganisationCode: true),
            RecordPart(name: "name", type: .text),
        ]
        let list = FieldType.list(of: .record(parts), minItems: nil, maxItems: nil)
        let field = self.field(isCode: false, type: list)
        let good = Value.list([.record(["party": "52440304mjl000001u", "name": "甲"])])
        let kept = try field.canonical(good, Nobody(), lenient: false).get()
        #expect(kept == .list([.record(["party": "52440304MJL000001U", "name": "甲"])]))
        let bad = Value.list([.record(["party": "5.24E+17", "name": "甲"])])
        let refused = #expect(throws: FieldProblems.self) {
            try field.canonical(bad, Nobody(), lenient: false).get()
        }
        #expect(refused?.problems.first?.path == "code[0].party")
    }
}
