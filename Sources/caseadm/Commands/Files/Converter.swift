// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Other programs that turn files into what is read here, where they are installed.
enum Converter {
    /// For how long one may work: a slow computer starts LibreOffice in half a minute.
    static let seconds = 120

    /// How it went.
    enum Outcome: Equatable { case ended, stopped }

    /// LibreOffice, which puts what it makes into `out` of the folder; nil when it is not installed.
    ///
    /// It has a profile of its own: one that is open elsewhere would keep it from working.
    static func office(_ source: String, as kind: String, in folder: String) -> Outcome? {
        let options = [
            "-env:UserInstallation=file://\(folder)/profile", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", kind, "--outdir", "\(folder)/out", source,
        ]
        for program in ["soffice", "libreoffice"] {
            if let outcome = self.run([program] + options) { return outcome }
        }
        return nil
    }

    /// poppler's pdftotext, which keeps what stands side by side so; nil when it is not installed.
    static func pdfText(_ source: String, in folder: String) -> Outcome? {
        guard mkdir("\(folder)/out", 0o700) == 0 || errno == EEXIST else { return nil }
        return self.run(
            ["pdftotext", "-layout", "-enc", "UTF-8", "-nopgbrk", source, "\(folder)/out/text"])
    }

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
