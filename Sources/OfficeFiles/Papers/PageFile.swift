// SPDX-License-Identifier: Apache-2.0
internal import CLibXML2

/// The text of a web page: a line for each block, the cells of a table's row side by side.
package struct PageFile: Hashable, Sendable {
    /// Blocks end with a line feed; cells are parted by tabs.
    package let text: String

    /// The text of a page, in the encoding that it names, or in UTF-8.
    ///
    /// Whatever its tags are, something is read; scripts, styles and what a page says of itself are left out.
    ///
    /// - Throws: ``FileFault`` when nothing can be made of it.
    package init(_ bytes: [UInt8]) throws(FileFault) {
        let options = Int32(
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
                | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue)
        // A page that names no encoding is in UTF-8 when it can be.
        let isUnicode = String(validating: bytes, as: UTF8.self) != nil
        let page = bytes.withUnsafeBytes { all in
            htmlReadMemory(
                all.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(all.count), nil,
                isUnicode ? "UTF-8" : nil, options)
        }
        guard let page else {
            throw FileFault(zh: "网页已损坏", en: "the page is damaged")
        }
        defer { xmlFreeDoc(page) }
        var walk = PageWalk()
        walk.go(xmlDocGetRootElement(page))
        self.text = walk.text
    }
}

/// Goes through the elements of a page in their order, without recursion: pages are nested as deep as they like.
private struct PageWalk {
    private(set) var text = ""

    /// What scripts and styles hold comes as another kind of node than text, and is none.
    private static let skipped: Set<String> = ["head", "noscript", "template"]
    private static let cells: Set<String> = ["td", "th"]
    private static let blocks: Set<String> = [
        "p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section",
        "article", "header", "footer", "ul", "ol", "dl", "dt", "dd", "hr", "pre", "blockquote",
        "body", "title", "form", "nav", "center",
    ]

    mutating func go(_ root: xmlNodePtr?) {
        var next = root
        while let node = next {
            let name = PageWalk.name(node)
            let isSkipped = PageWalk.skipped.contains(name)
            if node.pointee.type == XML_TEXT_NODE, let content = node.pointee.content {
                self.text += String(cString: content).split(whereSeparator: \.isNewline)
                    .joined(separator: " ")
            }
            if PageWalk.blocks.contains(name) { self.endLine() }
            if !isSkipped, let child = node.pointee.children {
                next = child
                continue
            }
            next = self.after(node, root)
        }
    }

    /// The element behind this one and all in it.
    private mutating func after(_ node: xmlNodePtr, _ root: xmlNodePtr?) -> xmlNodePtr? {
        var current = node
        while true {
            self.leave(PageWalk.name(current))
            if current == root { return nil }
            if let next = current.pointee.next { return next }
            guard let parent = current.pointee.parent, parent != root else { return nil }
            current = parent
        }
    }

    private mutating func leave(_ name: String) {
        if PageWalk.cells.contains(name) { self.text += "\t" }
        if PageWalk.blocks.contains(name) { self.endLine() }
    }

    private mutating func endLine() {
        if let last = self.text.last, last != "\n" { self.text += "\n" }
    }

    private static func name(_ node: xmlNodePtr) -> String {
        guard node.pointee.type == XML_ELEMENT_NODE, let name = node.pointee.name else { return "" }
        return String(cString: name)
    }
}
