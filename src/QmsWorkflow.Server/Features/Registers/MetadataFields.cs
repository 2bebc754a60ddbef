namespace QmsWorkflow.Server.Features.Registers;

/// <summary>The types of NĐ 30/2020, Phụ lục VI, phần II.</summary>
public enum MetadataType { Group, String, Number, Date, LongText }

/// <param name="Name">The English name the decree gives; "OrganId" and "SignerInfo" are written as meant, not with the scan's small L.</param>
/// <param name="Length">The most characters; 0 without a limit.</param>
internal sealed record MetadataField(string No, string Name, MetadataType Type, int Length)
{
    public IReadOnlyList<MetadataField> Parts { get; init; } = [];
}

/// <summary>The input fields of NĐ 30/2020, Phụ lục VI, phần II: of documents that go out (I), come in (II), and of hồ sơ (III).</summary>
internal static class MetadataFields
{
    private static readonly MetadataField FileCode = new("1", "FileCode", MetadataType.Group, 0)
    {
        Parts = [new("1.1", "OrganId", MetadataType.String, 13), new("1.2", "FileCatalog", MetadataType.Number, 4), new("1.3", "FileNotation", MetadataType.String, 20)],
    };

    private static readonly MetadataField[] Common =
    [
        FileCode, new("2", "DocOrdinal", MetadataType.Number, 3), new("3", "TypeName", MetadataType.String, 100), new("4", "CodeNumber", MetadataType.String, 11),
        new("5", "CodeNotation", MetadataType.String, 30), new("6", "IssuedDate", MetadataType.Date, 10), new("7", "OrganName", MetadataType.String, 200),
        new("8", "Subject", MetadataType.String, 500), new("9", "Language", MetadataType.String, 30), new("10", "PageAmount", MetadataType.Number, 3), new("11", "Description", MetadataType.String, 500),
    ];

    public static IReadOnlyList<MetadataField> Outgoing { get; } =
    [
        .. Common, Signer("12"),
        new("13", "To", MetadataType.Group, 0) { Parts = [new("13.1", "OrganId", MetadataType.String, 13), new("13.2", "OrganName", MetadataType.String, 200)] },
        new("14", "Priority", MetadataType.Number, 1), new("15", "IssuedAmount", MetadataType.Number, 3), new("16", "DueDate", MetadataType.Date, 10),
    ];

    public static IReadOnlyList<MetadataField> Incoming { get; } =
    [
        .. Common, new("12", "ArrivalDate", MetadataType.Date, 10), new("13", "ArrivalNumber", MetadataType.Number, 10), Signer("14"), new("15", "Priority", MetadataType.Number, 1),
        new("16", "ToPlaces", MetadataType.String, 1000), new("17", "TraceHeaderList", MetadataType.LongText, 0), new("18", "DueDate", MetadataType.Date, 10),
    ];

    public static IReadOnlyList<MetadataField> Dossier { get; } =
    [
        FileCode, new("2", "Title", MetadataType.String, 500), new("3", "Maintenance", MetadataType.String, 30), new("4", "Rights", MetadataType.String, 30), new("5", "Creator", MetadataType.String, 30),
        new("6", "Language", MetadataType.String, 50), new("7", "StartDate", MetadataType.Date, 10), new("8", "EndDate", MetadataType.Date, 10), new("9", "DocTotal", MetadataType.Number, 4),
        new("10", "PageTotal", MetadataType.Number, 4), new("11", "Description", MetadataType.String, 500),
    ];

    private static MetadataField Signer(string no) => new(no, "SignerInfo", MetadataType.Group, 0)
    {
        Parts = [new($"{no}.1", "Position", MetadataType.String, 100), new($"{no}.2", "FullName", MetadataType.String, 50)],
    };
}
