using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Sources;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>The advanced form: a definition as JSON.</summary>
public sealed class JsonForm
{
    public string? Json { get; set; }
}

/// <summary>An indicator's definition as its form holds it: every field as it was typed, so that a mistake loses nothing.</summary>
public sealed class DefinitionForm
{
    public const int MostTests = 20;
    public const int MostRows = 100;

    public string Code { get; set; } = "";
    public string Family { get; set; } = "";
    public string Name { get; set; } = "";
    public string NameEn { get; set; } = "";
    public IndicatorReads Reads { get; set; } = IndicatorReads.Cases;
    public string Numerator { get; set; } = "";
    public string Denominator { get; set; } = "";
    public string Unit { get; set; } = "%";
    public string Decimals { get; set; } = "2";
    public Aggregation Aggregation { get; set; } = Aggregation.SumOfCounts;
    public string Variant { get; set; } = "";
    public string Source { get; set; } = "";
    public string Note { get; set; } = "";
    public List<TestForm> Tests { get; set; } = [];

    /// <summary>The formulas that can be read.</summary>
    internal IEnumerable<Formula> Formulas => new[] { Numerator, Denominator }.Select(text => Formula.Parse(text, Reads).Value).OfType<Formula>();

    /// <summary>The columns that test rows show.</summary>
    internal IReadOnlyList<RowColumn> Columns => RowColumns.Shown(Reads, Formulas, [.. Tests.SelectMany(test => test.Rows).SelectMany(row => row.Filled).Distinct(StringComparer.Ordinal)]);

    internal static DefinitionForm Of(IndicatorDefinition definition)
    {
        var json = JsonNode.Parse(definition.ToJson())!.AsObject();
        return new DefinitionForm
        {
            Code = definition.Code,
            Family = definition.Family,
            Name = definition.Name,
            NameEn = definition.NameEn,
            Reads = definition.Reads,
            Numerator = definition.Numerator.ToString(),
            Denominator = definition.Denominator.ToString(),
            Unit = definition.Unit,
            Decimals = definition.Decimals.ToString(CultureInfo.InvariantCulture),
            Aggregation = definition.Aggregation,
            Variant = definition.Variant,
            Source = FactSources.Say(definition.Source, CultureInfo.GetCultureInfo("vi")),
            Note = definition.Note,
            Tests = [.. json["tests"]!.AsArray().Select(test => TestForm.Of(test!.AsObject(), definition.Reads))],
        };
    }

    internal static DefinitionForm Read(IFormCollection form)
    {
        string Field(string name) => form[name].ToString().Trim();
        return new DefinitionForm
        {
            Code = Field("Code"),
            Family = Field("Family"),
            Name = Field("Name"),
            NameEn = Field("NameEn"),
            Reads = Choice(Field("Reads"), IndicatorReads.Cases),
            Numerator = Field("Numerator"),
            Denominator = Field("Denominator"),
            Unit = Field("Unit"),
            Decimals = Field("Decimals"),
            Aggregation = Choice(Field("Aggregation"), Aggregation.SumOfCounts),
            Variant = Field("Variant"),
            Source = Field("Source"),
            Note = Field("Note"),
            Tests = [.. form["Test"].Take(MostTests).Select(number => TestForm.Read(form, $"T{number}"))],
        };
    }

    private static T Choice<T>(string text, T otherwise) where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : otherwise;
}

/// <summary>A test case: a period, its rows, and what must be counted.</summary>
public sealed class TestForm
{
    public string Name { get; set; } = "";
    public string From { get; set; } = "";
    public string To { get; set; } = "";
    public string Numerator { get; set; } = "";
    public string Denominator { get; set; } = "";
    public List<RowForm> Rows { get; set; } = [];

    internal static TestForm Of(JsonObject test, IndicatorReads reads) => new()
    {
        Name = test["name"]!.ToString(),
        From = test["period"]!["from"]!.ToString(),
        To = test["period"]!["to"]!.ToString(),
        Numerator = test["numerator"]!.ToString(),
        Denominator = test["denominator"]!.ToString(),
        Rows = [.. test["rows"]!.AsArray().Select(row => RowForm.Of(row!.AsObject(), reads))],
    };

    internal static TestForm Read(IFormCollection form, string prefix)
    {
        string Field(string name) => form[$"{prefix}.{name}"].ToString().Trim();
        return new TestForm
        {
            Name = Field("Name"),
            From = Field("From"),
            To = Field("To"),
            Numerator = Field("Numerator"),
            Denominator = Field("Denominator"),
            Rows = [.. form[$"{prefix}.Row"].Take(DefinitionForm.MostRows).Select(number => RowForm.Read(form, $"{prefix}.R{number}."))],
        };
    }
}

/// <summary>A row of a test case: what is filled in, by the key of its column.</summary>
public sealed class RowForm
{
    public Dictionary<string, string> Values { get; init; } = [];

    public IEnumerable<string> Filled => Values.Where(value => value.Value.Length > 0).Select(value => value.Key);

    /// <summary>A row that says nothing is left out.</summary>
    public bool IsEmpty => !Filled.Any(key => key != "times");

    public string this[string key] => Values.GetValueOrDefault(key, "");

    internal static RowForm Of(JsonObject row, IndicatorReads reads) => new()
    {
        Values = row.Where(value => value.Value is not null).ToDictionary(value => value.Key, value => Shown(RowColumns.Of(reads, value.Key), value.Value!.ToString()), StringComparer.Ordinal),
    };

    internal static RowForm Read(IFormCollection form, string prefix) => new()
    {
        Values = form.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(field => field.Key[prefix.Length..], field => field.Value.ToString().Trim(), StringComparer.Ordinal),
    };

    // As the form's inputs take it: an instant without seconds that are none, an unticked box as nothing.
    private static string Shown(RowColumn column, string written) => column.Kind switch
    {
        RowKind.Moment when DateTime.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => moment.ToString(moment.Second == 0 ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        RowKind.YesNo => written == "true" ? "true" : "",
        _ => written,
    };
}
