// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import Witness
import WorkCalendar
import Workflow

/// What every store must do, whatever it is made of.
@Suite struct CaseStoreTests {
    private struct Stop: Error {}

    @Test(arguments: StoreKind.allCases)
    func transactionThatThrowsLeavesNothing(_ kind: StoreKind) async throws {
        let store = try kind.make()
        #expect(throws: Stop.self) {
            try store.write { writer in
                try writer.keep(definition: "{}", hash: StoreRows.hash)
                try writer.insert(StoreRows.caseRow("A"))
                throw Stop()
            }
        }
        #expect(try await store.read { try $0.caseRow("A") == nil })
    }

    @Test(arguments: StoreKind.allCases)
    func partThatThrowsLeavesTheRestOfItsTransaction(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try store.write { writer in
            try writer.keep(definition: "{}", hash: StoreRows.hash)
            try writer.insert(StoreRows.caseRow("A"))
            #expect(throws: Stop.self) {
                try writer.part {
                    try writer.insert(StoreRows.caseRow("B"))
                    throw Stop()
                }
            }
            try writer.insert(StoreRows.caseRow("C"))
        }
        let found = try await store.read { reader in
            try ["A", "B", "C"].filter { try reader.caseRow($0) != nil }
        }
        #expect(found == ["A", "C"])
    }

    @Test(arguments: StoreKind.allCases)
    func caseIsReadBackAsItWasStored(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try StoreRows.open(["A"], in: store)
        let row = try #require(try await store.read { try $0.caseRow("A") })
        let given = StoreRows.caseRow("A", key: "key A")
        #expect(row.fields == given.fields && row.roles == given.roles)
        #expect(row.openedOn == given.openedOn && row.recordedAt == given.recordedAt)
        #expect(row.naturalKey == "key A" && row.notGiven == ["number"] && !row.isQuarantined)
        #expect(try await store.read { try $0.caseID(naturalKey: "key A") } == "A")
        #expect(try await store.read { try $0.caseIDs(workflow: "proposal", title: "标题") } == ["A"])
    }

    @Test(arguments: StoreKind.allCases)
    func everyTextComesBackAsItWas(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try StoreRows.open([], in: store)
        var numbers = SeededNumbers(seed: 20_250_401)
        let odd = Array(
            "\"\\/\u{0}\u{1}\u{1F}\n\r\t\u{7F}\u{2028}\u{FEFF}é\u{301}〔2025〕𠮷😀{}[]:,".unicodeScalars
        )
        for number in 0..<300 {
            func text() -> String {
                var view = String.UnicodeScalarView()
                for _ in 0..<Int.random(in: 0...12, using: &numbers) {
                    view.append(odd.randomElement(using: &numbers) ?? "x")
                }
                return String(view)
            }
            var row = StoreRows.caseRow("N\(number)")
            row.fields = [
                "title": .text(text()), "list": .list([.text(text()), .record([text(): text()])]),
                "empty": .list([]), "record": .record(["a": text(), "b": ""]),
                text(): .text(text()),
            ]
            row.roles = ["lead": Party(office: nil, name: text())]
            row.notGiven = [text(), text()]
            let given = row
            try store.write { try $0.insert(given) }
            let back = try #require(try await store.read { try $0.caseRow(given.id) })
            #expect(back.fields == given.fields && back.roles == given.roles)
            #expect(back.notGiven == given.notGiven)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func secondCaseWithANaturalKeyIsRefused(_ kind: StoreKind) throws {
        let store = try kind.make()
        try StoreRows.open(["A"], in: store)
        #expect(throws: StoreError.naturalKeyTaken("key A")) {
            try store.write { try $0.insert(StoreRows.caseRow("B", key: "key A")) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func updateOverAnotherVersionIsAConflict(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try StoreRows.open(["A"], in: store)
        var row = StoreRows.caseRow("A", key: "key A")
        (row.version, row.state) = (2, "accepted")
        let changed = row
        try store.write { try $0.update(changed, previousVersion: 1) }
        #expect(throws: StoreError.versionConflict) {
            try store.write { try $0.update(changed, previousVersion: 1) }
        }
        #expect(try await store.read { try $0.caseRow("A")?.state } == "accepted")
    }

    @Test(arguments: StoreKind.allCases)
    func linesAreChainedAndPersonalValuesAreSealed(_ kind: StoreKind) async throws {
        let store = try kind.make()
        let salt = [UInt8](repeating: 7, count: 16)
        // From nothing, to another value, and emptied again.
        let steps: [(Value?, Value?)] = [
            (nil, .text("甲")), (.text("甲"), .text("乙")), (.text("乙"), nil),
        ]
        let changes = steps.map { before, after in
            ChangeRow(
                field: "contact_person", before: before, after: after,
                seal: .init(
                    salt: salt, digest: Chain.digest(salt: salt, before: before, after: after)))
        }
        try StoreRows.open(["A"], in: store)
        try store.write { writer in
            for (index, change) in changes.enumerated() {
                let sequence = try writer.nextSequence()
                try writer.append(
                    StoreRows.line(sequence, of: "A", version: index + 2, changes: [change]))
            }
        }
        let lines = try await store.read { try $0.history(of: "A", after: 0, limit: 10) }
        #expect(lines.map(\.sequence) == [1, 2, 3, 4])
        #expect(lines.dropFirst().map { $0.changes.first?.before } == steps.map(\.0))
        #expect(lines.dropFirst().map { $0.changes.first?.after } == steps.map(\.1))
        var previous = Chain.origin
        for line in lines {
            #expect(Chain.fault(in: line, after: previous) == nil)
            previous = line.hash
        }
        #expect(
            try await store.read { try $0.chainHead() } == ChainHead(sequence: 4, hash: previous))
        let facts = try await store.read { try $0.facts(of: "A") }
        #expect(facts.map(\.sequence) == [1, 2, 3, 4] && facts[1].enteredBy == "1001")
        #expect(facts.last?.changes["contact_person"] == .some(nil))
    }

    @Test(arguments: StoreKind.allCases)
    func clocksAreListedByDueDate(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try StoreRows.open(["A", "B"], in: store)
        var handled = StoreRows.run("duty", due: 5)
        try store.write { writer in
            try writer.store(
                [handled, StoreRows.run("window", due: 1)], of: "A", clocks: StoreRows.clocks,
                knownOn: StoreRows.day, isSilent: nil)
            try writer.store(
                [StoreRows.run("duty", due: 3)], of: "B", clocks: StoreRows.clocks,
                knownOn: StoreRows.day, isSilent: nil)
        }
        let all = DueQuery(limit: 10)
        #expect(try await store.read { try $0.dueLines(all).map(\.caseID) } == ["B", "A"])
        var withWindows = all
        withWindows.includesWindows = true
        let asked = withWindows
        #expect(
            try await store.read { try $0.dueLines(asked).map(\.clock) } == [
                "window", "duty", "duty",
            ])
        handled.expiryHandled = true
        let marked = handled
        try store.write {
            try $0.store(
                [marked], of: "A", clocks: StoreRows.clocks,
                knownOn: StoreRows.day, isSilent: nil)
        }
        let watched = try await store.read { try $0.watchedRun("A", "duty", 1) }
        #expect(watched?.run.expiryHandled == true && watched?.isSilent == false)
        handled.stopSequence = 2
        let stopped = handled
        try store.write {
            try $0.store(
                [stopped], of: "A", clocks: StoreRows.clocks,
                knownOn: StoreRows.day, isSilent: nil)
        }
        #expect(try await store.read { try $0.dueLines(all).map(\.caseID) } == ["B"])
        #expect(try await store.read { try $0.clocks(of: "A") }.contains(stopped))
    }
}

// Papers, letters, answers, numbers and the directory.
extension CaseStoreTests {
    @Test(arguments: StoreKind.allCases)
    func paperThatWasCalledForIsFulfilled(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try StoreRows.open(["A"], in: store)
        func paper(_ sha256: String?, _ sequence: Int64) -> DocumentRow {
            DocumentRow(
                caseID: "A", kind: "reply_letter", name: sha256 == nil ? "" : "a.pdf",
                size: sha256.map { _ in 3 }, sha256: sha256, addedOn: StoreRows.day, addedBy: "甲",
                sequence: sequence)
        }
        try store.write { try $0.callFor(paper(nil, 1)) }
        #expect(try await store.read { try $0.documents(of: "A").map(\.fact.isOnFile) } == [false])
        try store.write { writer in
            try writer.append(StoreRows.line(try writer.nextSequence(), of: "A"))
            _ = try writer.file(paper(String(repeating: "a", count: 64), 2))
        }
        let papers = try await store.read { try $0.documents(of: "A") }
        #expect(
            papers.map(\.fact) == [DocumentFact(kind: "reply_letter", sequence: 2, isOnFile: true)])
    }

    @Test(arguments: StoreKind.allCases)
    func letterIsListedUntilItIsOut(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try StoreRows.open(["A"], in: store)
        var letter = DeliveryRow(
            caseID: "A", kind: "copy", recipient: Party(office: nil, name: "督查室"), copies: 2,
            status: .pending, madeOn: StoreRows.day, sequence: 1)
        let made = letter
        letter.id = try store.write { try $0.insert(made) }
        #expect(
            try await store.read {
                try $0.deliveries(pendingOnly: true, after: 0, limit: 9).map(\.copies)
            }
                == [2])
        (letter.status, letter.sentOn) = (.sent, StoreRows.day)
        let sent = letter
        try store.write { try $0.update(sent) }
        #expect(
            try await store.read {
                try $0.deliveries(pendingOnly: true, after: 0, limit: 9).isEmpty
            })
        #expect(try await store.read { try $0.delivery(sent.id)?.sentOn } == StoreRows.day)
    }

    @Test(arguments: StoreKind.allCases)
    func answerIsKeptForItsUserUntilItIsForgotten(_ kind: StoreKind) async throws {
        let store = try kind.make()
        let answer = StoredAnswer(payloadHash: [UInt8](repeating: 1, count: 32), answer: [1, 2])
        try store.write { try $0.keep(answer, user: 1001, requestID: "r", at: StoreRows.now) }
        #expect(
            try await store.read { try $0.answer(user: 1001, requestID: "r")?.answer } == [1, 2])
        #expect(try await store.read { try $0.answer(user: 1002, requestID: "r") == nil })
        try store.write { try $0.forgetAnswers(before: StoreRows.now) }
        #expect(try await store.read { try $0.answer(user: 1001, requestID: "r") != nil })
        try store.write { try $0.forgetAnswers(before: StoreRows.now.adding(milliseconds: 1)) }
        #expect(try await store.read { try $0.answer(user: 1001, requestID: "r") == nil })
    }

    @Test(arguments: StoreKind.allCases)
    func caseNumbersRiseForEachPrefixAndYear(_ kind: StoreKind) throws {
        let store = try kind.make()
        let numbers = try store.write { writer in
            [
                try writer.nextCaseNumber(prefix: "JY", year: 2025),
                try writer.nextCaseNumber(prefix: "JY", year: 2025),
                try writer.nextCaseNumber(prefix: "TA", year: 2025),
                try writer.nextCaseNumber(prefix: "JY", year: 2026),
            ]
        }
        #expect(numbers == [1, 2, 1, 1])
    }

    @Test(arguments: StoreKind.allCases)
    func officeIsFoundByCodeNameAndAliasAndUserKeepsHisRights(_ kind: StoreKind) async throws {
        let store = try kind.make()
        let office = OfficeRow(
            code: "mzj", name: "市民政局", aliases: ["民政局"], place: "某市", profile: "cn",
            duties: ["supervisor"], numberCode: "民")
        let user = UserRow(
            uid: 1001, name: "甲", memberships: [.init(office: "mzj", role: "lead", kind: .member)])
        try store.write { writer in
            try writer.store(office)
            try writer.store(user)
        }
        for name in ["mzj", "市民政局", "民政局"] {
            #expect(try await store.read { try $0.officeCodes(called: name) } == ["mzj"])
        }
        #expect(try await store.read { try $0.officeCodes(called: "民政") }.isEmpty)
        #expect(try await store.read { try $0.office("mzj") } == office)
        #expect(try await store.read { try $0.user(1001) } == user)
    }

    @Test(arguments: StoreKind.allCases)
    func installedRulebookAndSettingsAreReadBack(_ kind: StoreKind) async throws {
        let store = try kind.make()
        #expect(try await store.read { try $0.installedRulebook(nil)?.hash } == nil)
        try store.write { writer in
            try writer.install(rulebook: ["a.yaml": "甲"], hash: StoreRows.hash, at: StoreRows.now)
            try writer.install(
                rulebook: ["a.yaml": "乙"], hash: StoreRows.otherHash,
                at: StoreRows.now.adding(milliseconds: 1))
            try writer.set("k", to: "v")
        }
        let installed = try await store.read { try $0.installedRulebook(nil) }
        #expect(installed?.hash == StoreRows.otherHash && installed?.files == ["a.yaml": "乙"])
        #expect(try await store.read { try $0.setting("k") } == "v")
    }
}
