// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import Glibc
internal import OfficeFiles

/// Tables of the older kinds (.xls, .et, pages saved as tables), which LibreOffice turns into .xlsx where it is
/// installed.
enum OlderTable {
    /// For how long it may work: a slow computer starts it in half a minute.
    private static let seconds = 120

    /// The file as .xlsx.
    static func converted(
        _ path: String, _ environment: [String: String]
    ) throws(Failure) -> [UInt8] {
        // A profile of its own: one that is open elsewhere would keep it from working.
        let folder = try Folders.temporary(environment)
        defer { Folders.remove(folder) }
        let source = path.hasPrefix("/") ? path : "./" + path
        let options = [
            "-env:UserInstallation=file://\(folder)/profile", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "xlsx", "--outdir", "\(folder)/out", source,
        ]
        var outcome: Outcome?
        for program in ["soffice", "libreoffice"] where outcome == nil {
            outcome = self.run([program] + options)
        }
        guard let outcome else {
            throw .failed(
                Text(
                    zh: "\(path) 是旧格式的表格,本机没有 LibreOffice:请用表格软件打开,另存为 .xlsx。",
                    en:
                        "\(path) is a table of an older kind and there is no LibreOffice here: open it "
                        + "in a spreadsheet program and save it as .xlsx"))
        }
        let made = (try? FileReading.files(below: "\(folder)/out"))?.first { $0.hasSuffix(".xlsx") }
        guard outcome == .ended, let made else {
            throw .failed(
                Text(
                    zh:
                        "LibreOffice 没有读出 \(path)\(outcome == .stopped ? "(超过\(self.seconds)秒)" : ""):请另存为 .xlsx。",
                    en: "LibreOffice did not read \(path)"
                        + (outcome == .stopped ? " within \(self.seconds) seconds" : "")
                        + ": save it as .xlsx"))
        }
        return try FileReading.bytes(made, atMost: FileLimits.fileBytes)
    }

    private enum Outcome: Equatable { case ended, stopped }

    /// Runs it in a group of its own, which is ended with all its children when it takes too long; nil when
    /// there is no such program.
    private static func run(_ words: [String]) -> Outcome? {
        var arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        arguments.append(nil)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0)
        }
        var process: pid_t = 0
        guard posix_spawnp(&process, words[0], &files, &attributes, arguments, environ) == 0 else {
            return nil
        }
        var status: Int32 = 0
        for _ in 0..<self.seconds * 20 {
            if waitpid(process, &status, WNOHANG) == process { return .ended }
            usleep(50_000)
        }
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return .stopped
    }
}
