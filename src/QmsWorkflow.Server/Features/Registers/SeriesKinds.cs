using QmsWorkflow.Domain.Numbering;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>What series are made of: the abbreviations of NĐ 30/2020, Phụ lục III, and CV for công văn.</summary>
internal static class SeriesKinds
{
    public const string Letter = "CV";

    public static IReadOnlyList<string> All { get; } = [.. DocumentKinds.All.Where(kind => kind is { IsCopy: false, Abbreviation: not null }).Select(kind => kind.Abbreviation!), Letter];

    public static string NameOf(string abbreviation) =>
        abbreviation == Letter ? "Công văn" : DocumentKinds.ByAbbreviation(abbreviation)?.NameVi ?? abbreviation;
}
