// SPDX-License-Identifier: Apache-2.0
package import CaseadmText
internal import Glibc
internal import Synchronization

/// The arguments as the shell gave them.
///
/// A terminal that is not set to UTF-8 sends other bytes. Swift would mend them into replacement
/// characters, and a title of those would stand in the history for ever: so they are refused here.
/// Only the name of a file that is there is taken as it is.
package enum RawArguments {
    /// An argument that is no UTF-8 text.
    package struct Damaged: Error {
        /// Its place, counted from 1.
        let place: Int

        /// What to do about it.
        package var sentence: Text {
            Text(
                zh: "第\(place)个参数不是 UTF-8 文本(终端可能是 GBK);未发送任何内容。请将终端设为 UTF-8,"
                    + "或将文字存为 UTF-8 文件,用 key=@FILE 给出。",
                en:
                    "argument \(place) is not UTF-8 text (the terminal may be set to GBK); nothing was sent. "
                    + "Set the terminal to UTF-8, or put the text into a UTF-8 file and give key=@FILE"
            )
        }
    }

    /// Names of files that are read by another path, as they are shown.
    private static let shownNames = Mutex<[String: String]>([:])

    /// The arguments after the program's own name.
    package static func read(
        _ count: Int32, _ values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) throws(Damaged) -> [String] {
        var arguments: [String] = []
        for index in 1..<max(1, Int(count)) {
            guard let value = values[index] else { break }
            if let text = String(validatingCString: value) {
                arguments.append(text)
            } else if let path = openPath(value) {
                arguments.append(path)
            } else {
                throw Damaged(place: index)
            }
        }
        return arguments
    }

    /// The name that a path shows: its last component, or what a name in other bytes says.
    static func shownName(_ path: String) -> String? { shownNames.withLock { $0[path] } }

    /// A path to a file whose name is no UTF-8; nil when there is no such file.
    private static func openPath(_ name: UnsafePointer<CChar>) -> String? {
        let descriptor = open(name, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        let path = "/proc/self/fd/\(descriptor)"
        let bytes = Array(UnsafeBufferPointer(start: name, count: strlen(name)))
        let last = bytes.split(separator: CChar(bitPattern: 0x2F)).last.map(Array.init) ?? bytes
        shownNames.withLock { $0[path] = decoded(last) }
        return path
    }

    /// Bytes of GB18030, the encoding of Chinese terminals that are not set to UTF-8, as text.
    private static func decoded(_ bytes: [CChar]) -> String {
        let fallback = "file"
        guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1)
        else { return fallback }
        defer { iconv_close(converter) }
        var input = bytes
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 1)
        let isWhole = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (source, left) = (input.baseAddress, input.count)
                var (target, room) = (output.baseAddress, output.count - 1)
                return iconv(converter, &source, &left, &target, &room) != Int(bitPattern: UInt.max)
                    && left == 0
            }
        }
        let text = output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return isWhole ? String(validating: text, as: UTF8.self) ?? fallback : fallback
    }
}
