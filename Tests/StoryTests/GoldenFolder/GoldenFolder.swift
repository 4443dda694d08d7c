// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import TownHall
import Witness

/// The data folder of a year that an earlier version of this program lived, kept as it was: what
/// that version wrote must stay readable and whole for every later one.
///
/// Three files beside this one, in `Golden`:
/// - `cases.sqlite.xz`: the database, copied whole (nothing left in its write-ahead log);
/// - `deeds.jsonl.xz`: what people did, in order, to do it again;
/// - `history.txt.xz`: what the history says of it (``HistoryText``).
///
/// They are documents of a version that is past, so `UPDATE_GOLDEN` does not touch them.
/// `CASED_NEW_GOLDEN_FOLDER=1 swift test --filter newGoldenFolder` lives a new year with the
/// program as it is now and replaces all three: only when the year itself shall be another one,
/// never because a test of the old one fails.
enum GoldenFolder {
    /// Set when a new year is to be lived and kept.
    static let isToBeMade =
        ProcessInfo.processInfo.environment["CASED_NEW_GOLDEN_FOLDER"] != nil

    private static func path(_ name: String) -> String {
        PackageRoot.file("Tests/StoryTests/GoldenFolder/Golden/\(name).xz").path(
            percentEncoded: false)
    }

    /// A text of the folder.
    static func text(_ name: String) throws -> String {
        try Python.run("golden_folder.py", ["text", self.path(name)])
    }

    /// Hands over a copy of the database, which is gone afterwards.
    static func withDatabase<R>(_ body: (URL) async throws -> R) async throws -> R {
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
    static func keep(_ year: TownLife) async throws {
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
