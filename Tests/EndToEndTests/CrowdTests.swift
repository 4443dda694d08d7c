// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What one caller may take of the daemon is bounded, and he is told; others go on meanwhile.
@Suite(.serialized) struct CrowdTests {
    /// What a trial told.
    private struct Trials {
        let object: [String: Any]

        func of(_ trial: String) -> [String: Any] { self.object[trial] as? [String: Any] ?? [:] }

        func count(_ trial: String, _ name: String) -> Int {
            self.of(trial)[name] as? Int ?? -1
        }

        /// Whether somebody else was answered all the time, each time within some seconds: a bound against
        /// standing still, on a loaded machine.
        func othersWentOn(_ trial: String) -> Bool {
            let other = self.of(trial)["meanwhile"] as? [String: Any] ?? [:]
            let longest = other["longest"] as? Double ?? .infinity
            return (other["failed"] as? [String]) == [] && longest < 30
        }
    }

    private func told() throws -> Trials {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cased-crowds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try Programs.runPython("crowds.py", [Programs.cased, folder.path])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return Trials(object: try #require(object as? [String: Any]))
    }

    @Test(.timeLimit(.minutes(30))) func nobodyShutsTheOthersOut() throws {
        let trials = try self.told()
        // A message that is too long is refused before it is gathered, and the caller is told.
        for part in ["message", "piece"] {
            let sentence = trials.of("too_long")[part] as? String ?? ""
            #expect(sentence.hasPrefix("RESOURCE_EXHAUSTED: a message of 52428"), "\(sentence)")
        }
        // More calls than a connection carries wait at the client, who knows how many it carries.
        #expect(trials.count("at_once", "OK") == 500)
        #expect(trials.of("unknown_fields")["INVALID_ARGUMENT"] != nil)
        #expect(trials.othersWentOn("unknown_fields"))
        let watches = trials.of("watches")["told"] as? [String: Int] ?? [:]
        #expect(watches["watching"] == 16 && watches.values.reduce(0, +) == 70)
        #expect(watches.keys.contains { $0.hasPrefix("RESOURCE_EXHAUSTED: 您已有16处") })
        #expect((trials.of("watches")["another"] as? [String: Int]) == ["watching": 1])
        // Two thousand MiB were on their way; 32 of one caller are taken.
        let half = trials.of("half_said")
        let answers = half["answers"] as? [String: Int] ?? [:]
        #expect(Set(answers.keys).isSubset(of: ["8", "closed"]))
        #expect(answers.values.reduce(0, +) > 600)
        #expect(trials.count("half_said", "during") - trials.count("half_said", "before") < 150)
        #expect(trials.othersWentOn("half_said"))
        // Heavy questions are answered one at a time: the others' are not among them.
        #expect(trials.count("wide_check", "OK") == 3 && trials.othersWentOn("wide_check"))
        // Of which only the headers came, none has a turn.
        #expect(trials.count("begun", "OK") == 1)
        #expect(trials.count("verifies", "OK") >= 5 && trials.othersWentOn("verifies"))
        // Of 140 connections 128 are served, the others told.
        #expect(trials.of("crowded") as? [String: Int] == ["7": 128, "8": 12])
        #expect(trials.count("silent", "connected") == 1_500)
        #expect(trials.count("silent", "open") == 160 && trials.othersWentOn("silent"))
        #expect(trials.count("stop", "status") == 0)
    }
}
