// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import Witness
import WorkCalendar
import Workflow

/// Within a transaction a case reads as it will for everybody afterwards, whatever was written, taken
/// back or failed before: a writer that remembers what it knows must remember rightly.
@Suite struct WriterViewTests {
    private struct Stop: Error {}

    private static let ids = ["A", "B", "C", "D", "E"]

    @Test(arguments: StoreKind.allCases)
    func writerReadsWhatASnapshotReads(_ kind: StoreKind) async throws {
        let store = try kind.make()
        try StoreRows.open(WriterViewTests.ids, in: store)
        try store.write { try $0.keep(definition: "{ }", hash: StoreRows.otherHash) }
        var numbers = SeededNumbers(seed: 20_251_121)
        var (failed, done) = (0, 0)
        for round in 0..<400 {
            let isLost = Int.random(in: 0..<5, using: &numbers) == 0
            do {
                try store.write { writer in
                    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                        let isStopped = Int.random(in: 0..<4, using: &numbers) == 0
                        do {
                            try writer.part {
                                for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                                    try WriterViewTests.change(writer, round, &numbers)
                                    done += 1
                                }
                                if isStopped { throw Stop() }
                            }
                        } catch is Stop { failed += 1 }
                    }
                    if isLost { throw Stop() }
                }
            } catch is Stop { failed += 1 }
            let within = try store.write { writer in
                try WriterViewTests.ids.map { try StoreRows.description(of: $0, writer) }
            }
            let outside = try await store.read { reader in
                try WriterViewTests.ids.map { try StoreRows.description(of: $0, reader) }
            }
            let differing = zip(within, outside).flatMap { within, outside in
                let lines = [within, outside].map { $0.split(separator: "\n") }
                return lines[1].difference(from: lines[0]).map { "\($0)" }
            }
            try #require(differing.isEmpty, "round \(round)")
        }
        #expect(failed > 100 && done > 800, "\(failed) failed, \(done) done")
    }

    /// One change of one case, of any kind.
    private static func change(
        _ writer: any StoreWriter, _ round: Int, _ numbers: inout SeededNumbers
    ) throws {
        let id = WriterViewTests.ids.randomElement(using: &numbers) ?? "A"
        // What is read beforehand is remembered; what is not, must not be made up.
        if Bool.random(using: &numbers) { _ = try StoreRows.description(of: id, writer) }
        guard let row = try writer.caseRow(id) else { throw Stop() }
        let sequence = try writer.nextSequence()
        let day = StoreRows.day.adding(days: Int.random(in: 0...3, using: &numbers))
        switch Int.random(in: 0..<12, using: &numbers) {
        case 11:
            let office = OfficeRow(
                code: "mzj", name: "第\(round)局", aliases: ["别名\(round)"], place: "某市",
                profile: "cn",
                duties: [], numberCode: "")
            try writer.store(office)
        case 0, 1, 2:
            var next = row
            next.version += 1
            next.state = "state \(round)"
            next.isFinal = Bool.random(using: &numbers)
            next.fields["round"] = .text(String(round))
            next.roles["lead"] = Party(office: nil, name: "第\(round)局")
            next.title = "标题\(round)"
            try writer.update(next, previousVersion: row.version)
            let salt = [UInt8](repeating: 7, count: 16)
            let seal = ChangeRow.Seal(
                salt: salt, digest: Chain.digest(salt: salt, before: nil, after: .text("x")))
            try writer.append(
                StoreRows.line(
                    sequence, of: id, version: next.version,
                    changes: [
                        ChangeRow(field: "round", before: nil, after: .text(String(round))),
                        ChangeRow(field: "gone", before: .text("a"), after: nil),
                        ChangeRow(field: "name", before: nil, after: .text("x"), seal: seal),
                    ]))
        case 3:
            try writer.append(StoreRows.line(sequence, of: id))
        case 4, 5:
            var run = StoreRows.run(
                ["duty", "window"].randomElement(using: &numbers) ?? "duty",
                due: Int.random(in: 4...6, using: &numbers),
                number: Int.random(in: 1...2, using: &numbers))
            // Only one run of a clock is open.
            if run.run == 1 { (run.stoppedOn, run.stopSequence) = (day, 1) }
            try writer.store(
                [run], of: id, clocks: StoreRows.clocks, knownOn: day,
                isSilent: [nil, true, false].randomElement(using: &numbers) ?? nil)
        case 6:
            let runs = try writer.clocks(of: id)
            try writer.drop(Array(runs.prefix(1)), of: id)
        case 7:
            try writer.wake(id)
            if round % 50 == 0 { try writer.quarantine(id) }
            try writer.pin(
                id, definitionHash: round % 2 == 0 ? StoreRows.hash : StoreRows.otherHash)
        case 8:
            let paper = DocumentRow(
                caseID: id, kind: "reply", name: "", size: nil, sha256: nil, addedOn: day,
                addedBy: "甲", sequence: sequence)
            try writer.callFor(paper)
            if Bool.random(using: &numbers) {
                try writer.withdrawCalls(of: id, sequence: sequence)
            }
        case 9:
            let paper = DocumentRow(
                caseID: id, kind: "reply", name: "复函", size: 1,
                sha256: String(repeating: "a", count: 64), addedOn: day, addedBy: "甲",
                sequence: sequence)
            _ = try writer.file(paper)
        default:
            if var letter = try writer.deliveries(of: id).last, letter.status == .pending {
                (letter.status, letter.sentOn) = (.sent, day)
                try writer.update(letter)
            } else {
                _ = try writer.insert(
                    DeliveryRow(
                        caseID: id, kind: "reply", recipient: Party(office: nil, name: "某代表"),
                        copies: 1, status: .pending, madeOn: day, sequence: sequence))
            }
        }
    }
}

extension StoreRows {
    /// All that deciding about a case reads, as text.
    static func description(of id: String, _ reader: any StoreReader) throws -> String {
        func sorted(_ values: [String: some Any]) -> String {
            values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        }
        guard let row = try reader.caseRow(id) else { return "none" }
        var bare = row
        (bare.fields, bare.roles) = ([:], [:])
        var lines = ["\(bare) \(sorted(row.fields)) \(sorted(row.roles))"]
        for fact in try reader.facts(of: id) {
            var bare = fact
            bare.changes = [:]
            lines.append("\(bare) \(sorted(fact.changes))")
        }
        for run in try reader.clocks(of: id) {
            let watched = try reader.watchedRun(id, run.clock, run.run)
            lines.append("\(run) \(watched.map { "\($0)" } ?? "none")")
        }
        lines.append("\(try reader.office("mzj").map { "\($0)" } ?? "none")")
        lines += try reader.documents(of: id).map { "\($0)" }
        lines += try reader.deliveries(of: id).map { "\($0)" }
        return lines.joined(separator: "\n")
    }
}
