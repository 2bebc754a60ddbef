using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>A definition as it is written in JSON.</summary>
internal sealed record DefinitionFile
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters =
        {
            new JsonStringEnumConverter<IndicatorReads>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<Aggregation>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    public required string Code { get; init; }
    public required string Family { get; init; }
    public required string Name { get; init; }
    public string NameEn { get; init; } = "";
    public required IndicatorReads Reads { get; init; }
    public required string Numerator { get; init; }
    public required string Denominator { get; init; }
    public string Unit { get; init; } = "%";
    public required string Variant { get; init; }
    public required string Source { get; init; }
    public string Note { get; init; } = "";
    public int Decimals { get; init; } = 2;
    public Aggregation Aggregation { get; init; } = Aggregation.SumOfCounts;
    public ImmutableArray<TestFile> Tests { get; init; } = [];

    public sealed record TestFile
    {
        public required string Name { get; init; }
        public required WindowFile Period { get; init; }
        public required ImmutableArray<JsonElement> Rows { get; init; }
        public required long Numerator { get; init; }
        public required long Denominator { get; init; }
    }

    public sealed record WindowFile(DateOnly From, DateOnly To);

    public static DefinitionFile Of(IndicatorDefinition definition) => new()
    {
        Code = definition.Code,
        Family = definition.Family,
        Name = definition.Name,
        NameEn = definition.NameEn,
        Reads = definition.Reads,
        Numerator = definition.Numerator.ToString(),
        Denominator = definition.Denominator.ToString(),
        Unit = definition.Unit,
        Variant = definition.Variant,
        Source = definition.Source,
        Note = definition.Note,
        Decimals = definition.Decimals,
        Aggregation = definition.Aggregation,
        Tests = [.. definition.Tests.Select(test => new TestFile
        {
            Name = test.Name,
            Period = new(test.Window.From, test.Window.To),
            Rows = test.Written,
            Numerator = test.Numerator,
            Denominator = test.Denominator,
        })],
    };

    public static DefinitionOutcome Read(string json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<DefinitionFile>(json, Options);
            return file is null ? Broken("$", "null") : file.Check();
        }
        catch (JsonException exception)
        {
            return Broken(exception.Path ?? "$", exception.Message);
        }
    }

    private static DefinitionOutcome Broken(string path, string message) =>
        new(null, [new(path, $"Tệp định nghĩa sai cấu trúc: {message}", $"The definition is not written as it must be: {message}")]);

    private DefinitionOutcome Check()
    {
        var problems = ImmutableArray.CreateBuilder<DefinitionProblem>();
        if (!IsCode(Code)) { problems.Add(new("$.code", $"Mã “{Code}” chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối; ví dụ: dung-han.", $"The code “{Code}” takes small letters, digits and hyphens only; for example: dung-han.")); }
        foreach (var (path, value) in new[] { ("$.family", Family), ("$.name", Name), ("$.variant", Variant), ("$.source", Source) })
        {
            if (string.IsNullOrWhiteSpace(value)) { problems.Add(new(path, "Chưa ghi nội dung; cần ghi để báo cáo nêu được cách tính.", "Nothing is written here; reports need it to say how the value was counted.")); }
        }

        if (Decimals is < 0 or > 6) { problems.Add(new("$.decimals", "Số chữ số thập phân từ 0 đến 6.", "Decimals go from 0 to 6.")); }
        var numerator = Parse("$.numerator", Numerator, problems);
        var denominator = Parse("$.denominator", Denominator, problems);
        var tests = Tests.Select((test, at) => ReadTest(test, $"$.tests[{at}]", problems)).OfType<IndicatorTest>().ToImmutableArray();
        return problems.Count > 0 ? new(null, problems.ToImmutable()) : new(Made(numerator!, denominator!, tests), []);
    }

    private Formula? Parse(string path, string text, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var outcome = Formula.Parse(text, Reads);
        if (outcome.Problem is { } problem) { problems.Add(new(path, problem.MessageVi, problem.MessageEn)); }
        return outcome.Value;
    }

    private IndicatorTest? ReadTest(TestFile test, string path, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        if (test.Period.To < test.Period.From)
        {
            problems.Add(new($"{path}.period", "Ngày cuối kỳ đứng trước ngày đầu kỳ.", "The period ends before it begins."));
            return null;
        }

        try
        {
            return new(test.Name, new(test.Period.From, test.Period.To), TestRows.Read(test.Rows, Reads))
            {
                Numerator = test.Numerator,
                Denominator = test.Denominator,
                Written = test.Rows,
            };
        }
        catch (JsonException exception)
        {
            problems.Add(new($"{path}.rows", $"Dòng thử sai cấu trúc: {exception.Message}", $"A test row is not written as it must be: {exception.Message}"));
            return null;
        }
    }

    private IndicatorDefinition Made(Formula numerator, Formula denominator, ImmutableArray<IndicatorTest> tests) => new()
    {
        Code = Code,
        Family = Family,
        Name = Name,
        NameEn = NameEn,
        Reads = Reads,
        Numerator = numerator,
        Denominator = denominator,
        Unit = Unit,
        Variant = Variant,
        Source = Source,
        Note = Note,
        Decimals = Decimals,
        Aggregation = Aggregation,
        Tests = tests,
    };

    private static bool IsCode(string text) => text.Length <= 80 && text.Split('-').All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
}
