// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The power is cut, on paper, at any moment of what a daemon writes: nothing that was acknowledged is lost.
@Suite(.serialized) struct PowerCutTests {
    @Test(.timeLimit(.minutes(90))) func cutLosesNothingAndEverySyncIsNeeded() throws {
        let points = Programs.isLong ? 1_000 : 40
        let outcome = try Programs.runPython(
            "power_cuts.py", [Programs.cased, String(points)])
        try #require(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
        let told = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        print(outcome.output)
        #expect(told["points"] as? Int == points)
        #expect(told["needed"] as? [String] == ["log", "papers", "names"])
        for part in ["acknowledged", "synced"] { #expect(told[part] as? Int ?? 0 > 100, "\(part)") }
    }

    /// With commits that are not pressed onto the disk the same cuts lose something.
    @Test(.timeLimit(.minutes(30))) func commitsThatAreNotSyncedAreNoticed() throws {
        let outcome = try Programs.runPython(
            "power_cuts.py", [Programs.cased, "40", "--durability", "normal"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("was acknowledged"), "\(outcome.output)")
    }
}
