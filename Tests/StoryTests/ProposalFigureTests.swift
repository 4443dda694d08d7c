// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What the offices report each day: 答复率, 按期率, 面商率, 满意率, counted by hand.
@Suite struct ProposalFigureTests {
    private func figures(
        of workflow: String, in town: TownHall
    ) async throws -> [String: String] {
        try await town.engine.reports.figures(FiguresQuery(workflow))
            .figures.reduce(into: [:]) { told, figure in
                told[figure.name] =
                    figure.numerator.map { "\($0)/\(figure.denominator)" }
                    ?? figure.groups.map { "\($0.value)=\($0.count)" }.joined(separator: " ")
            }
    }

    /// Three suggestions: one answered and rated by two of three, one in hand, one answered and withheld.
    @Test(.timeLimit(.minutes(60)))
    func whatIsCountedIsWhatWasDone() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let first = try await Suggestion.opened(in: town, proposers: ["李四", "王五", "赵六"])
        let second = try await Suggestion.opened(in: town, number: "8")
        let third = try await Suggestion.opened(in: town, number: "9")
        _ = try await Suggestion.opened(in: town, number: "10")
        for item in [first, second, third] {
            try await item.act("accept", by: .assigner)
            try await item.act(
                "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
            try await item.act("sign_for", by: .lead)
        }
        try await first.answer()
        try await third.answer("D", number: "民函〔2025〕10号")
        try await first.act("rate", by: .assigner, ["rating": "satisfied", "rated_by": "李四"])
        try await first.act("rate", by: .assigner, ["rating": "fairly", "rated_by": "王五"])
        try await third.file("disclosure_review")
        try await third.act("withhold", by: .leader, ["disclosure_reason": "涉密"])
        let told = try await self.figures(of: "proposal", in: town)
        #expect(told["answered"] == "2/3" && told["in_time"] == "2/3")
        #expect(told["closed"] == "0/3" && told["met"] == "2/3")
        #expect(told["satisfied"] == "2/2" && told["fully_satisfied"] == "1/2")
        #expect(told["class_a"] == "1/2" && told["by_class"] == "A=1 D=1")
        #expect(told["published"] == "0/1")
    }

    /// 沟通率 counts whom the office rang up as well, 面商率 does not; what was extended is counted apart.
    @Test(.timeLimit(.minutes(60)))
    func contactAndExtensionsAreCountedByThemselves() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        for (number, isExtended) in [("7", false), ("8", true)] as [(Value, Bool)] {
            let item = try await Suggestion.opened(in: town, number: number)
            try await item.act("accept", by: .assigner)
            try await item.act(
                "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
            try await item.act("sign_for", by: .lead)
            guard isExtended else {
                try await item.file("contact_record")
                try await item.act("contact", by: .lead, ["contact_kind": "phone"])
                continue
            }
            try await item.file("extension_request")
            try await item.act(
                "extend", by: .lead, ["reason": "情况复杂", "extended_to": "2025-08-27"])
            try await item.answer()
        }
        let told = try await self.figures(of: "proposal", in: town)
        #expect(told["contacted"] == "2/2" && told["met"] == "1/2")
        #expect(told["in_time"] == "1/2" && told["in_time_unextended"] == "0/2")
    }

    /// 件 and 件次: a matter that two offices handle separately is one matter and two handlings.
    @Test(.timeLimit(.minutes(60)))
    func aDividedMatterIsOneMatterAndTwoHandlings() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let whole = try await Suggestion.opened(in: town)
        let sole = try await Suggestion.opened(in: town, number: "8")
        let joint = try await Suggestion.opened(in: town, number: "9")
        for item in [whole, sole, joint] { try await item.act("accept", by: .assigner) }
        try await whole.act(
            "assign", by: .assigner,
            ["mode": "separate", "separate_offices": ["市民政局", "市教育局"]])
        try await sole.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await joint.act(
            "assign", by: .assigner, ["mode": "joint", "co_handlers": ["市财政局"]],
            roles: ["lead": "市民政局"])
        try await sole.act("sign_for", by: .lead)
        try await sole.answer()
        let view = try await town.engine.reports.figures(FiguresQuery("proposal"))
        #expect(view.told("matters") == "3" && view.told("matters_answered") == "1/3")
        #expect(view.told("handlings") == "4" && view.told("answered") == "1/4")
        // 会办 is counted apart: how often it was asked for, and what the co-handlers did.
        #expect(view.told("joint") == "1/4")
        try await joint.act("sign_for", by: .lead)
        try await joint.act("ask_co_handlers", by: .lead)
        let helped = try await town.engine.reports.figures(
            FiguresQuery("co_handling", per: .office))
        #expect(helped.told("given") == "0/1" && helped.parts.map(\.name) == ["市财政局"])
    }

    /// Each session, category or mode by itself, with every figure.
    @Test(.timeLimit(.minutes(60)))
    func eachSessionAndCategoryIsCountedByItself() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        for (number, session, category) in [
            ("7", "四次", "society"), ("8", "四次", "economy"), ("9", "五次", "society"),
        ] as [(Value, Value, Value)] {
            let item = try await Suggestion.opened(
                in: town, number: number, also: ["session": session, "category": category])
            try await item.act("accept", by: .assigner)
            try await item.act(
                "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
            guard number == "7" else { continue }
            try await item.act("sign_for", by: .lead)
            try await item.answer()
        }
        func told(_ field: String) async throws -> [String] {
            try await town.engine.reports.figures(FiguresQuery("proposal", per: .field(field)))
                .parts.map { part in
                    let answered = part.figures.first { $0.name == "answered" }
                    let (numerator, all) = (answered?.numerator ?? -1, answered?.denominator ?? -1)
                    return "\(part.labels?.zh ?? part.name) \(numerator)/\(all)"
                }
        }
        #expect(try await told("届次") == ["五次 0/1", "四次 1/2"])
        #expect(try await told("category") == ["经济建设 0/1", "社会建设 1/2"])
        #expect(try await told("mode") == ["独办 1/3"])
        let sessions = try await town.engine.reports.figures(FiguresQuery("proposal"))
        #expect(sessions.told("by_session") == "五次 1, 四次 2")
        // What not everybody reads, or what has several values, splits nothing.
        for field in ["rated_by", "proposers", "contact_person", "nothing"] {
            let refused = await #expect(throws: CaseworkError.self) { _ = try await told(field) }
            #expect(refused?.code == .invalid && refused?.sentence.en.contains("session") ?? false)
        }
    }

    /// A new score takes the place of the old one by the same person.
    @Test(.timeLimit(.minutes(60)))
    func ofTwoScoresOfOnePersonTheLastCounts() async throws {
        let item = try await Suggestion.received()
        try await item.answer()
        try await item.act("rate", by: .assigner, ["rating": "fairly"])
        try await item.act(
            "rate_again", by: .assigner, ["rating": "satisfied", "rating_occasion": "look_back"])
        let told = try await self.figures(of: "proposal", in: item.town)
        #expect(told["fully_satisfied"] == "1/1")
    }

    @Test(arguments: ["motion", "co_handling", "commitment", "directive", "unit_report"])
    func theWholeFamilyHasFigures(_ workflow: String) async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        #expect(try await self.figures(of: workflow, in: town).count >= 2)
    }

    /// Puyang's letter has neither class nor number: where the place asks for none, none is made up.
    @Test(.timeLimit(.minutes(60)))
    func whereThePlaceAsksForNoneAReplyNeedsNeitherClassNorNumber() async throws {
        var files = TownHall.shippedFiles
        files["profiles/cn.yaml"] = files["profiles/cn.yaml"]?
            .replacing("class_required: true", with: "class_required: false")
            .replacing("number_required: true", with: "number_required: false")
        let town = try await TownHall(Suggestion.town, on: "2025-03-03", livingBy: files)
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "visit"])
        try await item.act(
            "draft", by: .clerk,
            [
                "disclosure": "public", "contact_person": "联系人", "contact_phone": "0000",
                "contact_section": "社会组织管理科",
            ])
        try await item.act("review_draft", by: .lead, ["review_result": "passed"])
        try await item.act("sign", by: .leader, ["signer": "局长"])
        #expect(try await item.act("answer", by: .lead).state == "answered")
        let strict = try await Suggestion.received()
        let error = await strict.refusal(
            of: "draft", by: .clerk,
            ["disclosure": "public", "contact_person": "联系人", "contact_phone": "0000"])
        #expect(error?.unmet.map(\.about) == ["field reply_type"])
    }
}
