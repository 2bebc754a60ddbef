using System.Collections.Immutable;

namespace QmsWorkflow.Engine.Activities;

/// <summary>
/// Describes an activity type once: the check of definitions, the reference page and the designer's descriptors all come from it.
/// </summary>
public sealed record StepDescriptor
{
    /// <summary>The JSON type, for example <c>Qms.UserTask</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Name shown to people, in Vietnamese and in English.</summary>
    public required string NameVi { get; init; }
    public required string NameEn { get; init; }
    public required string DescriptionVi { get; init; }
    public required string DescriptionEn { get; init; }
    public ImmutableArray<StepInput> Inputs { get; init; } = [];

    /// <summary>The ports by which it can be left.</summary>
    public required ImmutableArray<string> Outcomes { get; init; }

    /// <summary>True when a definition may name further outcomes in the input <c>outcomes</c> (comma separated).</summary>
    public bool AllowsOwnOutcomes { get; init; }
}

/// <summary>One input of a step.</summary>
public sealed record StepInput
{
    /// <summary>The camelCase JSON name.</summary>
    public required string Name { get; init; }
    public required string NameVi { get; init; }
    public required string NameEn { get; init; }

    /// <summary>The type alias, for example <c>String</c>, <c>Boolean</c>, <c>Object</c>.</summary>
    public string TypeName { get; init; } = "String";
    public bool IsRequired { get; init; }

    /// <summary>Allowed literal values; empty means any.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Checks a literal value; returns null when it is right, else what is wrong and what is allowed.</summary>
    public Func<string, string?>? Check { get; init; }
}

/// <summary>All step types a product adds to the engine's own catalogue.</summary>
public sealed record StepCatalog(ImmutableArray<StepDescriptor> Steps)
{
    /// <summary>A catalogue without product steps.</summary>
    public static StepCatalog Empty { get; } = new([]);

    /// <summary>Finds a step by its type, case-sensitive.</summary>
    public StepDescriptor? Find(string type) => Steps.FirstOrDefault(s => string.Equals(s.Type, type, StringComparison.Ordinal));
}
