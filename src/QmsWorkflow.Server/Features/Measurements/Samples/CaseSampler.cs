using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>Makes up the cases of a year, one after another in the order they were received; the same seed gives the same cases.</summary>
/// <remarks>
/// Rates are met by quotas, not by chance alone: a field whose share of cases in time is 98.9 % has it to within one case however few there are.
/// The register begins in December of the year before, so that the year starts with cases carried over.
/// </remarks>
internal sealed class CaseSampler(SampleFigures figures, int year, long rows, int seed, DateOnly until)
{
    /// <summary>Of the late cases this share is settled only after months.</summary>
    private const double Forgotten = 0.06;
    private readonly SampleDays days = new(year, OfficialCalendar.Default);
    private readonly List<FieldState> fields = [.. figures.Fields.Select(field => new FieldState(field, figures.RatesOf(field), seed))];
    private readonly double allShares = figures.Fields.Sum(field => field.Share);
    private readonly SampleRandom random = SampleRandom.For(seed, "register");

    /// <summary>What the system knew at the end of the day <c>until</c>: what came later is missing, what was settled later is pending.</summary>
    public IEnumerable<SampleCase> Cases()
    {
        var made = 0L;
        for (var day = 0; day < days.Receiving && days[day] <= until; day++)
        {
            var last = day + 1 == days.Receiving ? rows : days.Before(day + 1, rows);
            var today = last - made;
            for (var number = 1; made < last; number++, made++) yield return Known(Make(day, number, today, Next()));
        }
    }

    /// <summary>The field that is furthest behind its share; of several alike a random one goes ahead.</summary>
    private FieldState Next()
    {
        FieldState? chosen = null;
        var most = double.MinValue;
        foreach (var field in fields)
        {
            field.Owed += field.Field.Share / allShares;
            var wish = field.Owed + random.Next();
            if (wish <= most) continue;

            most = wish;
            chosen = field;
        }

        chosen!.Owed--;
        return chosen;
    }

    private SampleCase Make(int day, int number, long today, FieldState field)
    {
        var rates = field.Rates;
        var chance = field.Random;
        var procedure = field.Pick();
        var channel = field.Online.Draw(rates.Online!.Value / 100) ? 2 : field.ByPost.Draw(rates.ByPost!.Value / (100 - rates.Online.Value)) ? 3 : 1;
        var receivedAt = SampleDays.At(days[day], (number - 1 + chance.Next()) / today);
        var filedAt = channel == 2 ? receivedAt.AddMinutes(-chance.Below(days[day].DayOfWeek == DayOfWeek.Monday ? 3600 : 600)) : receivedAt;
        var pause = field.Supplement.Draw(rates.Supplement!.Value / 100) ? Pause.Draw(day, procedure.Days, chance) : null;
        var isRejected = field.Rejected.Draw(rates.Rejected!.Value / 100);
        var isLate = field.Late.Draw(Math.Min(1, (1 - (rates.OnTime!.Value / 100)) * Rush(field.Field, days[day].Month)));
        var due = day + procedure.Days + (pause?.Length ?? 0);
        var finished = isLate ? due + Overrun(chance) : field.Early.Draw(rates.Early!.Value / 100) ? Math.Max(pause?.Answered ?? day, due - Ahead(procedure.Days, chance)) : due;
        // Settled on the day it came in or was completed: at the end of that day.
        var finishedAt = SampleDays.At(days[finished], finished == day || finished == pause?.Answered ? 1 : chance.Next());
        var payments = procedure.Fee && !isRejected ? chance.Below(10) == 0 ? 2 : 1 : 0;
        var paidOnline = 0;
        for (var payment = 0; payment < payments; payment++) paidOnline += field.PaidOnline.Draw(rates.PaidOnline!.Value / 100) ? 1 : 0;
        return new SampleCase
        {
            Code = string.Create(CultureInfo.InvariantCulture, $"{figures.CasePrefix}-{days[day]:yyMMdd}-{number:00000}"),
            Field = field.Field,
            Procedure = procedure,
            Channel = channel,
            FiledAt = filedAt,
            ReceivedAt = receivedAt,
            DueAt = Closing(due),
            FinishedAt = finishedAt,
            ReturnedAt = isRejected ? null : chance.Below(2) == 0 ? finishedAt.AddMinutes(chance.Below(20)) : SampleDays.At(days[finished + 1], chance.Next()),
            RejectedAt = isRejected ? finishedAt : null,
            Payments = payments,
            PaymentsOnline = paidOnline,
            DossierDigitised = field.Dossier.Draw(rates.DossierDigitised!.Value / 100),
            ResultDigitised = !isRejected && field.Result.Draw(rates.ResultDigitised!.Value / 100),
            Satisfied = field.Answered.Draw(rates.Answered!.Value / 100) ? field.Satisfied.Draw(rates.Satisfied!.Value / 100) : null,
            Supplement = pause is null ? null : new(
                SampleDays.At(days[pause.Asked], pause.Asked == day ? 1 : chance.Next()), Closing(due - pause.Length), SampleDays.At(days[pause.Answered], chance.Next()), Closing(due)),
        };
    }

    private DateTime Closing(int day) => days[day].ToDateTime(SampleDays.Closing);

    /// <summary>Mostly a few working days, now and then months.</summary>
    private static int Overrun(SampleRandom chance) => chance.Next() < Forgotten ? 30 + chance.Below(90) : 1 + (int)(chance.Next() * chance.Next() * 10);

    /// <summary>Most are settled shortly before they are due.</summary>
    private static int Ahead(int length, SampleRandom chance) => Math.Min(length, 1 + (int)(chance.Next() * chance.Next() * length));

    private double Rush(SampleField field, int month)
    {
        var factor = 1.0;
        foreach (var rush in figures.Rushes)
        {
            if (month >= rush.FromMonth && month <= rush.ToMonth && (rush.Field is null || rush.Field == field.Code)) factor *= rush.Factor;
        }

        return factor;
    }

    private SampleCase Known(SampleCase whole)
    {
        var end = until.AddDays(1).ToDateTime(TimeOnly.MinValue);
        var known = whole.Supplement is { } pause && pause.AskedAt >= end ? whole with { Supplement = null, DueAt = pause.DueBefore }
            : whole.Supplement is { AnsweredAt: { } answered } open && answered >= end ? whole with { Supplement = open with { AnsweredAt = null, DueAfter = null }, DueAt = open.DueBefore }
            : whole;
        if (whole.ReturnedAt >= end) known = known with { ReturnedAt = null };
        return whole.FinishedAt < end ? known : known with { FinishedAt = null, ReturnedAt = null, RejectedAt = null, ResultDigitised = false, Satisfied = null };
    }

    /// <summary>The working days, as indexes, on which a supplement is asked for and comes.</summary>
    private sealed record Pause(int Asked, int Answered)
    {
        public int Length => Answered - Asked;

        public static Pause Draw(int received, int length, SampleRandom chance)
        {
            var asked = received + Math.Min(length - 1, 1 + chance.Below(2));
            return new(asked, asked + 1 + chance.Below(8));
        }
    }

    /// <summary>The quotas of a field, each with a stream of its own.</summary>
    private sealed class FieldState(SampleField field, SampleRates rates, int seed)
    {
        private readonly double shares = field.Procedures.Sum(procedure => procedure.Share);

        public SampleField Field { get; } = field;
        public SampleRates Rates { get; } = rates;
        public double Owed { get; set; }
        public SampleRandom Random { get; } = SampleRandom.For(seed, field.Code);
        public Quota Online { get; } = Of(seed, field, "online");
        public Quota ByPost { get; } = Of(seed, field, "by-post");
        public Quota Late { get; } = Of(seed, field, "late");
        public Quota Early { get; } = Of(seed, field, "early");
        public Quota Rejected { get; } = Of(seed, field, "rejected");
        public Quota Supplement { get; } = Of(seed, field, "supplement");
        public Quota PaidOnline { get; } = Of(seed, field, "paid-online");
        public Quota Dossier { get; } = Of(seed, field, "dossier");
        public Quota Result { get; } = Of(seed, field, "result");
        public Quota Answered { get; } = Of(seed, field, "answered");
        public Quota Satisfied { get; } = Of(seed, field, "satisfied");

        public SampleProcedure Pick()
        {
            var place = Random.Next() * shares;
            foreach (var procedure in Field.Procedures)
            {
                place -= procedure.Share;
                if (place < 0) return procedure;
            }

            return Field.Procedures[^1];
        }

        private static Quota Of(int seed, SampleField field, string rate) => new(SampleRandom.For(seed, $"{field.Code}/{field.Unit}/{rate}"));
    }
}
