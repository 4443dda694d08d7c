// SPDX-License-Identifier: Apache-2.0
internal import CaseFiles
internal import CaseProto
internal import CaseadmText

/// What is said at the terminal of a list that is read.
struct TableWords {
    let file: String
    let session: Session

    /// Says what was passed over.
    func say(_ remarks: [TableRemark]) {
        for remark in remarks { session.say(self.text(remark)) }
    }

    private func text(_ remark: TableRemark) -> Text {
        switch remark {
        case .otherSheets(let names, let chosen):
            return Text(
                zh: "读的是工作表“\(chosen)”;也像清单的有“\(names.joined(separator: "”“"))”,要读请用 --sheet。",
                en:
                    "the sheet “\(chosen)” is read; “\(names.joined(separator: "”, “"))” look like "
                    + "lists too: --sheet reads them")
        case .unread(let columns):
            let placed = columns.map { "\($0.letters)“\($0.name)”" }
            let first = columns.first?.name ?? ""
            return Text(
                zh: "未读入的列:\(placed.joined(separator: "、"));要读入请用 --map \(first)=名称",
                en:
                    "columns not read: \(placed.joined(separator: ", ")); to read one: "
                    + "--map '\(first)=NAME'")
        case .guessed(let columns):
            let told = columns.map { column in
                Text(
                    zh: "\(column.letters)“\(column.name)”按“\(column.label?.zh ?? "")”",
                    en: "\(column.letters)“\(column.name)” as “\(column.label?.en ?? "")”")
            }
            return Text(
                zh: "按近似名称读的列:\(told.map(\.zh).joined(separator: "、"));不对请用 --map",
                en:
                    "columns read by a near name: \(told.map(\.en).joined(separator: ", ")); if not so, --map"
            )
        case .hidden(let rows, let areRead):
            return areRead
                ? Text(
                    zh: "隐藏的\(rows.count)行也读入(第\(listed(rows))行);不要请用 --visible-only",
                    en: "\(rows.count) hidden rows are read too (\(listed(rows))); "
                        + "--visible-only passes them over")
                : Text(
                    zh: "隐藏的\(rows.count)行未读(第\(listed(rows))行)",
                    en: "\(rows.count) hidden rows are not read (\(listed(rows)))")
        case .notes(let rows, let first):
            return Text(
                zh: "不是数据的\(rows.count)行未读(第\(listed(rows))行,如“\(first)”)",
                en:
                    "\(rows.count) rows that are no data are not read (\(listed(rows)), "
                    + "such as “\(first)”)")
        }
    }

    private func listed(_ numbers: [Int]) -> String {
        numbers.prefix(10).map(String.init).joined(separator: ", ")
            + (numbers.count > 10 ? " …" : "")
    }

    /// The one thing to do when a file is no list.
    func failure(_ fault: TableFault, _ fit: V1.FitTableResponse) -> Failure {
        switch fault {
        case .noHeading(let searched):
            let label = fit.workflowLabel.map { $0.text(session.language) } ?? fit.workflow
            return .usage(
                Text(
                    zh: "\(file) 里没有认出〈\(label)〉的表头:前\(searched)行中须有一行写各列名称"
                        + "(名称见 caseadm workflow show \(fit.workflow)),或用 --map 列名=名称 指明。",
                    en:
                        "no heading of a ‹\(label)› in \(file): one of its first \(searched) rows "
                        + "must name the columns (caseadm workflow show \(fit.workflow)), or say what "
                        + "they are with --map heading=name"))
        case .gaps(let gaps): return self.failure(gaps)
        case .noRows:
            return .usage(
                Text(zh: "\(file) 表头以下没有数据行。", en: "\(file) has no row below its heading"))
        case .tooManyRows(let count, let most):
            return .usage(
                Text(
                    zh: "\(file) 有\(count)行,一次最多导入\(most)行:请分成几个文件。",
                    en: "\(file) has \(count) rows, at most \(most) at once: divide it"))
        }
    }

    private func failure(_ gaps: [V1.TableGap]) -> Failure {
        let language = session.language
        let names = gaps.map { $0.label?.text(language) ?? $0.name }
        let options = zip(gaps, names).map { gap, name in
            let value = gap.choices.count == 1 ? gap.choices[0] : language == .zh ? "内容" : "VALUE"
            return "--field \(name.contains(" ") ? gap.name : name)=\(value)"
        }
        let choices = zip(gaps, names).filter { $0.0.choices.count > 1 }.map { gap, name in
            Text(
                zh: "。\(name)可为:\(gap.choices.joined(separator: "、"))",
                en: "; \(name) may be: \(gap.choices.joined(separator: ", "))")
        }
        return .usage(
            Text(
                zh: "\(file) 没有“\(names.joined(separator: "”“"))”列:请加上"
                    + "该列,或写 \(options.joined(separator: " "))\(choices.map(\.zh).joined())。",
                en: "\(file) has no column “\(names.joined(separator: "”, “"))”: add it, or give "
                    + options.joined(separator: " ") + choices.map(\.en).joined()))
    }
}
