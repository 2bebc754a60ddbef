using System.Text;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Testing;

namespace QmsWorkflow.Server.Tests.Measurements.Imports;

/// <summary>Files as systems and people write them.</summary>
public sealed class RowReaderTests
{
    [Theory]
    [InlineData("utf-8", ',')]
    [InlineData("utf-16", ';')]
    [InlineData("utf-16BE", '\t')]
    public void A_mark_and_the_first_line_tell_encoding_and_delimiter(string encoding, char delimiter)
    {
        var text = Encoding.GetEncoding(encoding);
        byte[] content = [.. text.GetPreamble(), .. text.GetBytes($"Mã{delimiter}\"Tên; dài, rộng\"\r\nHS1{delimiter}Đỗ Thị Ước\r\n")];

        Rows(content).ShouldBe([["Mã", "Tên; dài, rộng"], ["HS1", "Đỗ Thị Ước"]]);
    }

    [Fact]
    public void Quotes_hold_delimiters_new_lines_and_doubled_quotes()
    {
        Rows("a,\"b\"\"c\"\"\",\"d\r\ne\"\n\n\"\",f\rg"u8.ToArray()).ShouldBe([["a", "b\"c\"", "d\r\ne"], ["", "f"], ["g"]]);
    }

    [Fact]
    public void A_line_that_names_the_separator_is_no_row()
    {
        Rows("sep=;\r\na;b\r\n1;2\r\n"u8.ToArray()).ShouldBe([["a", "b"], ["1", "2"]]);
    }

    [Theory]
    [InlineData("a,\"b\nc,d", "không đóng lại")]
    [InlineData("a,\"b\"c\nd,e", "viết hai lần")]
    public void A_broken_quote_is_said_with_its_row(string text, string said)
    {
        Should.Throw<BadFileException>(() => Rows(Encoding.UTF8.GetBytes(text))).Message.ShouldContain(said);
    }

    [Fact]
    public void Bytes_of_another_encoding_are_refused()
    {
        Should.Throw<BadFileException>(() => Rows([.. "Mã,Tên\nHS1,"u8, 0xD0, 0x41])).Message.ShouldContain("CSV UTF-8");
    }

    [Fact]
    public void Any_table_is_read_back_whole_and_from_every_row_on() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<NonEmptyArray<string>>>(), ArbMap.Default.ArbFor<bool>(),
        (table, isWide) =>
        {
            // Null and lone halves of letters are no text; a row of one empty field is an empty line.
            var rows = table.Get.Select(row => row.Get.Select(Clean).ToArray()).Where(row => row is not [""]).ToArray();
            if (rows.Length == 0) return;

            var encoding = isWide ? Encoding.Unicode : new UTF8Encoding(true);
            byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("h1;h2\r\n" + string.Concat(rows.Select(row => string.Join(';', row.Select(Quote)) + "\r\n")))];
            using var reader = Open(content);
            var places = new List<(long Byte, long Row)>();
            var read = new List<string[]>();
            while (reader.Read())
            {
                read.Add(Fields(reader));
                places.Add((reader.BytesRead, reader.Row));
            }

            read.Skip(1).ShouldBe(rows);
            for (var i = 0; i < places.Count; i++)
            {
                using var again = Open(content);
                again.GoOn(places[i].Byte, places[i].Row);
                ReadOn(again).ShouldBe(read.Skip(i + 1));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_workbook_gives_dates_numbers_and_texts_as_the_mapping_reads_them()
    {
        using var stream = new MemoryStream();
        using (var book = new PlainXlsx(stream))
        {
            book.Row("Mã hồ sơ", "Ngày", "Số");
            book.Row("HS & 1", new DateTime(2024, 2, 29, 9, 30, 0), 12);
            book.Row(null, null, null);
            book.Row("HS2", null, 0);
        }

        using var reader = RowReaders.Open(stream, null);

        ReadOn(reader).ShouldBe([["Mã hồ sơ", "Ngày", "Số"], ["HS & 1", "2024-02-29 09:30:00", "12"], ["HS2", "", "0"]]);
        reader.Row.ShouldBe(4);
    }

    [Fact]
    public void A_file_that_is_something_else_is_named_for_what_it_is()
    {
        Should.Throw<BadFileException>(() => Rows([])).Message.ShouldContain("rỗng");
        Should.Throw<BadFileException>(() => Rows("%PDF-1.7"u8.ToArray())).Message.ShouldContain("PDF");
        Should.Throw<BadFileException>(() => Rows([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0])).Message.ShouldContain(".xls");
        Should.Throw<BadFileException>(() => Rows([(byte)'P', (byte)'K', 3, 4, 0, 0])).Message.ShouldContain(".xlsx không đọc được");
    }

    [Theory]
    [InlineData("dd/MM/yyyy HH:mm", "29/02/2024 07:05", true)]
    [InlineData("dd/MM/yyyy", "1/2/2024", true)]
    [InlineData("dd/MM/yyyy", "29/02/2023", false)]
    [InlineData("dd/MM/yyyy", "01/13/2024", false)]
    [InlineData("dd/MM/yyyy HH:mm", "01/02/2024 24:00", false)]
    [InlineData("dd/MM/yyyy", "01/02/24", false)]
    [InlineData("dd/MM/yyyy", "01/02/2024 x", false)]
    [InlineData("yyyy-MM-ddTHH:mm:ss", "2024-02-01T08:00:00", true)]
    public void A_date_is_read_only_if_it_exists(string format, string text, bool isRead)
    {
        DatePattern.TryCreate(format)!.TryRead(text, out var date).ShouldBe(isRead);
        if (isRead) date.ShouldBe(DateTime.ParseExact(text, [format, "d/M/yyyy"], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Clean(string? text) => new([.. (text ?? "").Where(letter => !char.IsSurrogate(letter))]);

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IRowReader Open(byte[] content) => RowReaders.Open(new MemoryStream(content), null);

    private static List<string[]> Rows(byte[] content)
    {
        using var reader = Open(content);
        return ReadOn(reader);
    }

    private static List<string[]> ReadOn(IRowReader reader)
    {
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add(Fields(reader));
        return rows;
    }

    private static string[] Fields(IRowReader reader) => [.. Enumerable.Range(0, reader.Count).Select(i => reader[i].ToString())];
}
