// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Yams

/// A settings file: YAML whose names and values keep their place, so that what is wrong with one is
/// told with file and line.
enum SettingsFile {
    /// One setting, or one part of a setting that has several.
    struct Setting {
        /// Its name.
        let name: String
        /// The name with those around it, as an administrator finds it: `hooks.oa`.
        let path: String
        /// File and line.
        let place: String
        private let value: Node

        fileprivate init(_ name: String, value: Node, place: String, within path: String? = nil) {
            self.name = name
            self.path = path.map { "\($0).\(name)" } ?? name
            self.value = value
            self.place = place
        }
    }

    /// The settings of a file, in its order; none when it is empty.
    ///
    /// - Throws: ``StartError/settings(_:)`` when it cannot be read or is no map of settings.
    static func settings(of path: String) throws(StartError) -> [Setting] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartError.settings(
                "\(path): the settings file cannot be read; check the path and its rights")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self), .basic)
        } catch {
            throw StartError.settings("\(path): \(error)")
        }
        guard let node else { return [] }
        guard let mapping = node.mapping else {
            throw StartError.settings(
                "\(path): must hold lines such as socket: /run/cased/cased.sock")
        }
        var settings: [Setting] = []
        for (key, value) in mapping {
            let place = "\(path):\(key.mark?.line ?? 1)"
            guard let name = key.scalar?.string else {
                throw StartError.settings(
                    "\(place): must be a line such as socket: /run/cased/cased.sock")
            }
            settings.append(Setting(name, value: value, place: place))
        }
        return settings
    }
}

extension SettingsFile.Setting {
    /// The value as text, which is not empty.
    func text() throws(StartError) -> String {
        guard let text = self.value.scalar?.string, !text.isEmpty else {
            throw self.error("\(self.path) must be a single value such as \(self.path): VALUE")
        }
        return text
    }

    /// The value as a number within a range.
    func number(in range: ClosedRange<Int>) throws(StartError) -> Int {
        let text = try self.text()
        guard let number = Int(text), range.contains(number) else {
            throw self.error(
                "\(self.path) must be from \(range.lowerBound) to \(range.upperBound), is \(text)")
        }
        return number
    }

    /// The value as a program with its arguments.
    func command() throws(StartError) -> [String] {
        let words = self.value.sequence?.compactMap { $0.scalar?.string } ?? []
        guard let first = words.first, first.hasPrefix("/") else {
            throw self.error(
                "\(self.path) must be a list that begins with the full path of a program, such as [/usr/sbin/sendmail, -i]"
            )
        }
        return words
    }

    /// The settings below this one.
    func parts(such example: String) throws(StartError) -> [SettingsFile.Setting] {
        guard let mapping = self.value.mapping else {
            throw self.error("\(self.path) must be lines such as \(example)")
        }
        return mapping.map { key, value in
            SettingsFile.Setting(
                key.scalar?.string ?? "", value: value, place: self.place, within: self.path)
        }
    }

    /// An error at this place.
    func error(_ reason: String) -> StartError {
        StartError.settings("\(self.place): \(reason)")
    }

    /// The error for a name that nobody knows.
    func unknown(among keys: [String]) -> StartError {
        self.error(
            "there is no setting \(self.name); settings: \(keys.joined(separator: ", "))")
    }
}
