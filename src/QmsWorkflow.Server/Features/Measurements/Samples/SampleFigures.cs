using System.Text.Json;
using System.Text.Json.Serialization;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>What an agency's made-up figures shall look like: <c>samples/AGENCY/figures.json</c> (docs/reference/samples.md).</summary>
internal sealed record SampleFigures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public string Note { get; init; } = "";

    /// <summary>The case codes' first part.</summary>
    public required string CasePrefix { get; init; }

    /// <summary>How many cases the demo start makes, and from which seed.</summary>
    public required int Rows { get; init; }
    public int Seed { get; init; } = 7;

    /// <summary>What a field does not say itself.</summary>
    public required SampleRates Rates { get; init; }
    public required IReadOnlyList<SampleField> Fields { get; init; }

    /// <summary>Weeks in which more comes late than otherwise.</summary>
    public IReadOnlyList<SampleRush> Rushes { get; init; } = [];
    public IReadOnlyList<SampleSurvey> Survey { get; init; } = [];
    public IReadOnlyList<SampleTraining> Training { get; init; } = [];

    /// <summary>Results that people count themselves.</summary>
    public IReadOnlyList<SampleEntry> Entries { get; init; } = [];

    /// <exception cref="JsonException">The text is no such file; the message names the place.</exception>
    public static SampleFigures Parse(string json)
    {
        var read = JsonSerializer.Deserialize<SampleFigures>(json, Json) ?? throw new JsonException("null");
        return read.Fault() is { } fault ? throw new JsonException(fault) : read;
    }

    /// <summary>What of it makes no sense; null when all does.</summary>
    public string? Fault()
    {
        if (Rows < 1) return "$.rows: 1 or more";
        if (Fields.Count == 0) return "$.fields: at least one";
        if (Rates.Fault(isWhole: true) is { } common) return $"$.rates.{common}";
        for (var index = 0; index < Fields.Count; index++)
        {
            var field = Fields[index];
            if (field.Share <= 0) return $"$.fields[{index}].share: more than 0";
            if (field.Procedures.Count == 0) return $"$.fields[{index}].procedures: at least one";
            if (field.Procedures.Any(procedure => procedure.Days is < 1 or > 120 || procedure.Share <= 0)) return $"$.fields[{index}].procedures: days 1 to 120, share more than 0";
            if (field.Rates?.Fault(isWhole: false) is { } own) return $"$.fields[{index}].rates.{own}";
        }

        var rush = Rushes.FirstOrDefault(rush => rush.ToMonth < rush.FromMonth || rush.FromMonth < 1 || rush.ToMonth > 12 || rush.Factor < 0);
        return rush is null ? null : "$.rushes: months 1 to 12 in order, factor 0 or more";
    }

    public SampleRates RatesOf(SampleField field) => field.Rates is { } own ? own.Over(Rates) : Rates;
}

/// <summary>A field of procedures (lĩnh vực) and the unit that settles it.</summary>
/// <param name="Share">How much of the agency's cases belongs to it, against the other fields' shares.</param>
internal sealed record SampleField(string Code, string Name, string Unit, double Share, IReadOnlyList<SampleProcedure> Procedures, SampleRates? Rates = null);

/// <param name="Days">The time to settle a case, in working days.</param>
/// <param name="Fee">Whether a fee or charge is paid.</param>
/// <param name="Whole">Whether the whole procedure can be done online (toàn trình).</param>
internal sealed record SampleProcedure(string Code, string Name, int Days, bool Fee = false, bool Whole = false, double Share = 1);

/// <summary>Rates in percent of what each is a part of.</summary>
internal sealed record SampleRates
{
    /// <summary>Early or on time, of the settled cases.</summary>
    public double? OnTime { get; init; }

    /// <summary>Early, of those settled early or on time.</summary>
    public double? Early { get; init; }
    public double? Online { get; init; }
    public double? ByPost { get; init; }

    /// <summary>Paid online, of the payments.</summary>
    public double? PaidOnline { get; init; }
    public double? DossierDigitised { get; init; }
    public double? ResultDigitised { get; init; }
    public double? Rejected { get; init; }

    /// <summary>Sent back for a supplement, during which the time stands still.</summary>
    public double? Supplement { get; init; }

    /// <summary>Whose applicant answered the survey, of the settled cases.</summary>
    public double? Answered { get; init; }
    public double? Satisfied { get; init; }

    public SampleRates Over(SampleRates other) => new()
    {
        OnTime = OnTime ?? other.OnTime,
        Early = Early ?? other.Early,
        Online = Online ?? other.Online,
        ByPost = ByPost ?? other.ByPost,
        PaidOnline = PaidOnline ?? other.PaidOnline,
        DossierDigitised = DossierDigitised ?? other.DossierDigitised,
        ResultDigitised = ResultDigitised ?? other.ResultDigitised,
        Rejected = Rejected ?? other.Rejected,
        Supplement = Supplement ?? other.Supplement,
        Answered = Answered ?? other.Answered,
        Satisfied = Satisfied ?? other.Satisfied,
    };

    public string? Fault(bool isWhole)
    {
        (string Name, double? Value)[] all =
        [
            ("onTime", OnTime), ("early", Early), ("online", Online), ("byPost", ByPost), ("paidOnline", PaidOnline), ("dossierDigitised", DossierDigitised),
            ("resultDigitised", ResultDigitised), ("rejected", Rejected), ("supplement", Supplement), ("answered", Answered), ("satisfied", Satisfied),
        ];
        var wrong = all.FirstOrDefault(rate => rate.Value is < 0 or > 100 || (isWhole && rate.Value is null));
        return wrong.Name is null ? null : $"{wrong.Name}: 0 to 100";
    }
}

/// <summary>From one month to another the share of late cases is so many times as large.</summary>
/// <param name="Field">Only this field; null = all.</param>
internal sealed record SampleRush(int FromMonth, int ToMonth, double Factor, string? Field = null);

/// <summary>Answers to a survey: a month's slips and the share that is satisfied.</summary>
/// <param name="Topic">What was asked, as the figures' field; empty when one question stands for all.</param>
internal sealed record SampleSurvey(string Unit, string Topic, int SlipsPerMonth, double Satisfied);

/// <summary>People who must be trained, and how many of them had been by the end of each quarter.</summary>
internal sealed record SampleTraining(string Unit, int InScope, IReadOnlyList<int> TrainedByQuarter);

/// <summary>A result that one person enters and a second confirms.</summary>
/// <param name="Objective">Its number in <c>objectives.json</c>; a part's number for a part.</param>
/// <param name="Unit">Null = the whole agency.</param>
/// <param name="Period">M03, Q1, 6M, 9M or Y.</param>
/// <param name="Fulfilled">For objectives without a number, in place of the two counts.</param>
/// <param name="By">User name of who enters.</param>
/// <param name="ConfirmedBy">User name of the second person; null = it still waits.</param>
internal sealed record SampleEntry(
    string Objective, string Period, string By, string Note, string? Unit = null, long? Numerator = null, long? Denominator = null, bool? Fulfilled = null, string? ConfirmedBy = null);
