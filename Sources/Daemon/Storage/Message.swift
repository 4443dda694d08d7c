// SPDX-License-Identifier: Apache-2.0
package import Workflow

/// A delivery, notice or digest on its way through a channel.
package struct Message: Sendable {
    /// A document that goes with it.
    package struct Enclosure: Hashable, Sendable {
        /// The file's name.
        package var name: String
        /// SHA-256 of its content in hex.
        package var sha256: String
        /// Bytes.
        package var size: Int64

        /// A document.
        package init(name: String, sha256: String, size: Int64) {
            self.name = name
            self.sha256 = sha256
            self.size = size
        }
    }

    /// Somebody whom it also reaches by himself.
    package struct Person: Hashable, Sendable {
        /// His name.
        package var name: String
        /// His mail address; empty for none.
        package var mail: String
        /// His telephone, as people write it; empty for none.
        package var telephone: String

        /// Somebody.
        package init(name: String, mail: String, telephone: String) {
            self.name = name
            self.mail = mail
            self.telephone = telephone
        }
    }

    /// The same for every attempt, so that the recipient can tell a double: `letter.12.9f…@cased`.
    package var id: String
    /// What it is: `letter 12`, `notice 7`.
    package var key: String
    /// The kind: a delivery's, or a notice's.
    package var kind: String
    /// The kind in words.
    package var kindLabel: Label
    /// The office it goes to.
    package var office: String
    /// The office's name.
    package var recipient: String
    /// Where its channel finds it.
    package var address: String
    /// The office it comes from; empty when there is none.
    package var sender: String
    /// The case; nil for a digest.
    package var caseID: String?
    /// How many copies.
    package var copies: Int
    /// One line.
    package var subject: Label
    /// What it says.
    package var text: Label
    /// Documents that go with it.
    package var enclosures: [Enclosure]
    /// Who of the office is told of it by himself; nobody of what goes to the office alone.
    package var people: [Person] = []

    /// A message.
    package init(
        id: String, key: String, kind: String, kindLabel: Label, office: String,
        recipient: String, address: String, sender: String, caseID: String?, copies: Int,
        subject: Label, text: Label, enclosures: [Enclosure]
    ) {
        self.id = id
        self.key = key
        self.kind = kind
        self.kindLabel = kindLabel
        self.office = office
        self.recipient = recipient
        self.address = address
        self.sender = sender
        self.caseID = caseID
        self.copies = copies
        self.subject = subject
        self.text = text
        self.enclosures = enclosures
    }
}

/// Where messages lie as files until a document exchange fetches them.
package protocol MessageSpool: Sendable {
    /// Lays a message down, whole or not at all, durably; the same one again leaves the first as it is.
    func put(_ message: Message, _ contents: [[UInt8]]) throws
}
