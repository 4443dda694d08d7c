// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

extension CaseworkReader {
    /// The code of an office that somebody named.
    func knownOffice(_ name: String) throws -> String {
        guard let code = try self.officeCodes(called: name).first else {
            throw CaseworkError(
                .notFound,
                Label("单位名录中没有“\(name)”", "no office “\(name)” in the directory"),
                remedy: .look(at: .offices))
        }
        return code
    }

    /// Offices that have ended and are carried on by one.
    func predecessors(of code: String) throws -> Set<String> {
        try Set(OfficeTree(self.offices()).predecessors(of: code))
    }
}
