using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>Writes a form as the definition it stands for, or says what is wrong beside each field.</summary>
internal sealed partial class DefinitionJson(IStringLocalizer<DefinitionsText> text)
{
    private readonly List<FieldProblem> problems = [];

    /// <summary>The definition, or the refusal that names the fields.</summary>
    public (IndicatorDefinition? Definition, Outcome Outcome) Read(DefinitionForm form)
    {
        problems.Clear();
        var json = Write(form);
        var read = IndicatorDefinition.Parse(json.ToJsonString());
        problems.AddRange(read.Problems.Where(problem => !IsSaid(problem)).Select(Problem));
        return problems.Count == 0 && read.Value is { } definition
            ? (definition, Outcome.Success)
            : (null, new Outcome.Refused("QMS758", ErrorText.Of("QMS758")) { Fields = [.. problems] });
    }

    /// <summary>The refusal of a new indicator whose code another one has.</summary>
    public Outcome Taken() => new Outcome.Refused("QMS758", ErrorText.Of("QMS758")) { Fields = [new FieldProblem("Code", text["CodeTaken"])] };

    private JsonObject Write(DefinitionForm form) => new()
    {
        ["code"] = form.Code,
        ["family"] = form.Family.Length > 0 ? form.Family : form.Code,
        ["name"] = form.Name,
        ["nameEn"] = form.NameEn,
        ["reads"] = form.Reads.ToString().ToLowerInvariant(),
        ["numerator"] = form.Numerator,
        ["denominator"] = form.Denominator,
        ["unit"] = form.Unit.Length > 0 ? form.Unit : "%",
        ["decimals"] = (int)Count("Decimals", form.Decimals, text["Decimals"]),
        ["aggregation"] = Camel(form.Aggregation.ToString()),
        ["variant"] = form.Variant,
        ["source"] = form.Source,
        ["note"] = form.Note,
        ["tests"] = new JsonArray([.. form.Tests.Select((test, at) => Write(test, at, form.Reads))]),
    };

    private JsonObject Write(TestForm test, int at, IndicatorReads reads)
    {
        var number = at + 1;
        if (test.Name.Length == 0) problems.Add(new FieldProblem($"T{at}.Name", text["TestNeeds", number, text["TestName"]]));
        return new JsonObject
        {
            ["name"] = test.Name,
            ["period"] = new JsonObject { ["from"] = Day($"T{at}.From", test.From, number, text["From"]), ["to"] = Day($"T{at}.To", test.To, number, text["To"]) },
            ["rows"] = new JsonArray([.. test.Rows.Select((row, line) => (row, line)).Where(pair => !pair.row.IsEmpty).Select(pair => Write(pair.row, at, pair.line, reads))]),
            ["numerator"] = Count($"T{at}.Numerator", test.Numerator, text["TestNumber", number, text["Numerator"]]),
            ["denominator"] = Count($"T{at}.Denominator", test.Denominator, text["TestNumber", number, text["Denominator"]]),
        };
    }

    private JsonObject Write(RowForm row, int test, int line, IndicatorReads reads)
    {
        var written = new JsonObject();
        foreach (var key in RowColumns.Shown(reads, [], [.. row.Filled]).Select(column => column.Key))
        {
            var column = RowColumns.Of(reads, key);
            if (row[key].Length == 0 && !column.IsNeeded) continue;
            if (Cell(column, row[key]) is { } cell) written[key] = cell;
            else problems.Add(new FieldProblem($"T{test}.R{line}.{key}", text["CellWrong", test + 1, line + 1, text.ColumnName(reads, key)]));
        }

        return written;
    }

    private static JsonValue? Cell(RowColumn column, string typed) => column.Kind switch
    {
        RowKind.Count or RowKind.Channel => Count(typed) is { } count ? JsonValue.Create(count) : null,
        RowKind.Moment => DateTime.TryParseExact(typed, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? JsonValue.Create(moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)) : null,
        RowKind.Month => DateOnly.TryParseExact(typed, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? JsonValue.Create(typed) : null,
        RowKind.YesNo or RowKind.Answer => JsonValue.Create(typed == "true"),
        _ => JsonValue.Create(typed),
    };

    private string Day(string field, string typed, int test, string name)
    {
        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return typed;

        problems.Add(new FieldProblem(field, text["TestNeeds", test, name]));
        return "2000-01-01";
    }

    private long Count(string field, string typed, string name)
    {
        if (Count(typed) is { } count) return count;

        problems.Add(new FieldProblem(field, text["NeedsCount", name]));
        return 0;
    }

    // Nine digits are more than any register counts and never overflow a sum.
    private static long? Count(string typed) => typed.Length <= 9 && long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    // Of a test whose cells are wrong already, the reader of JSON would only say so again.
    private bool IsSaid(DefinitionProblem problem) => TestPath().Match(problem.Path) is { Success: true } match && problems.Exists(said => said.Field.StartsWith($"T{match.Groups["at"].Value}.", StringComparison.Ordinal));

    private static FieldProblem Problem(DefinitionProblem problem)
    {
        var message = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? problem.MessageEn : problem.MessageVi;
        return TestPath().Match(problem.Path) is { Success: true } match
            ? new FieldProblem(problem.Path.EndsWith(".period", StringComparison.Ordinal) ? $"T{match.Groups["at"].Value}.To" : $"T{match.Groups["at"].Value}.Name", message)
            : new FieldProblem(problem.Path.Length > 2 ? char.ToUpperInvariant(problem.Path[2]) + problem.Path[3..] : "Name", message);
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex(@"^\$\.tests\[(?<at>[0-9]+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestPath();
}

/// <summary>Names of columns as people say them.</summary>
internal static class ColumnNames
{
    public static string ColumnName(this IStringLocalizer<DefinitionsText> text, IndicatorReads reads, string key) => reads switch
    {
        IndicatorReads.Figures when key != "month" => FigureColumns.Shipped.FirstOrDefault(column => column.Code == key) is { } known
            ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? known.NameEn : known.NameVi
            : key,
        IndicatorReads.Entries => text[$"Entry_{key}"],
        _ => text[$"Row_{key}"],
    };
}
