// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import Glibc

/// Reads files, in whole or piece by piece.
package enum FileReading {
    /// The bytes of one piece when a file is streamed.
    package static let piece = 64 << 10
    /// The longest file that is read in whole: the daemon takes no longer message.
    package static let longest = 4 << 20

    /// The file as text; throws what to do when it cannot be read or is not UTF-8.
    package static func text(_ path: String) throws(Failure) -> String {
        let bytes = try bytes(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            // Spreadsheets' “Unicode text” begins with a byte order mark.
            let isWide = [[0xFF, 0xFE], [0xFE, 0xFF]].contains(bytes.prefix(2).map(Int.init))
            let command = "iconv -f \(isWide ? "UTF-16" : "GB18030") -t UTF-8 \(path)"
            throw .failed(
                Text(
                    zh: "\(path) 不是 UTF-8 文本:请先转换,如 \(command)。",
                    en: "\(path) is not UTF-8 text: convert it first, as with \(command)"))
        }
        return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
    }

    /// The whole file, which may be no longer than `longest` bytes.
    package static func bytes(
        _ path: String, atMost longest: Int = FileReading.longest
    ) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        let file = try File(path)
        defer { file.close() }
        while let next = try file.next() {
            bytes += next
            guard bytes.count <= longest else {
                throw .failed(
                    Text(
                        zh: "\(path) 超过 \(longest >> 20) MiB。",
                        en: "\(path) is longer than \(longest >> 20) MiB"))
            }
        }
        return bytes
    }

    /// The last component of a path.
    package static func name(_ path: String) -> String {
        RawArguments.shownName(path) ?? path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The files below a folder, as paths that begin with it, sorted; hidden ones left out.
    package static func files(below folder: String) throws(Failure) -> [String] {
        var found: [String] = []
        var folders = [folder]
        while let next = folders.popLast() {
            guard let listing = opendir(next) else { throw .unreadable(next, errno) }
            defer { closedir(listing) }
            while let entry = readdir(listing) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                guard !name.hasPrefix(".") else { continue }
                let path = next.hasSuffix("/") ? next + name : next + "/" + name
                if isFolder(path) { folders.append(path) } else { found.append(path) }
            }
        }
        return found.sorted()
    }

    /// Whether the path names a folder.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Refuses what cannot be sent as a paper: a folder, what has no end or cannot be read again, what is not
    /// there.
    ///
    /// Said before anything is sent; whoever streams it opens it again for each attempt.
    package static func requirePaper(_ path: String) throws(Failure) {
        guard !isFolder(path) else {
            throw .failed(Text(zh: "\(path) 是文件夹", en: "\(path) is a folder"))
        }
        var status = stat()
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw .failed(
                Text(
                    zh: "\(path) 不是普通文件(而是设备、管道一类):请先存为文件。",
                    en:
                        "\(path) is no plain file but a device, a pipe or the like: save it as a file first"
                ))
        }
        try File(path).close()
    }

    /// A file that is read piece by piece.
    package struct File: Sendable {
        private let descriptor: Int32
        private let path: String

        /// Opens the file, which may not be a folder.
        package init(_ path: String) throws(Failure) {
            self.path = path
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .unreadable(path, errno) }
        }

        /// The next piece; nil at the end.
        package func next() throws(Failure) -> [UInt8]? {
            var count = 0
            var code: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: FileReading.piece) { buffer, filled in
                repeat {
                    count = read(descriptor, buffer.baseAddress, buffer.count)
                    code = errno
                } while count < 0 && code == EINTR
                filled = max(0, count)
            }
            guard count >= 0 else { throw .unreadable(path, code) }
            return count == 0 ? nil : bytes
        }

        /// Closes it.
        package func close() { _ = Glibc.close(descriptor) }
    }
}

extension Failure {
    /// A path that cannot be read.
    static func unreadable(_ path: String, _ code: Int32) -> Failure {
        let reason = String(cString: strerror(code))
        return .failed(
            Text(zh: "无法读取 \(path):\(reason)", en: "cannot read \(path): \(reason)"))
    }
}
