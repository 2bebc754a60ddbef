using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>The notices shipped with the product: official days 2021–2026 and the known exchanges of 2010–2020.</summary>
/// <remarks>A table of published days, never an algorithm: holiday libraries have been wrong for Viet Nam (DOMAIN C4).</remarks>
public static class OfficialCalendar
{
    /// <summary>The code of the notice that makes 24/11 a holiday; leave it out where an agency does not apply it.</summary>
    public const string CultureDayCode = "NQ 28/2026/QH16";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>All shipped notices, oldest year first.</summary>
    public static ImmutableArray<CalendarNotice> Notices { get; } = Read();

    /// <summary>A working calendar of the shipped notices only.</summary>
    public static WorkingCalendar Default { get; } = WorkingCalendar.Create(Notices);

    private static ImmutableArray<CalendarNotice> Read()
    {
        using var stream = typeof(OfficialCalendar).Assembly.GetManifestResourceStream("official-notices.json")
            ?? throw new InvalidOperationException("The shipped notices are missing from the assembly.");
        return JsonSerializer.Deserialize<ImmutableArray<CalendarNotice>>(stream, Json);
    }
}
