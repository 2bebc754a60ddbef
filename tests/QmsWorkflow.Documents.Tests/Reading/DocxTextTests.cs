using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Reading;

public sealed class DocxTextTests
{
    [Fact]
    public void Paragraphs_and_cells_come_in_reading_order_with_their_places()
    {
        var blocks = DocxText.Read(Docx(P(R("trước")) + Table(Row(P(R("a")), P(R("b")) + P(R("c"))), Row(P(""), P(R("d")))) + P(R("sau"))));

        blocks.Select(block => (block.Text, block.Cell)).ShouldBe(
        [
            ("trước", null), ("a", new CellPlace(1, 1, 1)), ("b", new CellPlace(1, 1, 2)), ("c", new CellPlace(1, 1, 2)),
            ("", new CellPlace(1, 2, 1)), ("d", new CellPlace(1, 2, 2)), ("sau", null),
        ]);
    }

    [Fact]
    public void The_plain_text_has_a_line_for_each_paragraph_and_row() =>
        Word(P(R("Kế hoạch")) + Table(Row(P(R("1")), P(R("Văn phòng"))), Row(P(R("2")), P(R("BCĐ ISO"))))).ShouldBe("Kế hoạch\n1\tVăn phòng\n2\tBCĐ ISO\n");

    [Fact]
    public void A_table_inside_a_cell_has_its_own_number()
    {
        var blocks = DocxText.Read(Docx(Table(Row(P(R("ngoài")) + Table(Row(P(R("trong")), P(""))) + P(""), P(R("bên"))))));

        blocks.Where(block => block.Text.Length > 0).Select(block => (block.Text, block.Cell!.Table, block.Cell.Column)).ShouldBe([("ngoài", 1, 1), ("trong", 2, 1), ("bên", 1, 2)]);
    }

    [Fact]
    public void Text_in_controls_links_and_several_runs_is_one_text() =>
        Word(P(R("Số: ") + Control("n", R("15")) + "<w:hyperlink w:anchor=\"x\">" + R("/QĐ") + "</w:hyperlink>" + "<w:r><w:noBreakHyphen/></w:r>" + R("SỞ"))).ShouldBe("Số: 15/QĐ-SỞ\n");

    [Fact]
    public void Deleted_text_and_page_numbers_are_no_text()
    {
        var page = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + R("7")
            + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

        Word(P("<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>cũ</w:delText></w:r></w:del>" + R("mới ") + page)).ShouldBe("mới\n");
    }

    [Fact]
    public void The_result_of_any_other_field_is_text()
    {
        var field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF so </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + R("Điều 2")
            + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

        Word(P(R("theo ") + field)).ShouldBe("theo Điều 2\n");
    }

    private static string Word(string body) => DocxText.ToPlainText(DocxText.Read(Docx(body)));
}
