using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>An entry as people and the trail name it.</summary>
internal static class EntryFacts
{
    public static ReportPeriod PeriodOf(Measurement row) => new(row.PeriodKind, row.PeriodNumber, row.PeriodYear);

    public static string Period(Measurement row) => PeriodOf(row).ToVietnamese();

    /// <summary>"48/50", "đạt tiêu chí", "không phát sinh", for the trail and notices, which are Vietnamese.</summary>
    public static string Value(Measurement row) => row switch
    {
        { IsFulfilled: true } => "đạt tiêu chí",
        { IsFulfilled: false } => "chưa đạt tiêu chí",
        { Denominator: 0 } => "không phát sinh",
        _ => string.Create(CultureInfo.InvariantCulture, $"{row.Numerator}/{row.Denominator}"),
    };

    /// <summary>The exact value rounded for display; null for what is no number.</summary>
    public static string? Rate(Measurement row, IndicatorDefinition? indicator) => indicator is null || row.IsFulfilled is not null
        ? null
        : IndicatorValue.OfCounts(row.Numerator, row.Denominator, indicator.Unit).Show(indicator.Decimals, indicator.Unit);

    public static object Of(Measurement row) => new
    {
        row.ObjectiveId,
        row.IndicatorCode,
        row.UnitId,
        row.Field,
        Period = Period(row),
        row.Numerator,
        row.Denominator,
        row.IsFulfilled,
        row.Note,
        row.EvidenceFileId,
        row.EvidenceLink,
        row.LateReason,
        State = row.State.ToString(),
        row.DecisionNote,
    };
}
