// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Rulebook
internal import Workflow

// What stories walked of the rules, kept for `make eval-law`.
extension TownHall {
    /// The folder in which it is kept; nil where nobody asks.
    private static let walked: URL? = {
        guard let path = ProcessInfo.processInfo.environment["CASED_WALKED"] else { return nil }
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        TownHall.writeRules(to: folder)
        return folder
    }()

    /// What there is to walk: the content of each workflow in each profile, as cases pin it.
    private static func writeRules(to folder: URL) {
        guard let rulebook = try? TownHall.rulebook(of: ShippedRulebook.files) else { return }
        let names = rulebook.workflowNames
        for name in names {
            for profile in rulebook.profileNames {
                let parents: [String?] = [nil] + names
                for parent in parents {
                    guard
                        let resolved = rulebook.workflow(name, profile: profile, parent: parent),
                        resolved.definition.parent == parent
                    else { continue }
                    let file = folder.appending(
                        path: "\(name)@\(profile)@\(parent ?? "").json")
                    try? Data(resolved.content.utf8).write(to: file)
                }
            }
        }
    }

    /// Takes a town's folder away: into the folder of what was walked, or for ever.
    static func leave(_ town: URL) {
        if let walked = TownHall.walked {
            try? FileManager.default.moveItem(
                at: town, to: walked.appending(path: town.lastPathComponent))
        } else {
            try? FileManager.default.removeItem(at: town)
        }
    }
}
