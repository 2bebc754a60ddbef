using System.Text.Encodings.Web;
using System.Text.Json;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>How a source names its columns and values; saved with the source, so that the next file needs no more than its upload.</summary>
public sealed record SourceMapping
{
    /// <summary>camelCase, Vietnamese letters as they are.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SourceMapping Empty { get; } = new();

    /// <summary>Our column to the header of the file.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By column: what the file writes to what it means; "unit" to the code of a unit.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>.NET formats; empty for the usual ones.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The sheet of a workbook; null for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row of the headers, from 1.</summary>
    public int HeaderRow { get; init; } = 1;

    /// <summary>By column: what a file without the column, or an empty field, means.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <exception cref="BadFileException">It is no mapping; the message says where.</exception>
    public static SourceMapping Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SourceMapping>(json, Json) ?? Empty;
        }
        catch (JsonException wrong)
        {
            throw new BadFileException($"Ánh xạ cột không đọc được ở {wrong.Path}, dòng {wrong.LineNumber + 1}: {wrong.Message}");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Fills in columns that the mapping does not name, by the usual headers.</summary>
    public SourceMapping With(IReadOnlyList<string> headers, string kind)
    {
        var columns = new Dictionary<string, string>(Columns, StringComparer.Ordinal);
        foreach (var column in ImportColumns.Shipped.Of(kind))
        {
            if (columns.ContainsKey(column.Name)) continue;
            var header = column.Headers.Select(known => headers.FirstOrDefault(header => SameHeader(header, known))).FirstOrDefault(found => found is not null && !columns.ContainsValue(found));
            if (header is not null) columns[column.Name] = header;
        }

        return this with { Columns = columns };
    }

    /// <summary>Without the columns that these headers do not have, and the usual headers in their place.</summary>
    public SourceMapping Known(IReadOnlyList<string> headers, string kind) =>
        (this with { Columns = Columns.Where(column => column.Value.Length == 0 || headers.Any(header => SameHeader(header, column.Value))).ToDictionary(StringComparer.Ordinal) }).With(headers, kind);

    /// <summary>What is wrong with the mapping for these headers; empty when a file can be read with it.</summary>
    public IEnumerable<string> Problems(IReadOnlyList<string> headers, string kind)
    {
        var known = ImportColumns.Shipped.Of(kind);
        foreach (var (name, header) in Columns)
        {
            if (!known.Any(column => column.Name == name) && !(kind == "figures" && FigureColumns.IsName(name))) yield return $"Ánh xạ nêu cột \"{name}\" mà phần mềm không có.";
            else if (header.Length > 0 && !headers.Any(found => SameHeader(found, header))) yield return $"Tệp không có cột \"{header}\" ({Say(known, name)}). Các cột của tệp: {string.Join(", ", headers.Where(h => h.Length > 0).Take(40))}.";
        }

        foreach (var column in known.Where(column => column.IsRequired && !Has(column.Name))) yield return $"Chưa chọn cột cho \"{column.Vi}\".";
        if (kind == "figures" && !Has("period") && !(Has("month") && Has("year"))) yield return "Chưa chọn cột cho \"Kỳ (tháng/năm)\", hoặc \"Tháng\" và \"Năm\".";
        if (kind == "figures" && !Columns.Any(c => c.Value.Length > 0 && c.Key is not ("unit" or "field" or "period" or "month" or "year"))) yield return "Chưa chọn cột số liệu nào.";
        if (HeaderRow is < 1 or > 100) yield return "Dòng tiêu đề phải từ 1 đến 100.";
        foreach (var format in DateFormats.Where(format => DatePattern.TryCreate(format) is null)) yield return $"Dạng ngày \"{format}\" không hiểu được; dùng các chữ dd, MM, yyyy, HH, mm, ss.";
    }

    /// <summary>Headers are compared without regard to case and to spaces around.</summary>
    public static bool SameHeader(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    private bool Has(string name) => Columns.TryGetValue(name, out var header) && header.Length > 0 || Defaults.TryGetValue(name, out var value) && value.Length > 0;

    private static string Say(IReadOnlyList<ImportColumn> known, string name) => known.FirstOrDefault(column => column.Name == name)?.Vi ?? name;
}
