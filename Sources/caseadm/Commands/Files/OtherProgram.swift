// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Other programs that do a part of the work, on the same terminal.
enum OtherProgram {
    /// Runs a program to its end.
    ///
    /// - Returns: its exit code, or 128 and the signal that ended it; nil when there is none.
    static func run(_ words: [String]) -> Int32? {
        var arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        arguments.append(nil)
        var process: pid_t = 0
        guard posix_spawnp(&process, words[0], nil, nil, arguments, environ) == 0 else {
            return nil
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    }

    /// The program of this name that was installed with this one; else the one that the shell would find.
    static func beside(_ name: String) -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
        }
        guard count > 0 else { return name }
        let own = String(decoding: buffer.prefix(count), as: UTF8.self)
        guard let slash = own.lastIndex(of: "/") else { return name }
        let path = own[...slash] + name
        return access(String(path), X_OK) == 0 ? String(path) : name
    }
}
