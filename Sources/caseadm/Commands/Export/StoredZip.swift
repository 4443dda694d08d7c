// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText

/// A ZIP archive whose files are stored as they are (APPNOTE 6.3, method 0): papers are packed
/// already, and anybody can read it.
package enum StoredZip {
    /// What an archive of 32 bits holds: more goes into a folder.
    static let longest: Int64 = 0xFFFF_0000
    /// How many files it holds.
    static let mostFiles = 0xFFFE

    static let localMark: UInt32 = 0x0403_4B50
    static let centralMark: UInt32 = 0x0201_4B50
    static let endMark: UInt32 = 0x0605_4B50
    static let localLength = 30
    static let centralLength = 46
    static let endLength = 22
    /// Names are UTF-8.
    static let flags: UInt16 = 0x0800
    private static let version: UInt16 = 20
    /// Made on Unix, so that the owner alone may read what is unpacked.
    static let madeBy: UInt16 = 3 << 8 | 20
    static let mode: UInt32 = 0o100600 << 16
    /// The first of January 1980: when a file was written here says nothing.
    private static let day: UInt16 = 0x0021

    private struct Entry {
        var name: [UInt8]
        var size: UInt32
        var sum: UInt32
        var offset: UInt32
    }

    /// Refuses what an archive cannot hold before anything of it is fetched.
    package static func requireRoom(for papers: [V1.Document]) throws(Failure) {
        let readable = papers.filter { !$0.expected && !$0.kept && !$0.erased }
        // Checked again as it is written: the page and the case come to it.
        guard readable.count <= StoredZip.mostFiles,
            readable.allSatisfy({ $0.size >= 0 && $0.size <= StoredZip.longest }),
            readable.reduce(0, { $0 + $1.size }) <= StoredZip.longest
        else { throw StoredZip.tooLarge }
    }

    /// Writes the files below a folder into an archive.
    static func write(
        _ names: [String], from folder: String, into archive: AsideFile
    ) throws(Failure) {
        guard names.count <= StoredZip.mostFiles else { throw StoredZip.tooLarge }
        var entries: [Entry] = []
        for name in names {
            let path = folder + "/" + name
            let (size, sum) = try StoredZip.measure(path)
            let offset = archive.written.size
            guard offset + size <= StoredZip.longest else { throw StoredZip.tooLarge }
            let entry = Entry(
                name: Array(name.utf8), size: UInt32(size), sum: sum, offset: UInt32(offset))
            try archive.write(StoredZip.local(entry))
            let file = try FileReading.File(path)
            defer { file.close() }
            while let piece = try file.next() { try archive.write(piece) }
            entries.append(entry)
        }
        let start = archive.written.size
        for entry in entries { try archive.write(StoredZip.central(entry)) }
        let end = archive.written.size
        guard end <= StoredZip.longest else { throw StoredZip.tooLarge }
        var bytes = StoredZip.little(StoredZip.endMark)
        bytes += StoredZip.little(UInt32(0))
        bytes += StoredZip.little(UInt16(entries.count)) + StoredZip.little(UInt16(entries.count))
        bytes += StoredZip.little(UInt32(end - start)) + StoredZip.little(UInt32(start))
        bytes += StoredZip.little(UInt16(0))
        try archive.write(bytes)
    }

    private static func measure(_ path: String) throws(Failure) -> (size: Int64, sum: UInt32) {
        let file = try FileReading.File(path)
        defer { file.close() }
        var (size, sum): (Int64, CRC32) = (0, CRC32())
        while let piece = try file.next() {
            size += Int64(piece.count)
            sum.update(piece)
        }
        return (size, sum.sum)
    }

    private static func local(_ entry: Entry) -> [UInt8] {
        StoredZip.little(StoredZip.localMark) + StoredZip.common(entry) + entry.name
    }

    private static func central(_ entry: Entry) -> [UInt8] {
        var bytes = StoredZip.little(StoredZip.centralMark) + StoredZip.little(StoredZip.madeBy)
        // Without a comment, on the first disk, of no kind.
        bytes += StoredZip.common(entry) + [UInt8](repeating: 0, count: 6)
        bytes += StoredZip.little(StoredZip.mode) + StoredZip.little(entry.offset)
        return bytes + entry.name
    }

    /// From the version needed to the length of the extra field.
    private static func common(_ entry: Entry) -> [UInt8] {
        var bytes = StoredZip.little(StoredZip.version) + StoredZip.little(StoredZip.flags)
        bytes += StoredZip.little(UInt16(0)) + StoredZip.little(UInt16(0))
        bytes += StoredZip.little(StoredZip.day) + StoredZip.little(entry.sum)
        bytes += StoredZip.little(entry.size) + StoredZip.little(entry.size)
        return bytes + StoredZip.little(UInt16(entry.name.count)) + StoredZip.little(UInt16(0))
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    private static let tooLarge = Failure.failed(
        Text(
            zh: "案卷超过4 GiB或者文件过多,zip 装不下:请导出到目录。",
            en: "the file is larger than 4 GiB, or of too many papers, for a zip: export it to a "
                + "folder"))
}
