// SPDX-License-Identifier: Apache-2.0
import Testing
import Workflow

/// How names stand in one cell of a list, as offices write them.
@Suite struct NameListTests {
    @Test(arguments: [
        ("张三、李四", ["张三", "李四"]), ("张三，李四；王五", ["张三", "李四", "王五"]),
        ("张三,李四;王五", ["张三", "李四", "王五"]), ("李四 王五", ["李四", "王五"]),
        ("李四\u{3000}王五", ["李四", "王五"]), ("李 明", ["李明"]),
        ("李 明 王五", ["李明", "王五"]), ("李 明、王 强", ["李明", "王强"]),
        ("李 明 王 强", ["李明", "王强"]), ("李 小 明", ["李小明"]), ("李 明明", ["李明明"]),
        ("欧阳明 阿依古丽·买买提", ["欧阳明 阿依古丽·买买提"]),
        ("民进泉州市委员会", ["民进泉州市委员会"]), ("New World Ltd", ["New World Ltd"]),
    ])
    func namesAreToldApart(_ text: String, _ names: [String]) {
        #expect(NameList(text).names == names)
        #expect(NameList(text).others == nil)
    }

    @Test(arguments: [
        ("张三、李四等5名代表", ["张三", "李四"], "等5名代表"),
        ("张三等12人", ["张三"], "等12人"), ("张三、等五名代表", ["张三"], "等五名代表"),
        ("张三等代表", ["张三"], "等代表"), ("李 明 等3名委员", ["李明"], "等3名委员"),
    ])
    func countIsNoName(_ text: String, _ names: [String], _ others: String) {
        #expect(NameList(text).names == names)
        #expect(NameList(text).others == others)
    }

    @Test func personsAreKnownByTheirNames() {
        #expect(NameList("李四 王五").isOfPersons)
        #expect(!NameList("安全, 卫生检查记录表").isOfPersons)
        #expect(!NameList("no, thanks").isOfPersons)
    }
}
