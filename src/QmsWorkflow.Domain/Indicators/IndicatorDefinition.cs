using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>How an indicator is counted: numerator over denominator, with who defines it so and how that is tested.</summary>
public sealed record IndicatorDefinition
{
    /// <summary>Small letters and hyphens: "dung-han".</summary>
    public required string Code { get; init; }

    /// <summary>Variants of one indicator share a family.</summary>
    public required string Family { get; init; }

    /// <summary>As reports name it.</summary>
    public required string Name { get; init; }

    /// <summary>In English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>What its rows are.</summary>
    public required IndicatorReads Reads { get; init; }

    /// <summary>What is counted above the line.</summary>
    public required Formula Numerator { get; init; }

    /// <summary>What is counted below the line.</summary>
    public required Formula Denominator { get; init; }

    /// <summary>The unit of its values and targets.</summary>
    public string Unit { get; init; } = Target.Percent;

    /// <summary>What sets it apart from others of its family; named on every report.</summary>
    public required string Variant { get; init; }

    /// <summary>Who defines it so.</summary>
    public required string Source { get; init; }

    /// <summary>What to beware of.</summary>
    public string Note { get; init; } = "";

    /// <summary>How many decimals reports show.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>How months and units usually make a whole; an objective may choose otherwise.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.SumOfCounts;

    /// <summary>Its own test cases.</summary>
    public ImmutableArray<IndicatorTest> Tests { get; init; } = [];

    /// <summary>Reads a definition.</summary>
    /// <param name="json">As docs/reference/indicators.md describes it.</param>
    public static DefinitionOutcome Parse(string json) => DefinitionFile.Read(json);

    /// <summary>The definition as it can be read again.</summary>
    public string ToJson() => JsonSerializer.Serialize(DefinitionFile.Of(this), DefinitionFile.Options);

    /// <summary>What it comes to over rows in a window.</summary>
    public IndicatorValue Measure(IndicatorRows rows, IndicatorWindow window) =>
        IndicatorValue.OfCounts(rows.Total(Numerator, window), rows.Total(Denominator, window), Unit);

    /// <summary>Counts its own test cases; empty when all hold.</summary>
    public ImmutableArray<IndicatorTestFailure> RunTests() =>
        [.. Tests.Select(test => new IndicatorTestFailure(test, test.Rows.Total(Numerator, test.Window), test.Rows.Total(Denominator, test.Window)))
            .Where(found => found.Numerator != found.Test.Numerator || found.Denominator != found.Test.Denominator)];
}

/// <summary>A test case of a definition.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Window">The period.</param>
/// <param name="Rows">The rows.</param>
public sealed record IndicatorTest(string Name, IndicatorWindow Window, IndicatorRows Rows)
{
    /// <summary>What must be counted above the line.</summary>
    public required long Numerator { get; init; }

    /// <summary>What must be counted below the line.</summary>
    public required long Denominator { get; init; }

    /// <summary>The rows as they were written.</summary>
    internal ImmutableArray<JsonElement> Written { get; init; } = [];
}

/// <summary>A test case that does not hold.</summary>
/// <param name="Test">The test case.</param>
/// <param name="Numerator">What was counted above the line.</param>
/// <param name="Denominator">What was counted below the line.</param>
public sealed record IndicatorTestFailure(IndicatorTest Test, long Numerator, long Denominator)
{
    /// <summary>"“Hồ sơ trễ hạn”: đếm được 2/3, cần 1/3."</summary>
    public string MessageVi => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"“{Test.Name}”: đếm được {Numerator}/{Denominator}, cần {Test.Numerator}/{Test.Denominator}.");
}

/// <summary>Something wrong in a definition.</summary>
/// <param name="Path">Where: "$.numerator".</param>
/// <param name="MessageVi">What and how to mend it, in Vietnamese.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record DefinitionProblem(string Path, string MessageVi, string MessageEn);

/// <summary>A definition, or everything that is wrong with it.</summary>
/// <param name="Value">The definition; null when there are problems.</param>
/// <param name="Problems">The problems; empty when there is a definition.</param>
public sealed record DefinitionOutcome(IndicatorDefinition? Value, ImmutableArray<DefinitionProblem> Problems)
{
    /// <summary>Whether the definition was understood.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Value is not null;

    /// <summary>The definition.</summary>
    /// <exception cref="FormatException">It has problems.</exception>
    public IndicatorDefinition OrThrow() => Value ?? throw new FormatException(string.Join(" ", Problems.Select(problem => $"{problem.Path}: {problem.MessageEn}")));
}

/// <summary>The definitions shipped with the product (DOMAIN C5); agencies copy and change them as versions of their own.</summary>
public static class ShippedIndicators
{
    /// <summary>All of them (Domain/Data/indicators.json).</summary>
    public static ImmutableArray<IndicatorDefinition> All { get; } = Read();

    /// <summary>The definition of a code; null when none is shipped.</summary>
    public static IndicatorDefinition? Find(string code) => All.FirstOrDefault(definition => definition.Code == code);

    private static ImmutableArray<IndicatorDefinition> Read()
    {
        using var stream = typeof(ShippedIndicators).Assembly.GetManifestResourceStream("indicators.json")
            ?? throw new InvalidOperationException("The shipped indicators are missing from the assembly.");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(element => IndicatorDefinition.Parse(element.GetRawText()).OrThrow())];
    }
}
