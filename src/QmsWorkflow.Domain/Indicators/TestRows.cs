using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>Reads the rows of test cases; "times" repeats a row.</summary>
internal static class TestRows
{
    private sealed record CaseFile
    {
        public int Times { get; init; } = 1;
        public string Field { get; init; } = "";
        public string Procedure { get; init; } = "";
        public CaseChannel Channel { get; init; } = CaseChannel.Direct;
        public bool Whole { get; init; }
        public required DateTime Received { get; init; }
        public DateTime? Due { get; init; }
        public DateTime? Finished { get; init; }
        public bool Rejected { get; init; }
        public bool Fee { get; init; }
        public int Payments { get; init; }
        public int PaymentsOnline { get; init; }
        public bool DossierDigitised { get; init; }
        public bool ResultDigitised { get; init; }
        public bool? Satisfied { get; init; }
    }

    private sealed record EntryFile
    {
        public required long Numerator { get; init; }
        public required long Denominator { get; init; }
    }

    /// <exception cref="JsonException">A row is not written as it must be.</exception>
    public static IndicatorRows Read(ImmutableArray<JsonElement> rows, IndicatorReads reads) => reads switch
    {
        IndicatorReads.Cases => new() { Cases = [.. rows.SelectMany(Cases)] },
        IndicatorReads.Figures => new() { Figures = [.. rows.SelectMany(Figures)] },
        _ => new() { Entries = [.. rows.Select(row => Of<EntryFile>(row)).Select(row => new EntryRow(row.Numerator, row.Denominator))] },
    };

    private static IEnumerable<CaseRow> Cases(JsonElement element)
    {
        var row = Of<CaseFile>(element);
        return Enumerable.Repeat(
            new CaseRow
            {
                Field = row.Field,
                ProcedureCode = row.Procedure,
                Channel = row.Channel,
                IsWhole = row.Whole,
                ReceivedAt = row.Received,
                DueAt = row.Due,
                FinishedAt = row.Finished,
                IsRejected = row.Rejected,
                HasFee = row.Fee,
                Payments = row.Payments,
                PaymentsOnline = row.PaymentsOnline,
                DossierDigitised = row.DossierDigitised,
                ResultDigitised = row.ResultDigitised,
                Satisfied = row.Satisfied,
            },
            Math.Clamp(row.Times, 0, 1_000_000));
    }

    // { "month": "2026-08", "received_online": 2080, … }
    private static IEnumerable<FigureRow> Figures(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("month", out var written)
            || !DateOnly.TryParseExact(written.ToString(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            throw new JsonException("\"month\": \"yyyy-MM\" is missing.");
        }

        return [.. element.EnumerateObject().Where(figure => figure.Name != "month").Select(figure => new FigureRow(month.Year, month.Month, figure.Name, Whole(figure)))];
    }

    private static long Whole(JsonProperty figure) =>
        figure.Value.ValueKind == JsonValueKind.Number && figure.Value.TryGetInt64(out var value) && value >= 0
            ? value
            : throw new JsonException($"\"{figure.Name}\" must be a whole number, 0 or more.");

    private static T Of<T>(JsonElement element) => element.Deserialize<T>(DefinitionFile.Options) ?? throw new JsonException("A row is null.");
}
