// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Folders: made for their owner alone, moved whole, taken away.
package enum Folders {
    /// Makes a folder that was not there.
    package static func make(_ path: String) throws(Failure) {
        guard mkdir(path, 0o700) == 0 else { throw .unwritable(path, errno) }
    }

    /// A new folder below the one for temporary files.
    package static func temporary(_ environment: [String: String]) throws(Failure) -> String {
        let parent = ["XDG_RUNTIME_DIR", "TMPDIR"].compactMap { environment[$0] }
            .first { !$0.isEmpty && access($0, W_OK) == 0 }
        let path = "\(parent ?? "/tmp")/caseadm-\(RequestID.fresh())"
        try self.make(path)
        return path
    }

    /// Whether there is anything of this name, a broken link too.
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether something of this name is a link.
    package static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Gives a file or folder its name.
    package static func rename(
        _ source: String, to target: String, replacing: Bool
    ) throws(Failure) {
        guard !replacing else {
            guard Glibc.rename(source, target) == 0 else { throw .unwritable(target, errno) }
            return
        }
        // Somebody may take the name meanwhile: a link never replaces, nor does a folder replace
        // what is not empty.
        if link(source, target) == 0 {
            unlink(source)
            return
        }
        guard !self.exists(target) else { throw .exists(target) }
        // A folder, or a file system without links.
        guard Glibc.rename(source, target) == 0 else { throw .unwritable(target, errno) }
    }

    /// Every file below a folder by its path from there, sorted; and what is neither file nor folder.
    package static func content(
        of folder: String
    ) throws(Failure) -> (files: [String], others: [String]) {
        var (files, others): ([String], [String]) = ([], [])
        var folders = [""]
        while let next = folders.popLast() {
            for name in try self.names(in: next.isEmpty ? folder : folder + "/" + next) {
                let path = next.isEmpty ? name : next + "/" + name
                var status = stat()
                guard lstat(folder + "/" + path, &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: folders.append(path)
                case S_IFREG: files.append(path)
                default: others.append(path)
                }
            }
        }
        return (files.sorted(), others.sorted())
    }

    /// Takes a folder away with all that is in it; links are not followed.
    package static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        for name in (try? self.names(in: path)) ?? [] { self.remove(path + "/" + name) }
        rmdir(path)
    }

    private static func names(in path: String) throws(Failure) -> [String] {
        guard let listing = opendir(path) else { throw .unreadable(path, errno) }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
