// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Rulebook

/// Checks settings and rulebook without starting.
enum ConfigurationCheck {
    static func run(_ settings: Settings) throws(StartError) {
        try settings.check()
        try ConfigurationCheck.checkFolder(settings.spoolFolder)
        do {
            _ = try Rulebook.load(ShippedRulebook.files)
        } catch {
            throw StartError.rulebook("the shipped rulebook is refused:\n\(error)")
        }
        Output.line("settings: ok (data_dir \(settings.dataFolder), socket \(settings.socketPath))")
        Output.line("rulebook: ok")
    }

    /// A folder that is named is one that this user may write, or can be made.
    private static func checkFolder(_ path: String?) throws(StartError) {
        guard let path else { return }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard !exists || isFolder.boolValue else {
            throw StartError.data("spool_dir \(path) is a file; name a folder")
        }
        var there = path
        while !there.isEmpty, !FileManager.default.fileExists(atPath: there) {
            there = (there as NSString).deletingLastPathComponent
        }
        guard access(there.isEmpty ? "." : there, W_OK | X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw StartError.data(
                "spool_dir \(path) cannot be \(exists ? "written" : "made") by this user (uid \(getuid())): \(reason)"
            )
        }
    }
}
