// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
package import Workflow

extension Principal {
    /// Whether he has a right by which cases of a workflow are opened in some office, or is known to one as
    /// somebody outside who opens them himself.
    ///
    /// Which office it is, and whether it may, is asked when he opens one.
    package func opens(_ definition: WorkflowDefinition) -> Bool {
        self.opensInOffice(definition)
            || definition.opening.by.contains { role in
                definition.outside(role) != nil
                    && !(self.user?.offices(knowingAs: role).isEmpty ?? true)
            }
    }

    /// Whether a right in some office lets him.
    func opensInOffice(_ definition: WorkflowDefinition) -> Bool {
        self.rights.contains { definition.opening.by.contains($0.role) }
    }
}
