// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import WorkCalendar
import Workflow

/// Templates are compared with the workflows for which they are before anything is installed.
@Suite struct PaperTemplateTests {
    private func errors(_ templates: [String: String]) -> [String] {
        var files = ShippedRulebook.files
        for (name, text) in templates { files["papers/\(name).mustache"] = text }
        return Rulebook.check(files).filter { $0.severity == .error }
            .map { "\($0.mark.file):\($0.mark.line): \($0.reason.en) \($0.reason.zh)" }
    }

    private static let wrong: [(name: String, text: String, words: String)] = [
        ("proposal.reply_letter", "@letter\n@title {{titel}}", "proposal has no name titel"),
        ("proposal.assignment", "@letter\n{{title.each}}", "no name title.each"),
        ("proposal.receipt", "@letter\n{{event.answer.on}}", "no name event.answer.on"),
        (
            "proposal.return_ruling", "@letter\n{{#proposers.each}}{{name}}{{/proposers.each}}",
            "no name name"
        ),
        (
            "proposal.extension_letter", "@letter\n{{law.penalty-law.art.x}}",
            "no name law.penalty-law.art.x"
        ),
        ("proposal.feedback_form", "@letter\n{{{title}}}", "is not taken"),
        ("proposal.second_reply_letter", "@letter\n{{& title}}", "is not taken"),
        ("proposal.decline_notice", "@letter\n{{=<% %>=}}", "is not taken"),
        ("proposal.rehandle_order", "@letter\n{{#title}}a", "is not closed"),
        (
            "proposal.closing_form", "@letter\n{{#title}}{{#number}}{{/title}}{{/number}}",
            "is not closed"
        ),
        ("proposal.file_index", "@letter\n{{> _nothing}}", "there is no part _nothing"),
        ("proposal.evidence", "@lettre\n甲", "cannot be laid out"),
        (
            "proposal.withdrawal",
            "@letter\n{{#part.co_handling.each}}{{letter_number}}{{/part.co_handling.each}}{{#part.nothing.each}}{{/part.nothing.each}}",
            "no name part.nothing.each"
        ),
        ("proposal.nothing", "@letter\n甲", "no workflow has a document"),
        ("nothing", "@letter\n甲", "no workflow has a document"),
        ("_unused", "@letter\n甲", "no workflow has a document"),
        ("reply_letter", "@letter\n甲", "a template of its own"),
        ("proposal.suggestion_text", "@letter\n{{proposers.each}}", "has no words of its own"),
        ("proposal.return_request", "@letter\n{{proposers.several}}", "has no words of its own"),
        ("proposal.extension_request", "@letter\n\u{FFFD}", "not in UTF-8"),
        (
            "tip.transfer_letter", "@letter\n{{#informant_contact}}{{.}}{{/informant_contact}}",
            "the secret field informant_contact"
        ),
        (
            "tip.record", "@letter\n{{#content}}{{informant}}{{/content}}",
            "the secret field informant"
        ),
    ]

    /// Each is told, with its file and in both languages.
    @Test func templatesThatFitNoWorkflowAreRefused() {
        let errors = self.errors(
            Dictionary(Self.wrong.map { ($0.name, $0.text) }) { first, _ in first })
        for (name, _, words) in Self.wrong {
            let own = errors.filter { $0.hasPrefix("papers/\(name).mustache:") }
            #expect(own.contains { $0.contains(words) }, "\(name): \(own)")
        }
        #expect(errors.contains { $0.hasPrefix("papers/proposal.reply_letter.mustache:2: ") })
        #expect(errors.allSatisfy { $0.unicodeScalars.contains { $0.properties.isIdeographic } })
    }

    @Test func partsInOneAnotherEnd() {
        let errors = self.errors([
            "proposal.reply_letter": "@letter\n{{> _a}}", "_a": "{{> _b}}", "_b": "{{> _a}}",
        ])
        #expect(errors.contains { $0.contains("without end") }, "\(errors)")
    }

    /// Parts that take the next one ten times each: ten to the ninth in all.
    @Test(.timeLimit(.minutes(60))) func partsThatGrowAreRefusedSoon() {
        var templates = ["proposal.reply_letter": "@letter\n{{> _p0}}"]
        for index in 0..<9 {
            templates["_p\(index)"] = String(repeating: "{{> _p\(index + 1)}}\n", count: 10)
        }
        templates["_p9"] = "甲\n"
        let errors = self.errors(templates)
        #expect(errors.contains { $0.contains("with all its parts") }, "\(errors.prefix(3))")
    }

    @Test func anOfficesOwnTemplateIsTaken() throws {
        var files = ShippedRulebook.files
        files["papers/reply_letter@npc.mustache"] = "@letter\n@title 委员会：{{title}}"
        files["papers/proposal.reply_letter@mzj.mustache"] = "@letter\n@title 本局自用：{{title}}"
        let rulebook = try Rulebook.load(files)
        let definition = try #require(rulebook.workflow("proposal", profile: "cn")?.definition)
        var matter = PaperMatter(definition: definition, today: try #require(Day("2025-03-03")))
        matter.facts = CaseFacts(
            id: "JY-1", state: "received", version: 1, fields: ["title": .text("甲")])
        func isOwn(_ offices: [String]) -> Bool? {
            rulebook.papers.paper("reply_letter", of: matter, for: offices) { _ in nil }
                .map { $0.contains("本局自用：甲") }
        }
        #expect(isOwn(["mzj"]) == true && isOwn(["mzj", "npc"]) == true)
        #expect(isOwn(["jyj"]) == false && isOwn([]) == false)
    }

    /// The examples of 正确填写票据和结算凭证的基本规定 (银发〔1997〕393号, annex 1), and the borders of groups; 整 behind 角 may be
    /// left out or not.
    @Test(arguments: [
        ("1409.50", "壹仟肆佰零玖元伍角整"), ("6007.14", "陆仟零柒元壹角肆分"), ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"), ("107000.53", "壹拾万柒仟元伍角叁分"), ("0", "零元整"), ("0.05", "伍分"),
        ("10", "壹拾元整"), ("100000000", "壹亿元整"), ("1000010", "壹佰万零壹拾元整"), ("20001000", "贰仟万壹仟元整"),
        ("100001000", "壹亿零壹仟元整"), ("10005", "壹万零伍元整"), ("9999.99", "玖仟玖佰玖拾玖元玖角玖分"),
    ])
    func amountsInCapitals(amount: String, capitals: String) throws {
        #expect(ChineseNumerals.capitals(of: try #require(ExactNumber(amount))) == capitals)
    }

    @Test func whatIsNoAmountOfMoneyHasNoCapitals() throws {
        #expect(ChineseNumerals.capitals(of: try #require(ExactNumber("-1"))) == nil)
        #expect(ChineseNumerals.capitals(of: try #require(ExactNumber("1.005"))) == nil)
    }

    @Test(arguments: [
        ("2025-03-01", "二〇二五年三月一日", "2025年3月1日"), ("2026-10-10", "二〇二六年十月十日", "2026年10月10日"),
        ("2020-12-31", "二〇二〇年十二月三十一日", "2020年12月31日"), ("2000-11-20", "二〇〇〇年十一月二十日", "2000年11月20日"),
    ])
    func daysInNumerals(day: String, numerals: String, figures: String) throws {
        let day = try #require(Day(day))
        #expect(ChineseNumerals.text(of: day) == numerals)
        #expect(ChineseNumerals.figures(of: day) == figures)
    }

    @Test(arguments: [
        (1, "一"), (10, "十"), (44, "四十四"), (101, "一百零一"), (110, "一百一十"), (1_260, "一千二百六十"),
        (1_005, "一千零五"),
    ])
    func numbersOfArticles(number: Int, text: String) {
        #expect(ChineseNumerals.text(of: number) == text)
    }
}
