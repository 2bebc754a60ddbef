using System.Globalization;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Reads the fields of one column: what the mapping says of its values, dates and defaults.</summary>
internal sealed class CellReading
{
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> meanings;
    /// <value>What a single ASCII letter or digit means: most flags are such.</value>
    private readonly string?[] letters = new string?[128];
    private readonly DatePattern[] dates;
    private readonly string fallback;
    private readonly string says;
    private int lastDate;

    public CellReading(string name, SourceMapping mapping, IReadOnlyList<string> headers, params IEnumerable<string> vocabularies)
    {
        Name = name;
        Header = mapping.Columns.GetValueOrDefault(name, "");
        Index = Header.Length == 0 ? -1 : headers.ToList().FindIndex(header => SourceMapping.SameHeader(header, Header));
        if (Header.Length == 0) Header = name;
        fallback = mapping.Defaults.GetValueOrDefault(name, "");
        // What the source says comes before what files usually say.
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, meaning) in mapping.Values.GetValueOrDefault(name) ?? new Dictionary<string, string>(StringComparer.Ordinal)) words.TryAdd(word.Trim(), meaning);
        foreach (var (word, meaning) in vocabularies.SelectMany(v => ImportColumns.Shipped.Values[v])) words.TryAdd(word, meaning);
        meanings = words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var letter = '\0'; letter < letters.Length; letter++) letters[letter] = words.GetValueOrDefault(letter.ToString());
        dates = [.. Formats(mapping).Select(DatePattern.TryCreate).OfType<DatePattern>()];
        says = mapping.DateFormats.Count == 0 ? "ngày/tháng/năm" : string.Join(" hoặc ", mapping.DateFormats);
    }

    public string Name { get; }

    public string Header { get; }

    public int Index { get; }

    public bool IsThere => Index >= 0 || fallback.Length > 0;

    public ReadOnlySpan<char> Text(IRowReader row)
    {
        var text = Index < 0 ? [] : row[Index].Trim();
        return text.IsEmpty ? fallback : text;
    }

    /// <returns>Null when nobody knows what the text means.</returns>
    public string? Meaning(ReadOnlySpan<char> text) =>
        text is [< (char)128 and var letter] ? letters[letter] : meanings.TryGetValue(text, out var meaning) ? meaning : null;

    /// <returns>Null for a field that is empty (or no date: then a fault is noted).</returns>
    public DateTime? Date(IRowReader row, FaultList faults, ref bool isFaulty, out bool hasTime)
    {
        hasTime = false;
        var text = Text(row);
        if (text.IsEmpty) return null;
        for (var i = 0; i < dates.Length; i++)
        {
            var pattern = dates[(lastDate + i) % dates.Length];
            if (!pattern.TryRead(text, out var date)) continue;
            lastDate = (lastDate + i) % dates.Length;
            // Spreadsheets write every date with 00:00:00: a day, not midnight.
            hasTime = pattern.HasTime && date.TimeOfDay != TimeSpan.Zero;
            return date;
        }

        isFaulty = true;
        faults.Add(row.Row, Header, text, "date", $"“{text}” không phải là ngày có thật theo dạng {says}. Hãy sửa ô này, hoặc chọn lại dạng ngày của tệp ở bước chọn cột.");
        return null;
    }

    public bool Flag(IRowReader row, FaultList faults, ref bool isFaulty)
    {
        var text = Text(row);
        if (text.IsEmpty) return false;
        switch (Meaning(text))
        {
            case "true": return true;
            case "false": return false;
        }

        isFaulty = true;
        faults.Add(row.Row, Header, text, "boolean", $"“{text}” không đọc được là có hay không. Hãy sửa ô này, hoặc thêm ánh xạ giá trị cho cột trong nguồn số liệu.");
        return false;
    }

    /// <returns>Null when the field is empty.</returns>
    public int? Count(IRowReader row, FaultList faults, ref bool isFaulty)
    {
        var text = Text(row);
        if (text.IsEmpty) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        switch (Meaning(text))
        {
            case "true": return 1;
            case "false": return 0;
        }

        isFaulty = true;
        faults.Add(row.Row, Header, text, "number", $"“{text}” không phải là số nguyên từ 0 trở lên.");
        return null;
    }

    // A format that is stated counts alone: "02/03" must not be read as 2 March in one row and as 3 February in the next. Only years first, as
    // workbooks write their dates, cannot be mistaken.
    private static IEnumerable<string> Formats(SourceMapping mapping) => mapping.DateFormats.Count == 0
        ? ImportColumns.Shipped.DateFormats
        : mapping.DateFormats.SelectMany(WithTimes).Concat(ImportColumns.Shipped.DateFormats.Where(format => format.StartsWith("yyyy", StringComparison.Ordinal)));

    private static string[] WithTimes(string format) => format.Contains('H', StringComparison.Ordinal) ? [format] : [format, $"{format} HH:mm", $"{format} HH:mm:ss"];
}
