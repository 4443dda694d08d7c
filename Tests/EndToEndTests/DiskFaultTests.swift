// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// System calls that fail under load: nothing that was acknowledged is lost, nothing that was refused is
/// there, and every refusal has a sentence.
@Suite(.serialized) struct DiskFaultTests {
    /// Whether strace may attach to a process that is not its child.
    private static let mayAttach: Bool = {
        let scope = try? String(
            contentsOfFile: "/proc/sys/kernel/yama/ptrace_scope", encoding: .utf8)
        return geteuid() == 0 || (scope ?? "0").hasPrefix("0")
    }()

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cased-faults-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Below the reserve nothing is taken, nothing that was acknowledged is lost, and it goes on by itself.
    @Test(.timeLimit(.minutes(30))) func fullDiskIsMetBeforeItIsFull() throws {
        try #require(getuid() == 0, "a small disk of our own needs root to be mounted")
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try Programs.runPython("disk_low.py", [Programs.cased, folder.path])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// A log that cannot be brought to its place grows: that is told, before it fills the disk.
    @Test(.timeLimit(.minutes(30)), .enabled(if: DiskFaultTests.mayAttach))
    func failingCheckpointIsTold() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try Programs.runPython("checkpoint_faults.py", [Programs.cased, folder.path])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(60)), .enabled(if: DiskFaultTests.mayAttach))
    func faultLosesNothingAndIsTold() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let rounds = Programs.isLong ? 300 : 20
        let outcome = try Programs.runPython(
            "disk_faults.py", [Programs.cased, folder.path, String(rounds)])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let told = try #require(object as? [String: Any])
        print(outcome.output)
        #expect(told["hit"] as? Int == rounds)
        // It was about something: work was done, refused, and papers were filed meanwhile.
        for part in ["acknowledged", "refused", "papers"] {
            #expect(told[part] as? Int ?? 0 > rounds, "\(part)")
        }
    }
}
