// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The pages in a real browser, as the demo starts them.
@Suite struct PageTests {
    /// Every page by axe and by the keyboard; six people's story, a deputy's, enforcement, a list; the other rooms; hostile visitors.
    ///
    /// The order matters: enforcement moves the clock, guesses lock a name.
    private static let parts = [
        "checks", "story", "deputy", "penalty", "import", "rooms", "attacks",
    ]
    /// The stories once more without script, and a crowd of slow visitors.
    private static let longer = [
        "story-plain", "deputy-plain", "penalty-plain", "import-plain", "rooms-plain", "crowd",
    ]

    @Test(.timeLimit(.minutes(60))) func pagesCarryTheStoriesAndKeepOthersOut() throws {
        try Self.run(Self.parts + ["stop"])
        guard Programs.isLong else { return }
        try Self.run(Self.longer)
    }

    private static func run(_ parts: [String]) throws {
        let outcome = try Programs.runPython("pages.py", [Programs.binaries.path] + parts)
        #expect(outcome.status == 0, "\(outcome.output.suffix(4_000))\(outcome.errors)")
        for part in parts { #expect(outcome.output.contains("\(part): ")) }
    }
}
