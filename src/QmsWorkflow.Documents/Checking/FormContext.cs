using System.Collections.Immutable;

namespace QmsWorkflow.Documents.Checking;

/// <summary>As what a document is checked.</summary>
public enum FormTreatment
{
    /// <summary>An administrative document of NĐ 30/2020: everything is checked.</summary>
    Administrative,

    /// <summary>A record of the quality management system without number and kind (S-192): page, font and words are checked.</summary>
    Record,
}

/// <summary>What the check knows of the world; what is not given is not checked.</summary>
public sealed record FormContext
{
    /// <summary>Nothing known: only the file itself is judged.</summary>
    public static FormContext Empty { get; } = new();

    /// <value>The default is <see cref="FormTreatment.Administrative"/>.</value>
    public FormTreatment Treatment { get; init; }

    /// <summary>The year of the cycle the document belongs to.</summary>
    public int? Year { get; init; }

    /// <summary>The day on which bases must be in force when the document has no date of its own.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The agency that issues it.</summary>
    public FormAgency? Agency { get; init; }

    /// <summary>The units of the agency, with other names in use.</summary>
    public ImmutableArray<FormUnit> Units { get; init; } = [];

    /// <summary>Known legal bases.</summary>
    public ImmutableArray<FormBasis> Bases { get; init; } = [];

    /// <summary>The objectives of the cycle.</summary>
    public ImmutableArray<FormObjective> Objectives { get; init; } = [];

    /// <summary>Days off besides Saturdays and Sundays, with their names; working Saturdays are not among them.</summary>
    public ImmutableDictionary<DateOnly, string> DaysOff { get; init; } = ImmutableDictionary<DateOnly, string>.Empty;

    /// <summary>Saturdays and Sundays on which people work instead of a day off.</summary>
    public ImmutableHashSet<DateOnly> WorkingWeekends { get; init; } = [];
}

/// <summary>The agency as the register has it; null where not known.</summary>
/// <param name="Name">The full name, in usual letters.</param>
/// <param name="Symbol">The abbreviation in document symbols.</param>
/// <param name="Place">The địa danh.</param>
public sealed record FormAgency(string Name, string? Symbol, string? Place)
{
    /// <summary>Symbols that the agency's committees and councils use besides its own.</summary>
    public ImmutableArray<string> OtherSymbols { get; init; } = [];
}

/// <summary>A unit: its right name and other names people write.</summary>
public sealed record FormUnit(string Name, ImmutableArray<string> Aliases);

/// <summary>A legal document: its number and symbol, until when it is in force, what took its place.</summary>
public sealed record FormBasis(string Number, DateOnly? RepealedOn, string? ReplacedBy);

/// <summary>An objective: its statement, how the result is compared ("=", "≥", "&gt;", "≤", "&lt;") and with what ("95%").</summary>
public sealed record FormObjective(string Statement, string Comparator, string Target);
