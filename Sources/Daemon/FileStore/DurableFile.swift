// SPDX-License-Identifier: Apache-2.0
internal import Glibc
package import Storage

/// A file that is written aside: what it holds is on the disk before anything names it.
///
/// The order is always the same: write, ``sync()``, ``move(_:to:)``. A power cut in between leaves
/// a file that nobody names, which the next start removes. The descriptor is closed with the value.
package struct DurableFile: ~Copyable {
    /// Where it is written.
    package let path: String
    private let descriptor: Int32

    /// A new file.
    ///
    /// - Throws: ``StoreError``, also when the file is there already.
    package init(creating path: String, mode: UInt32) throws(StoreError) {
        self.path = path
        self.descriptor = try DurableFile.made("open", path) {
            open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
    }

    deinit {
        close(self.descriptor)
    }

    /// Adds bytes at the end.
    package borrowing func write(_ bytes: [UInt8]) throws(StoreError) {
        let descriptor = self.descriptor
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = try DurableFile.made("write", self.path) {
                rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Waits until the disk has what was written.
    package borrowing func sync() throws(StoreError) {
        let descriptor = self.descriptor
        _ = try DurableFile.made("fsync", self.path) { fsync(descriptor) }
    }

    /// A whole file, on the disk when this returns.
    package static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(StoreError) {
        let file = try DurableFile(creating: path, mode: mode)
        try file.write(bytes)
        try file.sync()
    }

    /// Gives a file or folder that is on the disk its name.
    package static func move(_ source: String, to target: String) throws(StoreError) {
        _ = try DurableFile.made("rename", target) { rename(source, target) }
    }

    /// Waits until the disk has the names in a folder.
    package static func sync(folder path: String) throws(StoreError) {
        let descriptor = try DurableFile.made("open", path) {
            open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        defer { close(descriptor) }
        _ = try DurableFile.made("fsync", path) { fsync(descriptor) }
    }

    /// Makes a system call, again while a signal interrupts it.
    private static func made<Result: BinaryInteger>(
        _ call: String, _ path: String, _ body: () -> Result
    ) throws(StoreError) -> Result {
        while true {
            let result = body()
            let code = errno
            if result >= 0 { return result }
            guard code == EINTR else { throw FileFault.error(call, path: path, code: code) }
        }
    }
}
