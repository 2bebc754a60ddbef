using System.Text.Json.Nodes;

namespace QmsWorkflow.Server.Features.Registers;

/// <param name="Name">The field of the template and of rows.</param>
/// <param name="Title">The heading the decree prescribes.</param>
/// <param name="Width">In characters of a spreadsheet.</param>
internal sealed record RegisterColumn(string Name, string Title, int Width);

/// <summary>A register as NĐ 30/2020, Phụ lục IV, prescribes it: its columns in their order, and what stands in them.</summary>
internal sealed record RegisterSheet
{
    public required string Title { get; init; }
    public required string Superior { get; init; }
    public required string Agency { get; init; }
    public required int Year { get; init; }

    /// <summary>What part of the register this is: a series, or all of it.</summary>
    public string Part { get; init; } = "";
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string FirstNumber { get; init; } = "";
    public string LastNumber { get; init; } = "";
    public required IReadOnlyList<RegisterColumn> Columns { get; init; }
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>The data of the register's template.</summary>
    public JsonObject ToTemplate() => new()
    {
        ["superior"] = Superior,
        ["agency"] = Agency,
        ["year"] = Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["fromDate"] = From is { } from ? Web.FormDate.Say(from) : "…",
        ["toDate"] = To is { } to ? Web.FormDate.Say(to) : "…",
        ["fromNumber"] = FirstNumber.Length > 0 ? FirstNumber : "…",
        ["toNumber"] = LastNumber.Length > 0 ? LastNumber : "…",
        ["volume"] = Part.Length > 0 ? Part : "01",
        ["rows"] = new JsonArray([.. Rows.Select(Row)]),
    };

    private JsonObject Row(IReadOnlyList<string> row) => new(Columns.Select((column, index) => KeyValuePair.Create(column.Name, (JsonNode?)row[index])));
}

/// <summary>The columns of the registers (NĐ 30/2020, Phụ lục IV).</summary>
internal static class RegisterColumns
{
    /// <summary>Mục I: sổ đăng ký văn bản đi.</summary>
    public static IReadOnlyList<RegisterColumn> Outgoing { get; } =
    [
        new("number", "Số, ký hiệu văn bản", 18), new("date", "Ngày tháng văn bản", 12), new("subject", "Tên loại và trích yếu nội dung văn bản", 50), new("signer", "Người ký", 20),
        new("sentTo", "Nơi nhận văn bản", 32), new("keptBy", "Đơn vị, người nhận bản lưu", 20), new("copies", "Số lượng bản", 9), new("sentOn", "Ngày chuyển", 12),
        new("receipt", "Ký nhận", 12), new("note", "Ghi chú", 36),
    ];

    /// <summary>Mục VI: sổ đăng ký văn bản đến.</summary>
    public static IReadOnlyList<RegisterColumn> Incoming { get; } =
    [
        new("arrivedOn", "Ngày đến", 12), new("arrivalNumber", "Số đến", 8), new("author", "Tác giả", 28), new("number", "Số, ký hiệu văn bản", 18), new("date", "Ngày tháng văn bản", 12),
        new("subject", "Tên loại và trích yếu nội dung văn bản", 50), new("receiver", "Đơn vị hoặc người nhận", 26), new("sentOn", "Ngày chuyển", 12), new("receipt", "Ký nhận", 12),
        new("note", "Ghi chú", 24),
    ];

    /// <summary>Mục VIII: sổ theo dõi giải quyết văn bản đến.</summary>
    public static IReadOnlyList<RegisterColumn> Tracking { get; } =
    [
        new("arrivalNumber", "Số đến", 8), new("document", "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản", 60), new("receiver", "Đơn vị hoặc người nhận", 28),
        new("deadline", "Thời hạn giải quyết", 16), new("progress", "Tiến độ giải quyết", 32), new("reply", "Số, ký hiệu văn bản trả lời", 20), new("note", "Ghi chú", 24),
    ];
}
