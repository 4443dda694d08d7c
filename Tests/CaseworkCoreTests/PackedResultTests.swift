// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Foundation
import Testing
import WorkCalendar
import Workflow

/// A kept answer is the answer that was given, for a repetition; those of earlier versions too.
@Suite struct PackedResultTests {
    private static var full: CommandResult {
        var run = ClockRun(
            clock: "reply", run: 2, startedOn: Day("2025-03-31"), startSequence: 7, limits: [0, 3])
        run.calendar = "2025-11-04"
        run.extensions = [.init(sequence: 9, asked: Day(number: -5))]
        var pause = ClockRun.Pause(reason: "听证", from: nil, fromSequence: 3)
        pause.toSequence = 4
        run.pauses = [pause, .init(reason: "", from: Day(number: 20_000), fromSequence: .max)]
        (run.stoppedOn, run.stopSequence) = (Day("2025-06-30"), .min)
        (run.due, run.isProvisional) = (Day("9999-12-31"), true)
        var result = CommandResult()
        result.caseID = "JY-2025-000001"
        result.version = 12
        result.state = "answered"
        result.previousState = "co_handling"
        result.transition = "answer"
        result.sequence = 4_000_000_000
        result.consequences = [
            Consequence(.opened, caseID: "HB-2025-000002", event: "open", state: "assigned"),
            Consequence(.told, caseID: "HB-2025-000003", event: "cancel", state: "cancelled"),
            Consequence(.followed, caseID: "JY-2025-000001", event: "close", state: "closed"),
            Consequence(.similar, caseID: "JY-2024-000009", state: "closed"),
        ]
        result.definitionHash = String(repeating: "a", count: 64)
        result.clocks = [
            run, ClockRun(clock: "x", run: 1, startedOn: nil, startSequence: 1, limits: []),
        ]
        result.holders = [
            "lead": Party(office: "mzj", name: "市民政局"), "x": Party(office: nil, name: ""),
        ]
        result.made = [1, -1]
        result.notGiven = ["number"]
        result.remarks = [Label("已发出", "has gone out")]
        result.bringsWork = true
        result.quarantined = "因为"
        return result
    }

    private static func json(_ result: CommandResult) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(result), as: UTF8.self)
    }

    @Test(arguments: [CommandResult(), PackedResultTests.full])
    func packedResultIsReadBackWhole(_ result: CommandResult) throws {
        let read = try CommandResult(packed: result.packed)
        #expect(try Self.json(read) == Self.json(result))
    }

    /// What earlier versions knew of consequences: the event said what each was.
    private static let earlier = [
        Consequence(.similar, caseID: "B", state: "x"),
        Consequence(.opened, caseID: "C", event: "open", state: "y"),
        Consequence(.followed, caseID: "D", event: "conclude", state: "z"),
    ]

    /// Kept by the version that wrote JSON.
    @Test func answerOfTheFirstVersionIsRead() throws {
        let json = """
            {"caseID":"A","version":2,"state":"s","previousState":"","transition":"t",
            "sequence":5,"isUnchanged":false,"consequences":[
            {"caseID":"B","event":"similar","state":"x"},{"caseID":"C","event":"open","state":"y"},
            {"caseID":"D","event":"conclude","state":"z"}],"definitionHash":"","clocks":[],
            "holders":{},"rows":[7],"notGiven":[],"remarks":[],"bringsWork":false}
            """
        let result = try CommandResult(packed: Array(json.utf8))
        #expect(result.consequences == Self.earlier)
        #expect(result.made == [7] && result.caseID == "A" && result.sequence == 5)
    }

    /// Kept by the version that wrote bytes of the first form; here they are written by hand: numbers
    /// doubled, texts behind their doubled length.
    @Test func answerOfTheFirstFormIsRead() throws {
        func text(_ text: String) -> [UInt8] { [UInt8(2 * text.utf8.count)] + Array(text.utf8) }
        var bytes: [UInt8] = [1] + text("A") + [4] + text("s") + text("") + text("t") + [10, 0]
        bytes += [6] + text("B") + text("similar") + text("x")
        bytes += text("C") + text("open") + text("y")
        bytes += text("D") + text("conclude") + text("z")
        // No definition, clocks, holders; one row; nothing not given, no remark, no work, no fault.
        bytes += [0, 0, 0] + [2, 14] + [0, 0, 0, 0]
        let result = try CommandResult(packed: bytes)
        #expect(result.consequences == Self.earlier)
        #expect(result.made == [7] && result.caseID == "A" && result.version == 2)
        #expect(result.sequence == 5 && result.quarantined == nil)
    }

    @Test func answerInJSONIsReadBackWhole() throws {
        let bytes = Array(try JSONEncoder().encode(Self.full))
        #expect(try Self.json(CommandResult(packed: bytes)) == Self.json(Self.full))
    }

    @Test func unknownKindOfConsequenceIsRefused() throws {
        var bytes = Self.full.packed
        let kind = try #require(bytes.firstRange(of: Array("followed".utf8)))
        bytes[kind.lowerBound] = UInt8(ascii: "x")
        #expect(throws: (any Error).self) { _ = try CommandResult(packed: bytes) }
    }

    @Test func cutAnswerIsRefused() throws {
        let bytes = Self.full.packed
        for count in 0..<bytes.count {
            #expect(throws: (any Error).self) {
                _ = try CommandResult(packed: Array(bytes.prefix(count)))
            }
        }
    }
}
