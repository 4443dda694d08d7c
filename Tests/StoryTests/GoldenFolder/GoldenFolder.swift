// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import TownHall
import Witness

/// Years that a town lived, kept as they were.
///
/// `Golden/First` is of an earlier version, and is never made again: what that version wrote must stay
/// readable and whole for every later one. `Golden/Present` is a year by the law as it now is, lived
/// again by a test: whoever changes what clocks or rules mean on purpose makes it anew, and says why.
///
/// Three files in each:
/// - `cases.sqlite.xz`: the database, copied whole (nothing left in its write-ahead log);
/// - `deeds.jsonl.xz`: what people did, in order, to do it again;
/// - `history.txt.xz`: what the history says of it (``HistoryText``).
///
/// `UPDATE_GOLDEN` does not touch them.
/// `CASED_NEW_GOLDEN_FOLDER=1 swift test --filter newGoldenFolder` lives a new year with the
/// program as it is now and replaces the present one.
enum GoldenFolder: String {
    /// Of an earlier version.
    case first = "First"
    /// By the law as it now is.
    case present = "Present"

    /// Set when a new year is to be lived and kept.
    static let isToBeMade =
        ProcessInfo.processInfo.environment["CASED_NEW_GOLDEN_FOLDER"] != nil

    private func path(_ name: String) -> String {
        PackageRoot.file("Tests/StoryTests/GoldenFolder/Golden/\(self.rawValue)/\(name).xz").path(
            percentEncoded: false)
    }

    /// A text of the folder.
    func text(_ name: String) throws -> String {
        try Python.run("golden_folder.py", ["text", self.path(name)])
    }

    /// Hands over a copy of the database, which is gone afterwards.
    func withDatabase<R>(_ body: (URL) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-golden-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "cases.sqlite")
        _ = try Python.run(
            "golden_folder.py",
            ["unpack", self.path("cases.sqlite"), file.path(percentEncoded: false)])
        return try await body(file)
    }

    /// Keeps a year.
    func keep(_ year: TownLife) async throws {
        let history = try await HistoryText.lines(of: year.town.engine)
        let deeds = try year.deeds.map { try $0.line() }
        _ = try Python.run(
            "golden_folder.py", ["pack", year.town.storePath, self.path("cases.sqlite")])
        for (name, lines) in [("deeds.jsonl", deeds), ("history.txt", history)] {
            _ = try Python.run(
                "golden_folder.py", ["keep", self.path(name)],
                input: lines.joined(separator: "\n") + "\n")
        }
    }
}
