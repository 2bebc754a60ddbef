using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>A column of monthly tables that the product knows.</summary>
/// <param name="Code">As formulas name it: "received_online".</param>
/// <param name="NameVi">As people call it.</param>
/// <param name="NameEn">In English.</param>
public sealed record FigureColumn(string Code, string NameVi, string NameEn);

/// <summary>The columns of monthly tables; agencies may bring others.</summary>
public static class FigureColumns
{
    /// <summary>The shipped columns (Domain/Data/figures.json).</summary>
    public static ImmutableArray<FigureColumn> Shipped => FigureData.Shipped.Columns;

    /// <summary>Whether a text can name a column: small letters, digits and "_", a letter first, at most 60.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 60 && char.IsAsciiLetterLower(text[0])
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    /// <summary>How people call a column in Vietnamese; its code when the product does not know it.</summary>
    public static string NameOf(string code) => Shipped.FirstOrDefault(column => column.Code == code)?.NameVi ?? code;
}

/// <summary>The columns of entries.</summary>
public static class EntryColumns
{
    /// <summary>"numerator" and "denominator".</summary>
    public static ImmutableArray<string> All { get; } = ["numerator", "denominator"];
}
