// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import FileStore
internal import Foundation
internal import Storage

/// Files as backups need them: read piece by piece, hashed on the way, never through a link.
enum Files {
    /// The rights of what a backup holds: its owner's.
    static let fileMode: mode_t = 0o600
    /// The rights of its folders.
    static let folderMode: mode_t = 0o700

    /// What stands below a folder, by paths from it, sorted.
    struct Tree {
        /// Files.
        var files: [String] = []
        /// Links, pipes and what else is neither file nor folder.
        var others: [String] = []
    }

    /// Goes through a folder; an empty tree where there is none.
    ///
    /// - Parameter leaving: names of folders that are left out, wherever they stand.
    static func tree(_ root: String, leaving left: Set<String> = []) throws -> Tree {
        var tree = Tree()
        var waiting = [""]
        while let folder = waiting.popLast() {
            for name in try Files.names(root + folder) where !left.contains(name) {
                let path = folder + "/" + name
                switch try Files.kind(root + path) {
                case S_IFREG: tree.files.append(String(path.dropFirst()))
                case S_IFDIR: waiting.append(path)
                case nil: continue
                default: tree.others.append(String(path.dropFirst()))
                }
            }
        }
        tree.files.sort()
        tree.others.sort()
        return tree
    }

    /// The names in a folder; none where there is none.
    static func names(_ folder: String) throws -> [String] {
        guard let directory = opendir(folder) else {
            let code = errno
            if code == ENOENT { return [] }
            throw Files.error("read", folder, code)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// What a path is (`S_IFREG`, `S_IFDIR` …), a link being a link; nil where nothing is.
    static func kind(_ path: String) throws -> mode_t? {
        var status = stat()
        if lstat(path, &status) == 0 { return status.st_mode & S_IFMT }
        let code = errno
        if code == ENOENT { return nil }
        throw Files.error("look at", path, code)
    }

    /// Hands a file's pieces over; false where there is none.
    ///
    /// - Parameter fromDisk: whether what the machine remembers of the file is dropped first.
    static func read(
        _ path: String, fromDisk: Bool = false, _ take: ([UInt8]) throws -> Void
    ) throws -> Bool {
        guard let source = try FolderSource(path: path, fromDisk: fromDisk) else { return false }
        while let piece = try source.next() { try take(piece) }
        return true
    }

    /// The SHA-256 of a file in hexadecimal; nil where there is none.
    static func hash(_ path: String, fromDisk: Bool = false) throws -> String? {
        var hasher = SHA256()
        let isThere = try Files.read(path, fromDisk: fromDisk) { hasher.update(data: $0) }
        return isThere ? Chain.hex(Array(hasher.finalize())) : nil
    }

    /// Bytes of a file.
    static func size(_ path: String) throws -> Int64 {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw Files.error("look at", path, errno) }
        return Int64(status.st_size)
    }

    /// Gives what stands at a path another name.
    static func move(_ source: String, to target: String) throws {
        guard rename(source, target) == 0 else {
            throw Files.error("move to \(target):", source, errno)
        }
    }

    /// A small file as text; nil where there is none, or it is no UTF-8.
    static func text(_ path: String, atMost limit: Int) throws -> String? {
        var bytes: [UInt8] = []
        let isThere = try Files.read(path) { piece in
            bytes += piece
            if bytes.count > limit { throw BackupError("\(path) is longer than any of its kind") }
        }
        return isThere ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// Makes a folder and those above it.
    static func make(folder path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: NSNumber(value: Files.folderMode)])
        } catch {
            throw BackupError("the folder \(path) cannot be made: \(Files.reason(error))")
        }
    }

    /// Removes what stands at a path, with all below; nothing where nothing is.
    static func remove(_ path: String) throws {
        guard try Files.kind(path) != nil else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw BackupError("\(path) cannot be removed: \(Files.reason(error))")
        }
    }

    /// Waits until the disk has a file, or a folder with all below it, and tells when it does not take it.
    static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw Files.error("read", path, errno) }
        defer { close(descriptor) }
        if try Files.kind(path) == S_IFDIR {
            for name in try Files.names(path) { try Files.sync("\(path)/\(name)") }
        }
        guard fsync(descriptor) == 0 else { throw Files.error("sync", path, errno) }
    }

    /// What a failed call means.
    static func error(_ call: String, _ path: String, _ code: Int32) -> BackupError {
        BackupError("cannot \(call) \(path): \(String(cString: strerror(code)))")
    }

    private static func reason(_ error: any Error) -> String {
        ((error as? CocoaError)?.underlying as? POSIXError).map {
            String(cString: strerror($0.code.rawValue))
        } ?? error.localizedDescription
    }
}
