using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>Counts cases into the monthly table that one-stop systems also hand out: a row per unit, field and month, from the same cases as the register.</summary>
internal sealed class MonthlyTable(int year, CutOff cutOff)
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "received_total", "received_online", "received_offline", "carried_forward", "completed_total", "completed_early", "completed_on_time", "completed_late", "completed_whole",
        "pending_total", "pending_on_time", "pending_late", "payments", "payments_online", "dossiers_digitised", "results_digitised",
    ];

    private const int Months = 12;
    private readonly SortedDictionary<(string Unit, string Field), Month[]> rows = [];

    public void Add(SampleCase row)
    {
        var key = (row.Field.Unit, row.Field.Name);
        if (!rows.TryGetValue(key, out var months)) rows[key] = months = [.. Enumerable.Range(0, Months + 1).Select(_ => new Month())];
        var received = MonthOf(row.ReceivedAt);
        var finished = row.FinishedAt is { } at ? MonthOf(at) : int.MaxValue;
        for (var month = Math.Max(received, 1); month <= Math.Min(finished, Months); month++)
        {
            Receive(months[month], row, isNew: month == received);
            if (month == finished) Complete(months[month], row);
            else if (row.DueAt < new ReportPeriod(ReportKind.Month, month, year).Window(cutOff).To.AddDays(1).ToDateTime(TimeOnly.MinValue)) months[month].PendingLate++;
            else months[month].PendingOnTime++;
        }
    }

    /// <returns>The rows written.</returns>
    public long Write(TextWriter output)
    {
        output.Write($"DonViId,TenLinhVuc,Nam,Thang,{string.Join(',', Columns)}\r\n");
        foreach (var ((unit, field), months) in rows)
        {
            for (var month = 1; month <= Months; month++)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{unit},\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{year},{month},{string.Join(',', months[month].Values())}\r\n"));
            }
        }

        return (long)rows.Count * Months;
    }

    /// <summary>1 to 12 within the year; less or more outside it.</summary>
    private int MonthOf(DateTime moment) => ((moment.Year - year) * Months) + moment.Month + (cutOff == CutOff.Fifteenth && moment.Day >= 15 ? 1 : 0);

    private static void Receive(Month month, SampleCase row, bool isNew)
    {
        if (!isNew)
        {
            month.Carried++;
            return;
        }

        if (row.Channel == 2) month.Online++; else month.Offline++;
        if (row.DossierDigitised) month.Dossiers++;
    }

    private static void Complete(Month month, SampleCase row)
    {
        if (row.FinishedAt > row.DueAt) month.Late++;
        else if (row.FinishedAt!.Value.Date < row.DueAt.Date) month.Early++;
        else month.OnTime++;
        if (row.Channel == 2 && row.Procedure.Whole) month.Whole++;
        month.Payments += row.Payments;
        month.PaymentsOnline += row.PaymentsOnline;
        if (row.ResultDigitised) month.Results++;
    }

    private sealed class Month
    {
        public long Online, Offline, Carried, Early, OnTime, Late, Whole, PendingOnTime, PendingLate, Payments, PaymentsOnline, Dossiers, Results;

        public IEnumerable<long> Values() =>
        [
            Online + Offline + Carried, Online, Offline, Carried, Early + OnTime + Late, Early, OnTime, Late, Whole, PendingOnTime + PendingLate, PendingOnTime, PendingLate, Payments, PaymentsOnline,
            Dossiers, Results,
        ];
    }
}
