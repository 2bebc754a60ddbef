using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Signing;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>An agency as structured files (docs/reference/samples.md).</summary>
internal sealed record SampleAgency
{
    public required AgencyFile Agency { get; init; }
    public required IReadOnlyList<UnitFile> Units { get; init; }
    public required IReadOnlyList<PersonFile> People { get; init; }
    public required CycleFile Cycle { get; init; }
    public IReadOnlyList<PlanFile> Plan { get; init; } = [];
    public required IReadOnlyList<ObjectiveFile> Objectives { get; init; }
    public IReadOnlyList<LegalBasisFile> LegalBases { get; init; } = [];

    /// <summary>The rights to sign that people were given.</summary>
    public IReadOnlyList<MandateFile> Mandates { get; init; } = [];

    /// <summary>The wording of each kind of document.</summary>
    public JsonObject Documents { get; init; } = [];
}

internal sealed record AgencyFile(
    string Code, string Name, string ShortName, string Superior, string Place, string Symbol, string HeadTitle, string DeputyTitle, string AuthorityLine,
    bool IsCollective, string? CollectiveName, string StandardEdition, string TimeZone, string? Note);

internal sealed record UnitFile(string Code, string Name, string Kind, bool InScope, DateOnly ValidFrom, string? Parent, DateOnly? ValidTo);

internal sealed record PersonFile(string UserName, string FullName, string Title, string? Unit, string? Email, IReadOnlyList<RoleFile> Roles);

internal sealed record RoleFile(string Role, string? Unit, DateOnly? ValidFrom, DateOnly? ValidTo);

internal sealed record CycleFile(int Year, string Name, string StandardEdition);

internal sealed record PlanFile(string StepKind, string Content, string Timing, string Responsible, string? Note);

internal sealed record ObjectiveFile(
    string Number, string? Group, string Kind, string Statement, string? Comparator, decimal? Target, string? Unit, string? Criteria, string? Method, string? Source,
    string? Measures, string? Responsible, string? ReportPeriod, string? Within, IReadOnlyList<ObjectiveFile>? Parts, IReadOnlyList<UnitTargetFile>? UnitTargets,
    IReadOnlyList<ActionFile>? Actions, IReadOnlyList<IndicatorFile>? Indicators, string? Policy, string? Clause, string? Procedure);

/// <summary>By which indicator an objective is measured; without <c>fields</c> and <c>procedures</c> all rows count.</summary>
internal sealed record IndicatorFile(string Code, Aggregation? Aggregation, CutOff? CutOff, IReadOnlyList<string>? Fields, IReadOnlyList<string>? Procedures);

internal sealed record UnitTargetFile(string Unit, string Comparator, decimal Target);

internal sealed record ActionFile(string Content, string Lead, string Cooperation, string Timing);

internal sealed record LegalBasisFile(
    string Code, string Kind, string Number, DateOnly? Date, string Issuer, string Summary, string Citation, DateOnly? EffectiveFrom, DateOnly? EffectiveTo, string? ReplacedBy);

internal sealed record MandateFile(string Person, MandateKind Kind, string Source, string? Content, IReadOnlyList<string>? Documents, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>One thing wrong with the files.</summary>
internal sealed record SampleProblem(string File, string Path, string Message)
{
    public override string ToString() => $"{File} {Path}: {Message}";
}

/// <summary>Reads an agency's folder and collects all problems.</summary>
internal static class SampleReader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters =
        {
            new JsonStringEnumConverter<MandateKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<Aggregation>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<CutOff>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        },
    };

    public static (SampleAgency? Sample, IReadOnlyList<SampleProblem> Problems) Read(string folder)
    {
        var problems = new List<SampleProblem>();
        var agency = File<AgencyFile>(folder, "agency.json", problems);
        var units = File<List<UnitFile>>(folder, "units.json", problems);
        var people = File<List<PersonFile>>(folder, "people.json", problems);
        var cycle = File<CycleFile>(folder, "cycle.json", problems);
        var objectives = File<List<ObjectiveFile>>(folder, "objectives.json", problems);
        var plan = File<List<PlanFile>>(folder, "plan.json", problems, isRequired: false);
        var bases = File<List<LegalBasisFile>>(folder, "legal-bases.json", problems, isRequired: false);
        var mandates = File<List<MandateFile>>(folder, "mandates.json", problems, isRequired: false);
        var documents = File<JsonObject>(folder, "documents.json", problems, isRequired: false);
        if (agency is null || units is null || people is null || cycle is null || objectives is null || problems.Count > 0) return (null, problems);

        var sample = new SampleAgency
        {
            Agency = agency,
            Units = units,
            People = people,
            Cycle = cycle,
            Objectives = objectives,
            Plan = plan ?? [],
            LegalBases = bases ?? [],
            Mandates = mandates ?? [],
            Documents = documents ?? [],
        };
        problems.AddRange(SampleCheck.Find(sample));
        return (problems.Count == 0 ? sample : null, problems);
    }

    private static T? File<T>(string folder, string name, List<SampleProblem> problems, bool isRequired = true)
        where T : class
    {
        var path = Path.Combine(folder, name);
        if (!System.IO.File.Exists(path))
        {
            if (isRequired) problems.Add(new SampleProblem(name, "$", "thiếu tệp."));
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(System.IO.File.ReadAllText(path), Json) ?? throw new JsonException("tệp rỗng");
        }
        catch (JsonException broken)
        {
            problems.Add(new SampleProblem(name, broken.Path ?? "$", $"dòng {broken.LineNumber + 1}: {broken.Message}"));
            return null;
        }
    }
}
