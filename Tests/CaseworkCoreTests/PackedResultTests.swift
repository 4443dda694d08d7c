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
        result.consequences = [.init(caseID: "HB-2025-000002", event: "open", state: "assigned")]
        result.definitionHash = String(repeating: "a", count: 64)
        result.clocks = [
            run, ClockRun(clock: "x", run: 1, startedOn: nil, startSequence: 1, limits: []),
        ]
        result.holders = [
            "lead": Party(office: "mzj", name: "市民政局"), "x": Party(office: nil, name: ""),
        ]
        result.rows = [1, -1]
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

    @Test func answerOfAnEarlierVersionIsRead() throws {
        let bytes = Array(try JSONEncoder().encode(Self.full))
        #expect(try Self.json(CommandResult(packed: bytes)) == Self.json(Self.full))
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
